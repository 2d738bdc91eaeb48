using static TorchSharp.torch;

namespace DomainAdaptation;

/// <summary>The nuclear norm of the target's class probabilities, ‖P‖* / √(m · classes): sure and diverse at once, 1 at most (Cui et al. 2020).</summary>
public sealed class NuclearNorm : IScorer
{
    /// <inheritdoc/>
    public string Name => "bnm";

    /// <inheritdoc/>
    public double Score(HeldOut held)
    {
        ArgumentNullException.ThrowIfNull(held);
        var p = held.TargetProbabilities(); // [m, classes]
        var squares = linalg.eigvalsh(p.t().matmul(p)); // of the singular values
        return squares.clamp_min(0).sqrt().sum().item<double>() / Math.Sqrt(p.size(0) * p.size(1));
    }
}
