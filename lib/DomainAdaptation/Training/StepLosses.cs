using TorchSharp;
using static TorchSharp.torch;

namespace DomainAdaptation;

/// <summary>What one step measures; all but <paramref name="Label"/> are null without a domain classifier.</summary>
/// <param name="Label">Ly, the mean cross-entropy.</param>
/// <param name="Domain">Ld, the mean binary cross-entropy.</param>
/// <param name="DomainAccuracy">The share of samples whose domain was told right.</param>
/// <param name="Confusion">What the features descend in place of climbing Ld, or null with gradient reversal.</param>
internal sealed record StepLosses(Tensor Label, Tensor? Domain = null, Tensor? DomainAccuracy = null, Tensor? Confusion = null)
{
    /// <summary>What the optimiser descends: Ly + weight · Ld(R(f)).</summary>
    public Tensor Total(double domainWeight)
    {
        if (Domain is null)
        {
            return Label.alias();
        }

        using var weight = domainWeight.ToScalar();
        return Label.add(Confusion is null ? Domain : Domain.add(Confusion, Scalars.One), weight);
    }
}
