namespace DomainAdaptation.Reporting;

/// <summary>One row of a results table: a method on an experiment, over its seeds, beside the published number.</summary>
/// <param name="Experiment">Id of the experiment.</param>
/// <param name="Method">Id of the method.</param>
/// <param name="Variant">Which recipe.</param>
/// <param name="Scale">How much of the experiment was run.</param>
/// <param name="Protocol">How the reported weights were chosen; with <c>, mixed runs</c> after it where the runs' fingerprints differ, so that the mean is over unlike runs.</param>
/// <param name="Data">The copy of the data.</param>
/// <param name="Seeds">The seeds, ascending; the mean is over their runs.</param>
/// <param name="AccuracyMean">Mean accuracy on the target's test split, as a fraction.</param>
/// <param name="AccuracyStd">Sample standard deviation over the seeds, or null with a single one.</param>
/// <param name="GapCovered">Share of the way between the means of the two bounds, or null where a bound is missing.</param>
/// <param name="Published">The number published for this method and experiment, or null where there is none.</param>
/// <param name="Metric">What stands in place of the accuracy, such as <c>mean IoU</c>; null for accuracy.</param>
public sealed record ResultsRow(
    string Experiment,
    string Method,
    string Variant,
    string Scale,
    string Protocol,
    string Data,
    IReadOnlyList<int> Seeds,
    double AccuracyMean,
    double? AccuracyStd,
    double? GapCovered,
    PublishedResult? Published,
    string? Metric = null)
{
    /// <summary>Half the width of the 95 % interval of the mean over the seeds (Student's t), or null with a single one.</summary>
    public double? AccuracyInterval => AccuracyStd is { } deviation && Seeds.Count > 1 ? StudentT.HalfWidth(deviation, Seeds.Count) : null;

    /// <summary>Whether the method adapts without a label of the target: only such rows compete for the best.</summary>
    public bool IsAdapted => PaperMethods.IsUnsupervisedAdaptation(Method);

    internal bool IsBound => Method is PaperMethods.SourceOnly or PaperMethods.TrainOnTarget;

    /// <summary>One line: the method and its accuracy.</summary>
    public override string ToString() =>
        $"{Experiment} {Method} ({Variant}, {Scale}, {Protocol}): {Numbers.Accuracy(AccuracyMean, AccuracyStd)} over seeds {Numbers.Seeds(Seeds)}";
}
