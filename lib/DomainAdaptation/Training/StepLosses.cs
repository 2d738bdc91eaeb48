using static TorchSharp.torch;

namespace DomainAdaptation;

/// <summary>What one step measures; <paramref name="Domain"/> and <paramref name="DomainAccuracy"/> are null without a domain classifier.</summary>
/// <param name="Label">Ly, the mean cross-entropy.</param>
/// <param name="Domain">Ld, the mean binary cross-entropy.</param>
/// <param name="DomainAccuracy">The share of samples whose domain was told right.</param>
internal sealed record StepLosses(Tensor Label, Tensor? Domain = null, Tensor? DomainAccuracy = null);
