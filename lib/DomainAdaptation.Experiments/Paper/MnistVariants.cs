namespace DomainAdaptation;

/// <summary>Version 1's two easier targets for MNIST (Ganin &amp; Lempitsky 2014, §4.1, Table 1), which later versions dropped: dilated digits, and white digits over photographs.</summary>
public static class MnistVariants
{
    // Fixed, so that the runs of all seeds see the same data.
    private const int TrainSeed = 1, TestSeed = 2;

    /// <summary>MNIST → MNIST (D): digits dilated by a square of 3 × 3.</summary>
    public static Experiment Dilated { get; } = new(
        "mnist-to-mnist-dilated",
        "MNIST → MNIST, dilated",
        Recipes(),
        (scale, home) => Load(scale, home, (digits, _) => MnistDilated.Build(digits, binary: false).ToDomain()),
        needs: ["mnist"]);

    /// <summary>MNIST → MNIST (max, BG): the brighter of digit and photograph.</summary>
    public static Experiment MaxBlend { get; } = new(
        "mnist-to-mnist-max-blend",
        "MNIST → MNIST, max-blend over photographs",
        Recipes(),
        (scale, home) =>
        {
            var photos = Photos.Bsds500(home);
            return Load(scale, home, (digits, seed) => MnistMaxBlend.Build(digits, photos, seed, binary: false));
        },
        needs: ["mnist", "bsds500"]);

    private static ExperimentData Load(Scale scale, DataHome home, Func<DigitImages, int, LabelledDomain> target)
    {
        DigitImages train = Mnist.TrainDigits(home), test = Mnist.TestDigits(home);
        var data = new ExperimentData(train.ToDomain(), test.ToDomain(), target(train, TrainSeed), target(test, TestSeed));
        return scale == Scale.Smoke ? data.Take(1280, 500) : data;
    }

    private static IReadOnlyList<Recipe> Recipes() =>
    [
        MnistToMnistM.Improved(Epochs),
        MnistToMnistM.Paper(Epochs),
    ];

    private static int Epochs(Scale scale) => scale switch { Scale.Smoke => 1, Scale.Quick => 2, _ => 12 };
}
