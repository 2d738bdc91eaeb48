namespace DomainAdaptation;

/// <summary>The embedded default: digits drawn by the library, and such digits blended over textures. It needs no download.</summary>
/// <remarks>The shift is that of MNIST → MNIST-M, on data that come with the library; the paper has no such experiment.</remarks>
public static class DrawnDigitsExperiment
{
    // The four splits are drawn from seeds of their own; the seed of a run changes none of them.
    private const int SourceTrainSeed = 1, SourceTestSeed = 2, TargetTrainSeed = 3, TargetTestSeed = 4;

    /// <summary>The experiment.</summary>
    public static Experiment Experiment { get; } = new(
        "drawn-digits",
        "Drawn digits → digits over textures",
        [
            MnistToMnistM.Improved(scale => scale switch { Scale.Smoke => 2, Scale.Quick => 15, _ => 20 }),
            MnistToMnistM.Paper(scale => scale switch { Scale.Smoke => 2, Scale.Quick => 30, _ => 40 }),
        ],
        Load,
        [Methods.SourceOnly, Methods.Dann, Methods.TrainOnTarget]);

    private static ExperimentData Load(Scale scale, DataHome home)
    {
        var (train, test) = scale switch { Scale.Smoke => (640, 200), Scale.Quick => (6_000, 2_000), _ => (30_000, 5_000) };
        return new ExperimentData(
            DrawnDigits.Source(train, SourceTrainSeed),
            DrawnDigits.Source(test, SourceTestSeed),
            DrawnDigits.Target(train, TargetTrainSeed),
            DrawnDigits.Target(test, TargetTestSeed));
    }
}
