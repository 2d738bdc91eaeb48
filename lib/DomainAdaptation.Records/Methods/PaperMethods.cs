namespace DomainAdaptation;

/// <summary>The methods of the paper's own tables and figures, which every table knows; any other is what its record calls it.</summary>
internal static class PaperMethods
{
    public const string LabelledTarget = "labelled-target";
    public const string SourceOnly = "source-only";
    public const string SubspaceAlignment = "subspace-alignment";
    public const string Dann = "dann";
    public const string SourceAndTarget = "source+labelled-target";
    public const string SemiSupervisedDann = "dann+labelled-target";
    public const string TrainOnTarget = "train-on-target";

    private static readonly MethodDescription[] List =
    [
        new(LabelledTarget, "Trained on few labels of the target", "Ganin & Lempitsky 2014", LabelsSeen.FewOfTarget, Adapts: false),
        new(SourceOnly, "Source only", "Ganin & Lempitsky 2014", Adapts: false),
        new(SubspaceAlignment, "Subspace alignment", "Fernando et al. 2013", Reads: OutputsRead.ClassOfSample),
        new(Dann, "Domain-adversarial training (DANN)", "Ganin & Lempitsky 2014", TrainsDomainClassifier: true, NeedsTarget: false),
        new(SourceAndTarget, "Source and few labels of the target", "Ganin et al. 2016", LabelsSeen.SourceAndFewOfTarget, Adapts: false),
        new(SemiSupervisedDann, "DANN with few labels of the target", "Ganin & Lempitsky 2014", LabelsSeen.SourceAndFewOfTarget, TrainsDomainClassifier: true, NeedsTarget: false),
        new(TrainOnTarget, "Trained on the target's labels", "Ganin & Lempitsky 2014", LabelsSeen.Target, Adapts: false),
    ];

    /// <summary>The methods of the paper's tables, in their order.</summary>
    public static IReadOnlyList<string> OfTables { get; } = [SourceOnly, SubspaceAlignment, Dann, TrainOnTarget];

    /// <summary>What one of them is.</summary>
    public static MethodDescription Info(string id) => List.First(m => m.Id == id);

    /// <summary>The labels that a method is trained on; one that is not the paper's adapts without a label of the target, as its rivals do.</summary>
    public static LabelsSeen LabelsOf(string id) => Array.Find(List, m => m.Id == id)?.Labels ?? LabelsSeen.Source;

    /// <summary>Whether a method adapts without a label of the target.</summary>
    public static bool IsUnsupervisedAdaptation(string id) => Array.Find(List, m => m.Id == id) is null or { Adapts: true, Labels: LabelsSeen.Source };

    /// <summary>The order of lines and curves: the lower bounds, what adapts (the paper's own first, rivals by name), the upper bounds.</summary>
    public static IEnumerable<T> InOrder<T>(IEnumerable<T> items, Func<T, string> method) => items.OrderBy(i => RankOf(method(i))).ThenBy(method, StringComparer.Ordinal);

    /// <summary>Where a method stands in that order.</summary>
    public static int RankOf(string id) => Array.FindIndex(List, m => m.Id == id) is >= 0 and var place ? 2 * place : (2 * Array.FindIndex(List, m => m.Id == Dann)) + 1;
}
