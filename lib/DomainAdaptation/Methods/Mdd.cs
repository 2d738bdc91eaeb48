using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn.functional;

namespace DomainAdaptation;

/// <summary>
/// Margin disparity discrepancy (Zhang et al. 2019): a second classifier f′ behind the gradient reversal agrees with Gy on the source and
/// disagrees on the target as far as it can; the features prevent it.
/// </summary>
/// <remarks>Ly + w · (γ · CE(f′, ŷ) on the source − mean log(1 − p_f′(ŷ)) on the target), with ŷ what Gy says (eqs. 27–30); γ is e to the margin.</remarks>
public sealed class Mdd : AdaptationMethod
{
    private readonly double weight;
    private readonly double gamma;
    private readonly long hidden;
    private Sequential? second;

    /// <summary>Makes the method.</summary>
    /// <param name="weight">w; the authors take 1 behind a reversal of .1 at most.</param>
    /// <param name="gamma">γ; the authors take 4 on Office-31.</param>
    /// <param name="hidden">The width of the second classifier's hidden layer; the authors take 1,024.</param>
    public Mdd(double weight = 0.1, double gamma = 4, int hidden = 1024)
        : base(Description) => (this.weight, this.gamma, this.hidden) = (weight, gamma, hidden);

    /// <summary>What the method is.</summary>
    public static MethodDescription Description { get; } = new("mdd", "Margin disparity discrepancy (MDD)", "Zhang et al. 2019", Reads: OutputsRead.ClassOfSample);

    /// <inheritdoc/>
    public override void Prepare(long features, int classes)
    {
        second = Layers.FullyConnected([features, hidden, classes]);
        register_module("second", second);
    }

    /// <inheritdoc/>
    public override Losses Step(StepContext step)
    {
        ArgumentNullException.ThrowIfNull(step);
        var label = step.LabelLoss();
        var logits = second!.call(GradientReversal.Apply(step.AllFeatures.flatten(1), step.Lambda)).Wide();
        var labelled = step.Labels.size(0);
        var (source, target) = (logits.narrow(0, 0, labelled), logits.narrow(0, labelled, logits.size(0) - labelled));
        var disparity = Disparity(source, step.LabelledLogits.detach().argmax(1), target, step.UnlabelledLogits.detach().argmax(1), gamma);
        return Losses.Of(label, "disparity", disparity, weight);
    }

    /// <summary>What f′ descends: γ · CE(f′(x_s), ŷ_s) − mean log(1 − softmax(f′(x_t))[ŷ_t]).</summary>
    /// <param name="source">f′ of the source, [n, classes].</param>
    /// <param name="sourceClasses">What the label predictor says of it, int64 [n].</param>
    /// <param name="target">f′ of the target, [m, classes].</param>
    /// <param name="targetClasses">What the label predictor says of it, int64 [m].</param>
    /// <param name="gamma">γ.</param>
    public static Tensor Disparity(Tensor source, Tensor sourceClasses, Tensor target, Tensor targetClasses, double gamma)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(targetClasses);
        var agreed = softmax(target, 1).gather(1, targetClasses.unsqueeze(1));
        return (cross_entropy(source, sourceClasses) * gamma) - (1 - agreed).clamp_min(1e-6).log().mean();
    }
}
