namespace DomainAdaptation;

/// <summary>The two domains, numbered as the paper labels them.</summary>
public enum Domain
{
    /// <summary>The labelled source, d = 0.</summary>
    Source = 0,

    /// <summary>The unlabelled target, d = 1.</summary>
    Target = 1,
}
