namespace DomainAdaptation;

/// <summary>A way to take several sources: what the variants of an experiment with several sources differ in.</summary>
/// <param name="Name">The recipe's name.</param>
/// <param name="Description">What it is, in a sentence.</param>
/// <param name="Choose">The sources that training sees, of all there are.</param>
/// <param name="Domains">Logits of the domain classifier: 1 tells sources from targets.</param>
internal sealed record SourceVariant(
    string Name, string Description, Func<IReadOnlyList<LabelledDomain>, IReadOnlyList<LabelledDomain>> Choose, int Domains = 1)
{
    /// <summary>The sources kept apart in statistics.</summary>
    public static SourceVariant Several { get; } = new("several", "The sources with statistics of their own.", sources => sources);

    /// <summary>The sources as one domain.</summary>
    public static SourceVariant Combine { get; } = new("combine", "The sources as one domain.", sources => [LabelledDomain.Combine(sources)]);

    /// <summary>The sources kept apart by the domain classifier too, which has a logit for each of them and one for the target.</summary>
    public static SourceVariant KWay(int sources) =>
        new("k-way", "The sources with statistics of their own, and a domain classifier with a logit for each domain.", all => all, sources + 1);

    /// <summary>Each source by itself.</summary>
    public static IEnumerable<SourceVariant> Alone(IEnumerable<string> names) =>
        names.Select((name, i) => new SourceVariant(name, $"{name} alone.", sources => [sources[i]]));
}
