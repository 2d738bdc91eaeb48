namespace DomainAdaptation;

/// <summary>What adaptation trains on: a labelled source and an unlabelled target. Target labels have no way in.</summary>
public sealed class DomainPair
{
    /// <summary>Pairs two domains.</summary>
    /// <exception cref="ArgumentException">Their samples differ in shape or kind.</exception>
    public DomainPair(LabelledDomain source, UnlabelledDomain target)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(target);
        if (!source.SampleShape.SequenceEqual(target.SampleShape) || source.WithoutLabels().IsImages != target.IsImages)
        {
            throw new ArgumentException($"Source and target need samples of one shape: {source}; {target}. Gray images become colour by repeating the channel.", nameof(target));
        }

        Source = source;
        Target = target;
    }

    /// <summary>The labelled source domain (domain label 0).</summary>
    public LabelledDomain Source { get; }

    /// <summary>The unlabelled target domain (domain label 1).</summary>
    public UnlabelledDomain Target { get; }

    /// <inheritdoc/>
    public override string ToString() => $"{Source.Name} → {Target.Name}";
}
