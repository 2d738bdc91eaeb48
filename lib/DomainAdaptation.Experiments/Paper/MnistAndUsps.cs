namespace DomainAdaptation;

/// <summary>MNIST → USPS and back: not in the paper, but what most later papers measure first.</summary>
/// <remarks>All training images of both sets are used, without target labels, and the target's own test set is scored. USPS's digits, which fill their 16 × 16 pixels, are laid out like MNIST's: 20 × 20 in the middle of 28 × 28.</remarks>
public static class MnistAndUsps
{
    /// <summary>Handwritten digits, then digits from envelopes.</summary>
    public static Experiment MnistToUsps { get; } = new("mnist-to-usps", "MNIST → USPS", Recipes(), (scale, home) => Load(scale, home, toUsps: true), needs: ["mnist", "usps"]);

    /// <summary>The way back.</summary>
    public static Experiment UspsToMnist { get; } = new("usps-to-mnist", "USPS → MNIST", Recipes(), (scale, home) => Load(scale, home, toUsps: false), needs: ["mnist", "usps"]);

    private static ExperimentData Load(Scale scale, DataHome home, bool toUsps)
    {
        var (mnist, mnistTest, usps, uspsTest) = (Mnist.Train(home), Mnist.Test(home), Usps.Train(home), Usps.Test(home));
        var data = toUsps ? new ExperimentData(mnist, mnistTest, usps, uspsTest) : new ExperimentData(usps, uspsTest, mnist, mnistTest);
        return scale == Scale.Smoke ? data.Take(1280, 500) : data;
    }

    // The two are near, and a strong adversary harms: of .1, .3, 1 and 2, seed 1, .3 is best back, and .1 and .3 are there.
    private static IReadOnlyList<Recipe> Recipes()
    {
        var improved = MnistToMnistM.Improved(Epochs, domainWeight: 0.3);
        return
        [
            improved,
            new(
                "shift", "As improved, with images moved by up to two pixels, and twelve passes.", improved.Network,
                scale => improved.Options(scale).With(epochs: scale == Scale.Smoke ? 1 : 12, augmentation: new(Shift: 2))),
            MnistToMnistM.Paper(Epochs),
        ];
    }

    // An epoch sees each of MNIST's 60,000 once: 938 steps.
    private static int Epochs(Scale scale) => scale switch { Scale.Smoke => 1, Scale.Quick => 3, _ => 12 };
}
