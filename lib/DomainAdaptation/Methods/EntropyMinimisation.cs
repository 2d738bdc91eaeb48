using static TorchSharp.torch;
using static TorchSharp.torch.nn.functional;

namespace DomainAdaptation;

/// <summary>Entropy minimisation (Grandvalet &amp; Bengio 2005): Ly + w · mean H(g(x)) over the target, which drives class boundaries out of dense regions.</summary>
public sealed class EntropyMinimisation : AdaptationMethod
{
    private readonly double weight;

    /// <summary>Makes the method.</summary>
    /// <param name="weight">w.</param>
    public EntropyMinimisation(double weight = 0.1)
        : base(Description) => this.weight = weight;

    /// <summary>What the method is.</summary>
    public static MethodDescription Description { get; } = new("entropy", "Entropy minimisation", "Grandvalet & Bengio 2005", Reads: OutputsRead.Classes);

    /// <inheritdoc/>
    public override Losses Step(StepContext step)
    {
        ArgumentNullException.ThrowIfNull(step);
        return Losses.Of(step.LabelLoss(), "entropy", OfLogits(step.UnlabelledLogits).mean(), weight);
    }

    /// <summary>H = −Σ p log p of each row, in nats. [n, classes] to [n].</summary>
    /// <param name="probabilities">Rows that sum to 1.</param>
    public static Tensor Entropy(Tensor probabilities)
    {
        ArgumentNullException.ThrowIfNull(probabilities);
        return -(probabilities * probabilities.clamp_min(1e-12).log()).sum(1);
    }

    /// <summary>The same of class logits, with a gradient that is right where a probability is 0.</summary>
    /// <param name="logits">[n, classes].</param>
    public static Tensor OfLogits(Tensor logits)
    {
        ArgumentNullException.ThrowIfNull(logits);
        var log = log_softmax(logits.Wide(), 1);
        return -(log.exp() * log).sum(1);
    }
}
