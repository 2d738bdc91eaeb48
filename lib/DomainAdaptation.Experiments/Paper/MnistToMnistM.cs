namespace DomainAdaptation;

/// <summary>MNIST → MNIST-M (Ganin &amp; Lempitsky 2014, §4.1; JMLR 2016, §5.2.4): digits, and digits blended over photographs.</summary>
/// <remarks>
/// The target is built from the MNIST training digits and the BSDS500 photographs as the paper describes it; it is tested on the
/// authors' own 9,001 test images. Images are 28 × 28: the authors' are 32 × 32 with a border of two pixels around the
/// digit, which is cropped. The paper is silent about the scale of the inputs, padding, initialisation and the number of steps.
/// </remarks>
public static class MnistToMnistM
{
    /// <summary>Seed of the built target images: fixed, so that the runs of all seeds see the same data.</summary>
    private const int DataSeed = 1;

    /// <summary>The experiment.</summary>
    public static Experiment Experiment { get; } = new(
        "mnist-to-mnistm",
        "MNIST → MNIST-M",
        [
            Improved(Epochs),
            Paper(Epochs),
            SwappedLabels(Epochs),
        ],
        Load,
        needs: ["mnist", "bsds500", "mnist_m"]);

    /// <summary>The paper's method and layers with what later years learned.</summary>
    internal static Recipe Improved(Func<Scale, int> epochs, double domainWeight = 2) => new(
        "improved",
        "The paper's method and layers, with batch statistics for each domain, dropout of feature maps, averaged weights and three times the learning rate.",
        seed => Architectures.MnistBatchNorm(seed),
        scale => new DannOptions(Epochs: epochs(scale), LearningRate: 0.03, DomainWeight: domainWeight, AverageDecay: 0.998));

    /// <summary>The paper's network and schedules and nothing else.</summary>
    internal static Recipe Paper(Func<Scale, int> epochs) => new(
        "paper",
        "The paper's network and schedules.",
        seed => Architectures.Mnist(seed),
        scale => new DannOptions(Epochs: epochs(scale)));

    /// <summary>The paper's network with the alternative pair of losses of version 1's appendix.</summary>
    internal static Recipe SwappedLabels(Func<Scale, int> epochs) => new(
        "swapped-labels",
        "The paper's network and schedules, with version 1's alternative pair of losses in place of gradient reversal.",
        seed => Architectures.Mnist(seed),
        scale => new DannOptions(Epochs: epochs(scale), Adversary: Adversary.SwappedLabels));

    private static ExperimentData Load(Scale scale, DataHome home)
    {
        var digits = Mnist.TrainDigits(home);
        var target = MnistM.Build(digits, Photos.Bsds500(home), DataSeed);
        var data = new ExperimentData(digits.ToDomain(), Mnist.Test(home), target, MnistM.AuthorsTest(home));
        return scale == Scale.Smoke ? data.Take(1280, 500) : data;
    }

    // 12 passes over 60,000 digits, 64 a step: 11,256 steps.
    private static int Epochs(Scale scale) => scale switch
    {
        Scale.Smoke => 1,
        Scale.Quick => 3,
        _ => 12,
    };
}
