namespace DomainAdaptation;

/// <summary>SYN SIGNS → GTSRB (Ganin &amp; Lempitsky 2015, §4.1; JMLR 2016, §5.2.4): rendered traffic signs, then photographed ones, 43 classes.</summary>
/// <remarks>
/// The paper adapts to 31,367 random training images and evaluates on the others; as the images come in tracks of one sign, that leaks. Here
/// the target is GTSRB's training set and the test its test set, which share no track. The size of the images is not in the paper; it is 40 × 40, that of the
/// authors' files. The source is signs made anew by <see cref="SyntheticSigns"/>, 20,000 at <c>quick</c>, with those of the authors where they are in the data home
/// (<see cref="SynSigns"/>); the record's data say which. Held-out source samples are always made anew, for the authors have no test split.
/// </remarks>
public static class SynSignsToGtsrb
{
    /// <summary>Height and width of the images.</summary>
    internal const int Size = 40;

    internal const int TrainSeed = 1;

    private const int TestSeed = 2;

    /// <summary>The experiment.</summary>
    public static Experiment Experiment { get; } = new(
        "syn-signs-to-gtsrb",
        "SYN SIGNS → GTSRB",
        [Improved(quick: 1_500, new(Shift: 4)), Plain, Paper],
        (scale, home) => Load(scale, home, Gtsrb.Train(home, Size), Both),
        needs: Needs);

    /// <summary>What either experiment with these signs asks for: the signs are rendered from the templates, over the photographs.</summary>
    internal static IReadOnlyList<string> Needs => ["gtsrb", "gtsrb/Meta", "bsds500"];

    /// <summary>Batch statistics for each domain: the best accuracies.</summary>
    internal static Recipe Improved(int quick, Augmentation? augmentation = null) => new(
        "improved",
        "The paper's method and layers, with batch statistics for each domain, dropout of feature maps, the contrast of each image normalised, "
            + (augmentation is null ? "" : "shifted images, ") + "averaged weights and three times the learning rate.",
        seed => Architectures.GtsrbBatchNorm(seed, Size),
        scale => SynNumbersToSvhn.Steps(
            new DannOptions(LearningRate: 0.03, DomainWeight: 0.5, AverageDecay: 0.998, Scaling: InputScaling.EachImage, Augmentation: augmentation), Steps(scale, quick)));

    /// <summary>The paper's network as it is, on inputs and at a rate that make it learn in few steps.</summary>
    internal static Recipe Plain => new(
        "plain",
        "The paper's network, with the contrast of each image normalised, averaged weights and three times the learning rate.",
        seed => Architectures.Gtsrb(seed, Size),
        scale => SynNumbersToSvhn.Steps(
            new DannOptions(LearningRate: 0.03, AverageDecay: 0.998, Scaling: InputScaling.EachImage), Steps(scale, quick: 800)));

    /// <summary>The paper's network and schedules and nothing else.</summary>
    internal static Recipe Paper => new(
        "paper",
        "The paper's network and schedules.",
        seed => Architectures.Gtsrb(seed, Size),
        scale => SynNumbersToSvhn.Steps(new DannOptions(), Steps(scale, quick: 800)));

    // Signs drawn anew from the templates, over the photographs.
    internal static LabelledDomain Signs(int count, int seed, DataHome home) =>
        SyntheticSigns.Generate(count, seed, home.FolderOf("GTSRB's sign templates", "gtsrb/Meta"), Size, photos: Photos.Bsds500(home));

    private static bool HasAuthors(DataHome home) => File.Exists(home.PathOf("syn_signs", "train_labelling.txt"));

    /// <summary>So many new signs, and those of the authors where they are there.</summary>
    internal static LabelledDomain Both(int count, DataHome home)
    {
        var drawn = Signs(count, TrainSeed, home);
        return HasAuthors(home) ? LabelledDomain.Combine(SynSigns.Authors(home, Size), drawn) : drawn;
    }

    /// <summary>The authors' signs where they are there, else new ones.</summary>
    internal static LabelledDomain AuthorsOrNew(int count, DataHome home) => HasAuthors(home) ? SynSigns.Authors(home, Size) : Signs(count, TrainSeed, home);

    /// <summary>The splits, with this training set as the target, and a source of so many new signs.</summary>
    internal static ExperimentData Load(Scale scale, DataHome home, LabelledDomain target, Func<int, DataHome, LabelledDomain> source)
    {
        var (train, test) = scale switch { Scale.Smoke => (860, 200), Scale.Quick => (20_000, 2_000), _ => (100_000, 10_000) };
        var data = new ExperimentData(
            source(train, home),
            Signs(test, TestSeed, home),
            target,
            Gtsrb.Test(home, Size));
        return scale == Scale.Smoke ? data.Take(860, 200) : data;
    }

    private static int Steps(Scale scale, int quick) => scale switch { Scale.Smoke => 10, Scale.Quick => quick, _ => 40_000 };
}
