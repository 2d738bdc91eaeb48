namespace DomainAdaptation;

/// <summary>What adaptation trains on: labelled sources and unlabelled targets. The targets' labels have no way in.</summary>
/// <remarks>
/// Usually there is one of each: <see cref="DomainPair"/>. Several sources are told apart by networks with statistics for each domain and by a domain
/// classifier with a logit for each. Without a target it is domain generalisation, which few methods can do. Semi-supervised
/// adaptation (JMLR 2016, §5.2.5) has a few labelled samples of the first target besides.
/// </remarks>
public class AdaptationData
{
    /// <summary>Puts domains together.</summary>
    /// <param name="sources">At least one; several with the same classes.</param>
    /// <param name="targets">Any number.</param>
    /// <param name="labelledTarget">Samples of the first target whose labels training may see, or null: the usual, unsupervised case.</param>
    /// <exception cref="ArgumentException">There is no source, or samples differ in shape or kind, or classes in number.</exception>
    public AdaptationData(IReadOnlyList<LabelledDomain> sources, IReadOnlyList<UnlabelledDomain> targets, LabelledDomain? labelledTarget = null)
    {
        ArgumentNullException.ThrowIfNull(sources);
        ArgumentNullException.ThrowIfNull(targets);
        if (sources.Count == 0)
        {
            throw new ArgumentException("There is no source: adaptation needs labelled samples of one domain at least.", nameof(sources));
        }

        if (labelledTarget is not null && targets.Count == 0)
        {
            throw new ArgumentException("There are labelled samples of a target, but no target.", nameof(labelledTarget));
        }

        foreach (var source in sources.Skip(1))
        {
            RequireAlike(sources[0], source, nameof(sources));
        }

        foreach (var target in targets)
        {
            RequireAlike(sources[0], target, nameof(targets));
        }

        if (labelledTarget is not null)
        {
            RequireAlike(sources[0], labelledTarget, nameof(labelledTarget));
        }

        (Sources, Targets, LabelledTarget) = ([.. sources], [.. targets], labelledTarget);
    }

    /// <summary>The labelled sources (domain label 0).</summary>
    public IReadOnlyList<LabelledDomain> Sources { get; }

    /// <summary>The unlabelled targets (domain label 1); none in domain generalisation.</summary>
    public IReadOnlyList<UnlabelledDomain> Targets { get; }

    /// <summary>The samples of the first target that come with labels; null unless adaptation is semi-supervised.</summary>
    public LabelledDomain? LabelledTarget { get; }

    /// <summary>The number of classes, the same in all domains; 0 where the task has none.</summary>
    public int ClassCount => Task.ClassCount;

    /// <summary>What is to be learned, the same in all domains.</summary>
    public ITask Task => Sources[0].Task;

    /// <summary>All samples that training sees, sources first.</summary>
    internal IEnumerable<UnlabelledDomain> All => Sources.Select(s => s.WithoutLabels()).Concat(Targets);

    /// <inheritdoc/>
    public override string ToString() =>
        string.Join(" + ", Sources.Select(s => s.Name)) + (Targets.Count == 0 ? ", no target" : " → " + string.Join(" + ", Targets.Select(t => t.Name)))
        + (LabelledTarget is null ? "" : $", with labels of {LabelledTarget.Name}");

    private static void RequireAlike(LabelledDomain source, LabelledDomain other, string name)
    {
        RequireAlike(source, other.WithoutLabels(), name);
        if (other.ClassCount != source.ClassCount)
        {
            throw new ArgumentException($"{other.Name} has {other.ClassCount} classes and {source.Name} {source.ClassCount}; they must be the same.", name);
        }

        if (!other.Task.Equals(source.Task))
        {
            throw new ArgumentException($"{other.Name} is labelled with {other.Task} and {source.Name} with {source.Task}; they must be the same.", name);
        }
    }

    private static void RequireAlike(LabelledDomain source, UnlabelledDomain other, string name)
    {
        if (!source.SampleShape.SequenceEqual(other.SampleShape) || source.WithoutLabels().IsImages != other.IsImages)
        {
            throw new ArgumentException($"Source and target need samples of one shape: {source}; {other}. Gray images become colour by repeating the channel.", name);
        }
    }
}
