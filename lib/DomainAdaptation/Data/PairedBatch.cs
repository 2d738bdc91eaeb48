using static TorchSharp.torch;

namespace DomainAdaptation;

/// <summary>One batch of both domains, the source half first.</summary>
/// <param name="Samples">Normalised inputs, [2n, …].</param>
/// <param name="Labels">The classes of the source half, int64 [n].</param>
/// <param name="Domains">The domain labels, float32 [2n, 1]: 0 = source, 1 = target.</param>
public sealed record PairedBatch(Tensor Samples, Tensor Labels, Tensor Domains);
