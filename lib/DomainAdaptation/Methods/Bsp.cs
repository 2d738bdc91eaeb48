using static TorchSharp.torch;

namespace DomainAdaptation;

/// <summary>Batch spectral penalisation (Chen et al. 2019): DANN + w · (σ1² of the source's features + σ1² of the target's): no direction shall dominate.</summary>
public sealed class Bsp : AdaptationMethod
{
    private readonly double weight;
    private readonly double domainWeight;

    /// <summary>Makes the method.</summary>
    /// <param name="weight">w; the authors take 1e-4.</param>
    /// <param name="domainWeight">The weight of the domain loss, as in <see cref="Dann"/>.</param>
    public Bsp(double weight = 1e-4, double domainWeight = 1)
        : base(Description) => (this.weight, this.domainWeight) = (weight, domainWeight);

    /// <summary>What the method is.</summary>
    public static MethodDescription Description { get; } =
        new("bsp", "DANN with batch spectral penalisation (BSP)", "Chen et al. 2019", TrainsDomainClassifier: true);

    /// <inheritdoc/>
    public override Losses Step(StepContext step)
    {
        ArgumentNullException.ThrowIfNull(step);
        return Dann.Reversed(step, step.LabelLoss(), domainWeight)
            .Add("spectral", Largest(step.SourceFeatures).add(Largest(step.TargetFeatures)), weight);
    }

    /// <summary>σ1², the square of the largest singular value.</summary>
    /// <param name="features">[n, d].</param>
    public static Tensor Largest(Tensor features)
    {
        ArgumentNullException.ThrowIfNull(features);
        return linalg.svdvals(features.Wide())[0].square();
    }
}
