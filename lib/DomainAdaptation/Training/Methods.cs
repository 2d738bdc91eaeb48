namespace DomainAdaptation;

/// <summary>The ids of the methods that the tables compare.</summary>
public static class Methods
{
    /// <summary>The lower bound: trained on the labelled source only.</summary>
    public const string SourceOnly = "source-only";

    /// <summary>Subspace alignment (Fernando et al. 2013), the paper's baseline.</summary>
    public const string SubspaceAlignment = "subspace-alignment";

    /// <summary>The paper's method: domain-adversarial training by gradient reversal.</summary>
    public const string Dann = "dann";

    /// <summary>The upper bound: trained on the labelled target.</summary>
    public const string TrainOnTarget = "train-on-target";

    /// <summary>All of them, in the order of the paper's tables.</summary>
    public static IReadOnlyList<string> All { get; } = [SourceOnly, SubspaceAlignment, Dann, TrainOnTarget];
}
