namespace DomainAdaptation;

/// <summary>SYN NUMBERS → SVHN (Ganin &amp; Lempitsky 2014, §4.1; JMLR 2016, §5.2.4): digits drawn from fonts, then house numbers in photographs.</summary>
/// <remarks>
/// The source is the authors' set where it is in the data home (<see cref="SynNumbersFiles"/>), else drawn anew from the fonts of the
/// system by <see cref="SyntheticNumbers"/>; the record's data say which.
/// </remarks>
public static class SynNumbersToSvhn
{
    // Fixed, so that the runs of all seeds see the same data.
    private const int TrainSeed = 1, TestSeed = 2;

    /// <summary>The experiment.</summary>
    public static Experiment Experiment { get; } = new(
        "syn-numbers-to-svhn",
        "SYN NUMBERS → SVHN",
        [
            Improved("improved", "", Steps),
            Improved("longer", " 8,000 steps at quick.", scale => scale == Scale.Quick ? 8_000 : Steps(scale)),
            Paper(Steps, annealing: true),
        ],
        Load,
        needs: ["svhn"]);

    private static Recipe Improved(string name, string more, Func<Scale, int> steps) => new(
        name,
        "The paper's network with padded convolutions (8,192 features), each image's channels normalised by themselves, images moved by up to two pixels, averaged weights, three times the learning rate and a tenth of the weight of the domain loss." + more,
        seed => Architectures.Svhn(seed, padding: 2),
        scale => Steps(new DannOptions(LearningRate: 0.03, DomainWeight: 0.1, AverageDecay: 0.998, Scaling: InputScaling.EachChannel, Augmentation: new(Shift: 2)), steps(scale)));

    /// <summary>The paper's network and schedules and nothing else.</summary>
    internal static Recipe Paper(Func<Scale, int> steps, bool annealing) => new(
        "paper",
        "The paper's network and schedules.",
        seed => Architectures.Svhn(seed),
        scale => Steps(new DannOptions(Alpha: annealing ? 10 : 0), steps(scale)));

    /// <summary>So many steps, reported ten times on the way; a smoke test's few steps twice, for to measure takes longer than they do.</summary>
    internal static DannOptions Steps(DannOptions options, int steps) => steps < 100 ? options.With(epochs: 2, stepsPerEpoch: steps / 2) : options.With(epochs: 10, stepsPerEpoch: steps / 10);

    private static ExperimentData Load(Scale scale, DataHome home)
    {
        var (train, test) = scale switch { Scale.Smoke => (640, 200), Scale.Quick => (100_000, 2_000), _ => (500_000, 10_000) };
        var drawn = !File.Exists(home.PathOf("syn_numbers", "synth_train_32x32.mat"));
        var fonts = drawn ? FontSet.System() : null;
        var data = new ExperimentData(
            fonts is null ? SynNumbersFiles.Train(home) : SyntheticNumbers.Generate(train, TrainSeed, fonts),
            fonts is null ? SynNumbersFiles.Test(home) : SyntheticNumbers.Generate(test, TestSeed, fonts),
            Svhn.Train(home),
            Svhn.Test(home));
        return scale == Scale.Smoke ? data.Take(640, 200) : data;
    }

    private static int Steps(Scale scale) => scale switch { Scale.Smoke => 10, Scale.Quick => 3_000, _ => 40_000 };
}
