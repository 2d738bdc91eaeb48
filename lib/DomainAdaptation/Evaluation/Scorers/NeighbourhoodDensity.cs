using static TorchSharp.torch;
using static TorchSharp.torch.nn.functional;

namespace DomainAdaptation;

/// <summary>
/// Soft neighbourhood density (Saito et al. 2021, SND): the mean entropy of each target sample's softmax over its similarities to all
/// others. Where classes lie in dense clusters, a sample has many near neighbours, and the entropy is high.
/// </summary>
/// <remarks>
/// Similarities are those of class probabilities of length one, at the paper's temperature. The network must have been
/// trained on the source: one that gives all samples the same output has the highest density of all.
/// </remarks>
public sealed class NeighbourhoodDensity : IScorer
{
    private readonly double temperature;

    /// <summary>Makes the score.</summary>
    /// <param name="temperature">τ; the authors take .05.</param>
    public NeighbourhoodDensity(double temperature = 0.05)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(temperature);
        this.temperature = temperature;
    }

    /// <inheritdoc/>
    public string Name => "snd";

    /// <inheritdoc/>
    public double Score(HeldOut held)
    {
        ArgumentNullException.ThrowIfNull(held);
        var m = held.TargetLogits.size(0);
        if (m < 2)
        {
            return double.NaN; // no neighbours
        }

        var p = normalize(held.TargetProbabilities(), dim: 1);
        var near = (p.matmul(p.t()) / temperature).masked_fill(eye(m, dtype: ScalarType.Bool), double.NegativeInfinity);
        return TargetEntropy.Of(softmax(near, 1)).mean().item<double>();
    }
}
