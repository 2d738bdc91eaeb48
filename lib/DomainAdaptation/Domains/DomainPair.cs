namespace DomainAdaptation;

/// <summary>The usual <see cref="AdaptationData"/>: one labelled source and one unlabelled target.</summary>
public sealed class DomainPair : AdaptationData
{
    /// <summary>Pairs two domains.</summary>
    /// <param name="source">The labelled source.</param>
    /// <param name="target">The unlabelled target.</param>
    /// <param name="labelledTarget">Samples of the target whose labels training may see, or null: the usual, unsupervised case.</param>
    /// <exception cref="ArgumentException">Their samples differ in shape or kind, or their classes in number.</exception>
    public DomainPair(LabelledDomain source, UnlabelledDomain target, LabelledDomain? labelledTarget = null)
        : base([source ?? throw new ArgumentNullException(nameof(source))], [target ?? throw new ArgumentNullException(nameof(target))], labelledTarget)
    {
    }

    /// <summary>The labelled source domain (domain label 0).</summary>
    public LabelledDomain Source => Sources[0];

    /// <summary>The unlabelled target domain (domain label 1).</summary>
    public UnlabelledDomain Target => Targets[0];
}
