namespace DomainAdaptation;

/// <summary>Accuracy on held-out source samples: what one can measure, and what adaptation may trade away.</summary>
public sealed class SourceAccuracy : IScorer
{
    /// <inheritdoc/>
    public string Name => "source-accuracy";

    /// <inheritdoc/>
    public double Score(HeldOut held)
    {
        ArgumentNullException.ThrowIfNull(held);
        return held.SourceLogits.argmax(1).eq(held.SourceLabels).to(TorchSharp.torch.ScalarType.Float64).mean().item<double>();
    }
}
