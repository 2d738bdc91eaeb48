namespace DomainAdaptation.Reporting;

/// <summary>What our accuracy says about a published one.</summary>
public enum Verdict
{
    /// <summary>There are no runs.</summary>
    NotRun,

    /// <summary>The published accuracy lies within the 95 % interval of our mean over seeds.</summary>
    Reproduced,

    /// <summary>Ours lies above it by more than that.</summary>
    Exceeded,

    /// <summary>Ours lies below it by more than that.</summary>
    NotYet,

    /// <summary>The paper reports that its method fails there, and so does ours: it is not above what is published without adaptation.</summary>
    FailsAsPublished,
}
