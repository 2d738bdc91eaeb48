using static TorchSharp.torch;

namespace DomainAdaptation;

/// <summary>Deep CORAL (Sun &amp; Saenko 2016): Ly + w · ‖C_S − C_T‖²_F / (4 d²), with the covariances C of d features in either domain (eqs. 1–3).</summary>
public sealed class DeepCoral : AdaptationMethod
{
    private readonly double weight;

    /// <summary>Makes the method.</summary>
    /// <param name="weight">w; the authors choose it so that both losses end near one another, which differs with the features' scale.</param>
    public DeepCoral(double weight = 100)
        : base(Description) => this.weight = weight;

    /// <summary>What the method is.</summary>
    public static MethodDescription Description { get; } = new("coral", "Deep CORAL", "Sun & Saenko 2016");

    /// <inheritdoc/>
    public override Losses Step(StepContext step)
    {
        ArgumentNullException.ThrowIfNull(step);
        return Losses.Of(step.LabelLoss(), "coral", Distance(step.SourceFeatures, step.TargetFeatures), weight);
    }

    /// <summary>‖C_S − C_T‖²_F / (4 d²).</summary>
    /// <param name="source">Features, [n, d]; n ≥ 2.</param>
    /// <param name="target">Features, [m, d]; m ≥ 2.</param>
    public static Tensor Distance(Tensor source, Tensor target)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(target);
        var d = (double)source.size(1);
        return (Covariance(source) - Covariance(target)).square().sum() / (4 * d * d);
    }

    private static Tensor Covariance(Tensor x)
    {
        var centred = x.Wide();
        centred = centred - centred.mean([0], keepdim: true);
        return centred.t().matmul(centred) / (x.size(0) - 1.0);
    }
}
