using static TorchSharp.torch;

namespace DomainAdaptation;

/// <summary>Deep adaptation network (Long et al. 2015): Ly + w · MMD²(f_S, f_T) with several Gaussian kernels.</summary>
public sealed class Dan : AdaptationMethod
{
    internal static readonly double[] Widths = [0.25, 0.5, 1, 2, 4];
    private readonly double weight;

    /// <summary>Makes the method.</summary>
    /// <param name="weight">w.</param>
    public Dan(double weight = 1)
        : base(Description) => this.weight = weight;

    /// <summary>What the method is.</summary>
    public static MethodDescription Description { get; } = new("mmd", "Deep adaptation network (DAN, by MMD)", "Long et al. 2015");

    /// <inheritdoc/>
    public override Losses Step(StepContext step)
    {
        ArgumentNullException.ThrowIfNull(step);
        return Losses.Of(step.LabelLoss(), "mmd", Discrepancy(step.SourceFeatures, step.TargetFeatures), weight);
    }

    /// <summary>MMD² with five Gaussian kernels, whose widths are ¼ to 4 times the mean squared distance between samples.</summary>
    /// <param name="source">Features, [n, d]; n ≥ 2.</param>
    /// <param name="target">Features, [m, d]; m ≥ 2.</param>
    public static Tensor Discrepancy(Tensor source, Tensor target)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(target);
        return MeanDiscrepancy.Of(MeanDiscrepancy.Kernel(cat([source, target]), Widths), source.size(0));
    }
}
