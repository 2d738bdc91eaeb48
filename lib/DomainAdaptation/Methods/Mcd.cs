using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn.functional;

namespace DomainAdaptation;

/// <summary>
/// Maximum classifier discrepancy (Saito et al. 2018): two classifiers on the same features. A: all learn the labels. B: the classifiers
/// move apart on the target. C: the features bring them together again, four times.
/// </summary>
/// <remarks>The discrepancy is the mean absolute difference of both class probabilities (eqs. 2–6). The network's own label predictor is the first classifier.</remarks>
public sealed class Mcd : AdaptationMethod
{
    private readonly int times;
    private readonly long hidden;
    private Sequential? second;

    /// <summary>Makes the method.</summary>
    /// <param name="times">How often C is repeated; the authors take 4.</param>
    /// <param name="hidden">The width of the second classifier's two hidden layers.</param>
    public Mcd(int times = 4, int hidden = 100)
        : base(Description) => (this.times, this.hidden) = (times, hidden);

    /// <summary>What the method is.</summary>
    public static MethodDescription Description { get; } = new("mcd", "Maximum classifier discrepancy (MCD)", "Saito et al. 2018", Reads: OutputsRead.ClassOfSample);

    /// <inheritdoc/>
    public override IReadOnlyList<Phase> Phases =>
    [
        new(Step),
        new(MoveApart, name => !name.StartsWith("features.", StringComparison.Ordinal)),
        new(BringTogether, name => name.StartsWith("features.", StringComparison.Ordinal), times),
    ];

    /// <inheritdoc/>
    public override void Prepare(long features, int classes)
    {
        second = Layers.FullyConnected([features, hidden, hidden, classes]);
        register_module("second", second);
    }

    /// <inheritdoc/>
    public override Losses Step(StepContext step)
    {
        ArgumentNullException.ThrowIfNull(step);
        return Losses.Of(step.LabelLoss(), "second label", SecondLabelLoss(step), 1);
    }

    /// <summary>mean |softmax(a) − softmax(b)| over samples and classes.</summary>
    /// <param name="first">Logits, [n, classes].</param>
    /// <param name="second">Logits, [n, classes].</param>
    public static Tensor Discrepancy(Tensor first, Tensor second)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        return (softmax(first.Wide(), 1) - softmax(second.Wide(), 1)).abs().mean();
    }

    private Losses MoveApart(StepContext step) => Step(step).Add("discrepancy", OnTarget(step), -1);

    private Losses BringTogether(StepContext step)
    {
        var discrepancy = OnTarget(step);
        return new(discrepancy, Losses.Named(("discrepancy", discrepancy)));
    }

    private Tensor SecondLabelLoss(StepContext step) =>
        Classification.CrossEntropy(second!.call(step.AllFeatures.narrow(0, 0, step.Labels.size(0)).flatten(1)), step.Labels);

    private Tensor OnTarget(StepContext step)
    {
        var (all, labelled) = (step.AllFeatures, step.Labels.size(0));
        return Discrepancy(step.UnlabelledLogits, second!.call(all.narrow(0, labelled, all.size(0) - labelled).flatten(1)));
    }
}
