using static TorchSharp.torch;

namespace DomainAdaptation;

/// <summary>Stepwise adaptive feature norm (Xu et al. 2019): Ly + w · mean (‖f‖ − (‖f‖ now + Δr))² over both domains: features of larger norm transfer better.</summary>
public sealed class Afn : AdaptationMethod
{
    private readonly double weight;
    private readonly double step;

    /// <summary>Makes the method.</summary>
    /// <param name="weight">w; the authors take .05.</param>
    /// <param name="step">Δr, by how much norms shall grow; the authors take 1.</param>
    public Afn(double weight = 0.05, double step = 1)
        : base(Description) => (this.weight, this.step) = (weight, step);

    /// <summary>What the method is.</summary>
    public static MethodDescription Description { get; } = new("afn", "Adaptive feature norm (AFN)", "Xu et al. 2019");

    /// <inheritdoc/>
    public override Losses Step(StepContext step)
    {
        ArgumentNullException.ThrowIfNull(step);
        return Losses.Of(step.LabelLoss(), "norm", Growth(step.SourceFeatures, this.step).add(Growth(step.TargetFeatures, this.step)), weight);
    }

    /// <summary>mean (‖f‖ − (‖f‖ + Δr))², where no gradient flows through the second norm (eq. 6): Δr² in value, with a gradient that lengthens f.</summary>
    /// <param name="features">[n, d].</param>
    /// <param name="step">Δr.</param>
    public static Tensor Growth(Tensor features, double step = 1)
    {
        ArgumentNullException.ThrowIfNull(features);
        var norms = features.Wide().square().sum(1).add(1e-12).sqrt();
        return (norms - (norms.detach() + step)).square().mean();
    }
}
