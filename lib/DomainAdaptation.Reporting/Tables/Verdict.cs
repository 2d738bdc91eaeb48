namespace DomainAdaptation.Reporting;

/// <summary>What our accuracy says about a published one.</summary>
public enum Verdict
{
    /// <summary>The published accuracy lies within one standard deviation of our mean.</summary>
    Reproduced,

    /// <summary>Ours lies above it by more than that.</summary>
    Exceeded,

    /// <summary>Ours lies below it by more than that.</summary>
    NotYet,

    /// <summary>The paper reports that its method fails there, and so does ours: it is not above what is published without adaptation.</summary>
    FailsAsPublished,
}
