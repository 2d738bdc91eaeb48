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

    /// <summary>Semi-supervised: trained on the few labelled target samples alone ("Real" in the paper's figure).</summary>
    public const string LabelledTarget = "labelled-target";

    /// <summary>Semi-supervised: trained on the source and the few labelled target samples, without adaptation ("Syn + Real").</summary>
    public const string SourceAndTarget = "source+labelled-target";

    /// <summary>Semi-supervised: the paper's method with the few labelled target samples besides ("Syn + Real Adapted").</summary>
    public const string SemiSupervisedDann = "dann+labelled-target";

    /// <summary>The methods of the paper's tables, in their order.</summary>
    public static IReadOnlyList<string> OfTables { get; } = [SourceOnly, SubspaceAlignment, Dann, TrainOnTarget];

    /// <summary>The curves of the paper's semi-supervised figure, in its order, and the upper bound.</summary>
    public static IReadOnlyList<string> OfSemiSupervisedFigure { get; } = [LabelledTarget, SourceOnly, Dann, SourceAndTarget, SemiSupervisedDann, TrainOnTarget];

    /// <summary>All of them, in the order in which tables and legends list them.</summary>
    public static IReadOnlyList<string> All { get; } = [LabelledTarget, SourceOnly, SubspaceAlignment, Dann, SourceAndTarget, SemiSupervisedDann, TrainOnTarget];

    /// <summary>Whether a method trains a domain classifier.</summary>
    internal static bool IsAdversarial(string method) => method is Dann or SemiSupervisedDann;
}
