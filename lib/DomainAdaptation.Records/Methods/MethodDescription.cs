namespace DomainAdaptation;

/// <summary>What a method is: the only place that tables, legends and the runner ask.</summary>
/// <param name="Id">Its name in records and on the command line, such as <c>dann</c>.</param>
/// <param name="Title">What a reader sees.</param>
/// <param name="Paper">Where it comes from.</param>
/// <param name="Labels">The labels that it is trained on.</param>
/// <param name="Adapts">Whether it looks at the target's unlabelled samples.</param>
/// <param name="TrainsDomainClassifier">Whether it trains the network's own domain classifier, so that its accuracy means something.</param>
/// <param name="NeedsTarget">Whether it needs samples of a target; one that does not can be trained on several sources alone (domain generalisation).</param>
/// <param name="Reads">What it reads of predictions: one that reads classes cannot be used for a task that has none.</param>
public sealed record MethodDescription(
    string Id,
    string Title,
    string Paper,
    LabelsSeen Labels = LabelsSeen.Source,
    bool Adapts = true,
    bool TrainsDomainClassifier = false,
    bool NeedsTarget = true,
    OutputsRead Reads = OutputsRead.None)
{
    /// <summary>A copy with some values changed.</summary>
    public MethodDescription With(
        string? id = null,
        string? title = null,
        string? paper = null,
        LabelsSeen? labels = null,
        bool? adapts = null,
        bool? trainsDomainClassifier = null,
        bool? needsTarget = null,
        OutputsRead? reads = null) =>
        new(id ?? Id, title ?? Title, paper ?? Paper, labels ?? Labels, adapts ?? Adapts, trainsDomainClassifier ?? TrainsDomainClassifier, needsTarget ?? NeedsTarget, reads ?? Reads);

    /// <inheritdoc/>
    public override string ToString() => $"{Id}: {Title} ({Paper})";
}
