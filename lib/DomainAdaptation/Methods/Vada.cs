using static TorchSharp.torch;
using static TorchSharp.torch.nn.functional;

namespace DomainAdaptation;

/// <summary>
/// Virtual adversarial domain adaptation (Shu et al. 2018): DANN with the cluster assumption: Ly + w_d Ld + w_e H(target) +
/// w_s VAT(source) + w_t VAT(target) (eq. 10).
/// </summary>
/// <remarks>
/// VAT(x) = KL(p(x) ‖ p(x + r)), where r of length ε is the direction in which the prediction changes most (Miyato et al. 2018), found by one
/// gradient. Each step passes four more times through the network.
/// </remarks>
public sealed class Vada : AdaptationMethod
{
    private const double Probe = 10;
    private readonly (double Domain, double Entropy, double Source, double Target) weights;
    private readonly double radius;

    /// <summary>Makes the method.</summary>
    /// <param name="domain">w_d; the authors take .01.</param>
    /// <param name="entropy">w_e; the authors take .01.</param>
    /// <param name="source">w_s; the authors take 1.</param>
    /// <param name="target">w_t; the authors take .01.</param>
    /// <param name="radius">ε, in normalised inputs; the authors take 3.5.</param>
    public Vada(double domain = 0.01, double entropy = 0.01, double source = 1, double target = 0.01, double radius = 3.5)
        : base(Description) => (weights, this.radius) = ((domain, entropy, source, target), radius);

    /// <summary>What the method is.</summary>
    public static MethodDescription Description { get; } =
        new("vada", "Virtual adversarial domain adaptation (VADA)", "Shu et al. 2018", TrainsDomainClassifier: true, Reads: OutputsRead.ClassOfSample);

    /// <inheritdoc/>
    public override Losses Step(StepContext step)
    {
        ArgumentNullException.ThrowIfNull(step);
        return Dann.Reversed(step, step.LabelLoss(), weights.Domain)
            .Add("entropy", EntropyMinimisation.OfLogits(step.UnlabelledLogits).mean(), weights.Entropy)
            .Add("source smoothness", Smoothness(step, targets: false), weights.Source)
            .Add("target smoothness", Smoothness(step, targets: true), weights.Target);
    }

    private Tensor Smoothness(StepContext step, bool targets)
    {
        var sources = step.Parts.Where(p => !p.Domain.IsTarget).Sum(p => p.Count);
        var x = targets ? step.Samples.narrow(0, sources, step.Samples.size(0) - sources) : step.Samples.narrow(0, 0, sources);
        var now = targets ? step.UnlabelledLogits : step.LabelledLogits;
        var p = softmax(now.detach().Wide(), 1);
        using var start = OfLength(randn_like(x), Probe).detach();
        start.requires_grad = true;
        var worst = autograd.grad([Divergence(p, Predict(x + start))], [start])[0];
        return Divergence(p, Predict(x + OfLength(worst.detach(), radius)));

        Tensor Predict(Tensor inputs) => step.Network.LabelPredictor.call(step.Extract(targets, inputs));
    }

    /// <summary>KL(p ‖ softmax(z)), the mean over the samples.</summary>
    internal static Tensor Divergence(Tensor p, Tensor logits) =>
        (p * (p.clamp_min(1e-12).log() - log_softmax(logits.Wide(), 1))).sum(1).mean();

    // Each sample's direction, so long.
    private static Tensor OfLength(Tensor directions, double length)
    {
        var flat = directions.flatten(1);
        return (flat / flat.square().sum(1, keepdim: true).add(1e-12).sqrt() * length).view_as(directions);
    }
}
