using static TorchSharp.torch;
using static TorchSharp.torch.nn.functional;

namespace DomainAdaptation;

/// <summary>Joint adaptation network (Long et al. 2017): Ly + w · λp · JMMD², the discrepancy of features and predictions together.</summary>
/// <remarks>The kernel of two samples is that of their features times that of their class probabilities (eq. 8); w grows as λ does, as in their §5.1.</remarks>
public sealed class Jan : AdaptationMethod
{
    private readonly double weight;

    /// <summary>Makes the method.</summary>
    /// <param name="weight">w; more of it can swap classes on small data (chosen on the toy domains of the tests).</param>
    public Jan(double weight = 0.3)
        : base(Description) => this.weight = weight;

    /// <summary>What the method is.</summary>
    public static MethodDescription Description { get; } = new("jan", "Joint adaptation network (JAN)", "Long et al. 2017", Reads: OutputsRead.ClassOfSample);

    /// <inheritdoc/>
    public override Losses Step(StepContext step)
    {
        ArgumentNullException.ThrowIfNull(step);
        var source = step.SourceFeatures;
        var probabilities = softmax(cat([step.LabelledLogits, step.UnlabelledLogits]).Wide(), 1);
        var discrepancy = Discrepancy(cat([source, step.TargetFeatures]), probabilities, source.size(0));
        return Losses.Of(step.LabelLoss(), "jmmd", discrepancy, weight * step.Lambda);
    }

    /// <summary>JMMD²: the discrepancy under the product of both kernels.</summary>
    /// <param name="features">Of both domains, [n + m, d], the source first.</param>
    /// <param name="probabilities">Of both domains, [n + m, classes].</param>
    /// <param name="sources">n.</param>
    public static Tensor Discrepancy(Tensor features, Tensor probabilities, long sources)
    {
        ArgumentNullException.ThrowIfNull(features);
        ArgumentNullException.ThrowIfNull(probabilities);
        return MeanDiscrepancy.Of(MeanDiscrepancy.Kernel(features, Dan.Widths) * MeanDiscrepancy.Kernel(probabilities, [1]), sources);
    }
}
