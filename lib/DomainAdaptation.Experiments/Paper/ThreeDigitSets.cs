using TorchSharp;

namespace DomainAdaptation;

/// <summary>MNIST, USPS and SVHN → MNIST-M: several sources at once, which the paper has not, by the recipe of MNIST → MNIST-M as it is.</summary>
/// <remarks>
/// Each variant sees as many batches of the same size. <c>several</c> keeps the sources apart in statistics, <c>combine</c> makes one domain of them,
/// <c>k-way</c> has a domain classifier that tells all four domains apart; the others have one source alone. Of SVHN's
/// 32 × 32 pixels the middle 28 × 28 are taken.
/// </remarks>
public static class ThreeDigitSets
{
    private const int Size = 28;

    /// <summary>The experiment.</summary>
    public static Experiment Experiment { get; } = new(
        "three-digit-sets",
        "MNIST + USPS + SVHN → MNIST-M",
        [.. new[] { SourceVariant.Several, SourceVariant.Combine, SourceVariant.KWay(3) }.Concat(SourceVariant.Alone(["mnist", "usps", "svhn"])).Select(Recipe)],
        (scale, home) => Load(scale, home, SourceVariant.Several),
        [Methods.SourceOnly, Methods.Dann],
        ["mnist", "usps", "svhn", "bsds500", "mnist_m"]);

    private static Recipe Recipe(SourceVariant variant) => new(
        variant.Name,
        variant.Description,
        seed => Architectures.MnistBatchNorm(seed, domains: variant.Domains),
        scale => new DannOptions(
            Epochs: scale switch { Scale.Smoke => 1, Scale.Quick => 3, _ => 12 },
            StepsPerEpoch: scale == Scale.Smoke ? 5 : 938, // as many as MNIST -> MNIST-M takes
            LearningRate: 0.03,
            DomainWeight: 2,
            AverageDecay: 0.998),
        (scale, home) => Load(scale, home, variant));

    private static ExperimentData Load(Scale scale, DataHome home, SourceVariant variant)
    {
        var last = MnistToMnistM.Experiment.Load(scale, home);
        var sources = variant.Choose([last.SourceTrain, Usps.Train(home), Middle(Svhn.Train(home))]);
        var data = new ExperimentData(sources[0], last.SourceTest, last.TargetTrain, last.TargetTest, MoreSources: [.. sources.Skip(1)]);
        return scale == Scale.Smoke ? data.Take(640, 200) : data;
    }

    private static LabelledDomain Middle(LabelledDomain images)
    {
        var border = (images.Samples.size(1) - Size) / 2;
        using var scope = torch.NewDisposeScope();
        return new(images.Name + ", middle", images.Samples.narrow(1, border, Size).narrow(2, border, Size).contiguous(), images.Labels.clone(), images.ClassCount);
    }
}
