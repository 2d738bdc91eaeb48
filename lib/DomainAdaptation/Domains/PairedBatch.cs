using static TorchSharp.torch;

namespace DomainAdaptation;

/// <summary>One batch of both domains: source samples, then labelled target samples if there are any, then the unlabelled target half.</summary>
/// <param name="Samples">Normalised inputs, [2n, …].</param>
/// <param name="Labels">The classes of the labelled half, int64 [n].</param>
/// <param name="Domains">The domain labels, float32 [2n, 1]: 0 = source, 1 = target.</param>
/// <param name="Sources">How many samples come from the source: n, or fewer where the labelled half has target samples too.</param>
public sealed record PairedBatch(Tensor Samples, Tensor Labels, Tensor Domains, int Sources);
