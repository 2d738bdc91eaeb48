using static TorchSharp.torch;

namespace DomainAdaptation;

/// <summary>How sure the network is of target samples: −mean H(p(x)), in nats (Morerio et al. 2018).</summary>
/// <remarks>A network that puts everything into one class is sure too: see <see cref="InformationMaximisation"/>.</remarks>
public sealed class TargetEntropy : IScorer
{
    /// <inheritdoc/>
    public string Name => "entropy";

    /// <inheritdoc/>
    public double Score(HeldOut held)
    {
        ArgumentNullException.ThrowIfNull(held);
        return -Of(held.TargetProbabilities()).mean().item<double>();
    }

    /// <summary>H of each row of probabilities, in nats: [n].</summary>
    internal static Tensor Of(Tensor probabilities) => special.entr(probabilities).sum(-1);
}
