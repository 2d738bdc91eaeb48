using static TorchSharp.torch;

namespace DomainAdaptation;

/// <summary>What a training pass gives.</summary>
/// <param name="Labels">Class logits of the labelled samples, [labelled, classes].</param>
/// <param name="Domains">Domain logits of all samples, [n, 1]; positive means target.</param>
public sealed record NetworkOutput(Tensor Labels, Tensor Domains);
