using static TorchSharp.torch;
using static TorchSharp.torch.nn.functional;

namespace DomainAdaptation;

/// <summary>Minimum class confusion (Jin et al. 2020): Ly + w · what the target's predictions mix up between classes. It aligns nothing.</summary>
public sealed class Mcc : AdaptationMethod
{
    private readonly double weight;
    private readonly double temperature;

    /// <summary>Makes the method.</summary>
    /// <param name="weight">w; the authors take 1.</param>
    /// <param name="temperature">T; the authors take 2.5.</param>
    public Mcc(double weight = 1, double temperature = 2.5)
        : base(Description) => (this.weight, this.temperature) = (weight, temperature);

    /// <summary>What the method is.</summary>
    public static MethodDescription Description { get; } = new("mcc", "Minimum class confusion (MCC)", "Jin et al. 2020", Reads: OutputsRead.Classes);

    /// <inheritdoc/>
    public override Losses Step(StepContext step)
    {
        ArgumentNullException.ThrowIfNull(step);
        return Losses.Of(step.LabelLoss(), "confusion", Confusion(step.UnlabelledLogits, temperature), weight);
    }

    /// <summary>
    /// The mean over the classes of a row's mass off the diagonal of C = YᵀWY, rows normalised (eqs. 3–7), with the probabilities Y at
    /// temperature T and the weights W ∝ 1 + e^(−H), of mean 1.
    /// </summary>
    /// <param name="logits">Of the target, [n, classes].</param>
    /// <param name="temperature">T.</param>
    public static Tensor Confusion(Tensor logits, double temperature = 2.5)
    {
        ArgumentNullException.ThrowIfNull(logits);
        var y = softmax(logits.Wide() / temperature, 1);
        var sure = 1 + (-EntropyMinimisation.Entropy(y.detach())).exp();
        var weights = (sure / sure.mean()).unsqueeze(1);
        var confusion = (y * weights).t().Product(y);
        confusion = confusion / confusion.sum(1, keepdim: true);
        return (confusion.sum() - confusion.diagonal().sum()) / logits.size(1);
    }
}
