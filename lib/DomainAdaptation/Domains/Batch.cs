using static TorchSharp.torch;

namespace DomainAdaptation;

/// <summary>One batch of all domains: the samples of each source, labelled target samples if there are any, then those of each target.</summary>
/// <param name="Samples">Normalised inputs, [n, …].</param>
/// <param name="Labels">The labels of the labelled samples, which come first: classes, int64 [labelled], or what the task has.</param>
/// <param name="Domains">The domain labels, float32 [n, 1]: 0 = a source, 1 = a target.</param>
/// <param name="Parts">Which samples come from which domain, in order.</param>
public sealed record Batch(Tensor Samples, Tensor Labels, Tensor Domains, IReadOnlyList<BatchPart> Parts)
{
    /// <summary>How many samples come from sources; they are the first.</summary>
    public int Sources => Parts.Where(p => !p.Domain.IsTarget).Sum(p => p.Count);

    /// <summary>How many come from targets, with labels or without.</summary>
    public int Targets => Parts.Where(p => p.Domain.IsTarget).Sum(p => p.Count);

    /// <summary>As whose samples they pass the network: without a target the sources share their statistics, for there will be samples of no known domain.</summary>
    internal IReadOnlyList<BatchPart> Passing => Parts.Any(p => p.Domain.IsTarget) ? Parts : [new(Domain.Source, 0, Parts.Sum(p => p.Count))];

    /// <summary>The part of one domain, or null.</summary>
    internal BatchPart? Of(Domain domain) => Parts.FirstOrDefault(p => p.Domain == domain);
}
