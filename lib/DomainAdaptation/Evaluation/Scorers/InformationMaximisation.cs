namespace DomainAdaptation;

/// <summary>How sure the network is of each target sample and how diverse over all: H(mean p(x)) − mean H(p(x)), in nats (Krause et al. 2010).</summary>
/// <remarks>It assumes that the target's classes are of like size.</remarks>
public sealed class InformationMaximisation : IScorer
{
    /// <inheritdoc/>
    public string Name => "information-maximisation";

    /// <inheritdoc/>
    public double Score(HeldOut held)
    {
        ArgumentNullException.ThrowIfNull(held);
        var p = held.TargetProbabilities();
        return TargetEntropy.Of(p.mean([0])).item<double>() - TargetEntropy.Of(p).mean().item<double>();
    }
}
