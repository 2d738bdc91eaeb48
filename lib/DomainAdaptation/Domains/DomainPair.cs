namespace DomainAdaptation;

/// <summary>What adaptation trains on: a labelled source and an unlabelled target. The target's labels have no way in.</summary>
/// <remarks>Semi-supervised adaptation (JMLR 2016, §5.2.5) has a few labelled samples of the target besides, as a domain of their own.</remarks>
public sealed class DomainPair
{
    /// <summary>Pairs two domains.</summary>
    /// <param name="source">The labelled source.</param>
    /// <param name="target">The unlabelled target.</param>
    /// <param name="labelledTarget">Samples of the target whose labels training may see, or null: the usual, unsupervised case.</param>
    /// <exception cref="ArgumentException">Their samples differ in shape or kind, or their classes in number.</exception>
    public DomainPair(LabelledDomain source, UnlabelledDomain target, LabelledDomain? labelledTarget = null)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(target);
        RequireAlike(source, target, nameof(target));
        if (labelledTarget is not null)
        {
            RequireAlike(source, labelledTarget.WithoutLabels(), nameof(labelledTarget));
            if (labelledTarget.ClassCount != source.ClassCount)
            {
                throw new ArgumentException($"The labelled part of the target has {labelledTarget.ClassCount} classes and the source {source.ClassCount}; they must be the same.", nameof(labelledTarget));
            }
        }

        Source = source;
        Target = target;
        LabelledTarget = labelledTarget;
    }

    /// <summary>The labelled source domain (domain label 0).</summary>
    public LabelledDomain Source { get; }

    /// <summary>The unlabelled target domain (domain label 1).</summary>
    public UnlabelledDomain Target { get; }

    /// <summary>The samples of the target that come with labels; null unless adaptation is semi-supervised.</summary>
    public LabelledDomain? LabelledTarget { get; }

    /// <inheritdoc/>
    public override string ToString() => $"{Source.Name} → {Target.Name}" + (LabelledTarget is null ? "" : $", with labels of {LabelledTarget.Name}");

    private static void RequireAlike(LabelledDomain source, UnlabelledDomain other, string name)
    {
        if (!source.SampleShape.SequenceEqual(other.SampleShape) || source.WithoutLabels().IsImages != other.IsImages)
        {
            throw new ArgumentException($"Source and target need samples of one shape: {source}; {other}. Gray images become colour by repeating the channel.", name);
        }
    }
}
