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
        Tensor s = Centred(source), t = Centred(target);

        // C = XᵀX, [d, d], and ‖AᵀA − BᵀB‖² = ‖AAᵀ‖² − 2 ‖ABᵀ‖² + ‖BBᵀ‖², [n, n]: a batch of a hundred needs no square of its thousands of features.
        var distance = s.size(0) + t.size(0) <= source.size(1)
            ? (Products(s, s) - (2 * Products(s, t)) + Products(t, t)).to(s.dtype)
            : (s.t().Product(s) - t.t().Product(t)).square().sum();
        return distance / (4 * d * d);
    }

    // X, so that XᵀX is the covariance.
    private static Tensor Centred(Tensor x)
    {
        var wide = x.Wide();
        return (wide - wide.mean([0], keepdim: true)) / Math.Sqrt(x.size(0) - 1.0);
    }

    // In 64 bits, for what is left of these sums may be small beside them.
    private static Tensor Products(Tensor a, Tensor b) => a.Product(b.t()).square().sum(ScalarType.Float64);
}
