namespace DomainAdaptation;

/// <summary>What each change to a recipe is worth: short runs that differ in one thing, or in all.</summary>
/// <remarks>
/// The first recipe of each is the one to compare with. All of a pair take as many steps (but <c>all</c> of SYN NUMBERS, which takes 4,000), fewer than the experiments themselves, and report five times on the way. They were used to find
/// the recipes of the experiments by looking at target accuracies, on one seed, as such recipes are found.
/// </remarks>
public static class Ablations
{
    private const int Digit = 32;

    private static readonly Augmentation Shifted = new(Shift: 2), Inverted = new(Invert: true);

    // What the first runs were made with.
    private static readonly SyntheticNumbersOptions FirstLook = new(Perspective: 0.08, Resolution: 23, Blur: 0.6, Contrast: 82, Lighting: 0.12, Plates: 0, BareOnes: 0, Counted: false, Strays: 0);

    private static readonly SyntheticNumbersOptions Varied = FirstLook with { Rotation = 8, Slant = 0.15, Perspective = 0.12, Resolution = 20, Blur = 0.8, Contrast = 70, Lighting = 0.2 };

    private static readonly SyntheticNumbersOptions Tight = new(Strays: 0);

    /// <summary>SVHN → MNIST, from the recipe without normalised channels, augmentation and even classes.</summary>
    public static Experiment SvhnToMnist { get; } = new(
        "svhn-to-mnist-ablation",
        "SVHN → MNIST, ablation",
        [
            .. Changed(
                new(LearningRate: 0.03, DomainWeight: 0.5, AverageDecay: 0.998, Scaling: InputScaling.EachImage),
                ("base", o => o),
                ("even-classes", o => o.With(evenClasses: true)),
                ("each-channel", o => o.With(scaling: InputScaling.EachChannel)),
                ("shift", o => o.With(augmentation: Shifted)),
                ("invert", o => o.With(augmentation: Inverted)),
                ("weight-1", o => o.With(domainWeight: 1)),
                ("all", o => o.With(scaling: InputScaling.EachChannel, evenClasses: true, augmentation: Shifted with { Invert = true }))),
        ],
        (scale, home) => Small(scale, new(Svhn.Train(home), Svhn.Test(home), Mnist.Train(home, Digit, scaled: true), Mnist.Test(home, Digit, scaled: true))),
        needs: ["mnist", "svhn"]);

    /// <summary>MNIST → SVHN, from SVHN's network with each image normalised as a whole.</summary>
    public static Experiment MnistToSvhn { get; } = new(
        "mnist-to-svhn-ablation",
        "MNIST → SVHN, ablation",
        [
            .. Changed(
                new(LearningRate: 0.03, AverageDecay: 0.998, Scaling: InputScaling.EachImage),
                ("base", o => o),
                ("each-channel", o => o.With(scaling: InputScaling.EachChannel)),
                ("invert", o => o.With(augmentation: Inverted)),
                ("each-channel-invert", o => o.With(scaling: InputScaling.EachChannel, augmentation: Inverted)),
                ("each-channel-invert-shift-weight-.3", o => o.With(scaling: InputScaling.EachChannel, augmentation: new Augmentation(Shift: 3, Invert: true), domainWeight: 0.3))),
            new(
                "each-channel-invert-mnist-network",
                "MNIST's network in place of SVHN's.",
                seed => Architectures.MnistBatchNorm(seed, Digit),
                scale => Steps(new(LearningRate: 0.03, AverageDecay: 0.998, Scaling: InputScaling.EachChannel, Augmentation: Inverted), scale, 1_500)),
        ],
        (scale, home) => Small(scale, new(Mnist.Train(home, Digit, scaled: true), Mnist.Test(home, Digit, scaled: true), Svhn.Train(home), Svhn.Test(home).Take(4_000))),
        needs: ["mnist", "svhn"]);

    /// <summary>SYN SIGNS → GTSRB: which signs, and whether they move.</summary>
    public static Experiment SynSignsToGtsrb { get; } = new(
        "syn-signs-to-gtsrb-ablation",
        "SYN SIGNS → GTSRB, ablation",
        [
            Signs("authors", home => SynSigns.Authors(home, DomainAdaptation.SynSignsToGtsrb.Size), null),
            Signs("authors-shift", home => SynSigns.Authors(home, DomainAdaptation.SynSignsToGtsrb.Size), new(Shift: 4)),
            Signs("new-shift", New, new(Shift: 4)),
            Signs("both-shift", home => DomainAdaptation.SynSignsToGtsrb.Both(20_000, home), new(Shift: 4)),
        ],
        (_, _) => throw new NotSupportedException("Every recipe loads its own signs."),
        needs: DomainAdaptation.SynSignsToGtsrb.Needs);

    /// <summary>SYN NUMBERS → SVHN: what the drawn numbers look like, and how they are shown.</summary>
    public static Experiment SynNumbersToSvhn { get; } = new(
        "syn-numbers-to-svhn-ablation",
        "SYN NUMBERS → SVHN, ablation",
        [
            Numbers("base", FirstLook),
            Numbers("plates", FirstLook with { Plates = 0.5 }),
            Numbers("varied", Varied),
            Numbers("each-channel", FirstLook, o => o.With(scaling: InputScaling.EachChannel)),
            Numbers("plates-shift", FirstLook with { Plates = 0.5 }, o => o.With(augmentation: Shifted)),
            Numbers("plates-shift-batchnorm", FirstLook with { Plates = 0.5 }, o => o.With(learningRate: 0.03, augmentation: Shifted), batchNorm: true),
            Numbers("all", Varied with { Plates = 0.5 }, Together, batchNorm: true, steps: 4_000),
            Numbers("all-1200-steps", Varied with { Plates = 0.5 }, Together, batchNorm: true, dropout: 0.5),
            Numbers("counted", Varied with { Plates = 0.5, Counted = true }, Together, batchNorm: true, dropout: 0.5),
            Numbers("counted-bare", Varied with { Plates = 0.5, Counted = true, BareOnes = 0.3 }, Together, batchNorm: true, dropout: 0.5),
            Numbers("new-look", Tight, Together, batchNorm: true, dropout: 0.5),
            Numbers("new-look-without-batchnorm", Tight, Together),
            Numbers("new-look-padding", Tight, Together, padding: 2),
            Numbers("strays", new(), Together, padding: 2),
        ],
        (_, _) => throw new NotSupportedException("Every recipe draws its own numbers."),
        needs: ["svhn"]);

    /// <summary>All four.</summary>
    public static IReadOnlyList<Experiment> All { get; } = [SvhnToMnist, MnistToSvhn, SynNumbersToSvhn, SynSignsToGtsrb];

    private static IEnumerable<Recipe> Changed(DannOptions start, params (string Name, Func<DannOptions, DannOptions> Change)[] changes) =>
        changes.Select(c => new Recipe(
            c.Name, $"SVHN's network with batch statistics for each domain; {c.Name}.", seed => Architectures.SvhnBatchNorm(seed), scale => Steps(c.Change(start), scale, 1_500)));

    private static ExperimentData Small(Scale scale, ExperimentData data) => scale == Scale.Smoke ? data.Take(640, 200) : data;

    private static Recipe Signs(string name, Func<DataHome, LabelledDomain> source, Augmentation? augmentation) => new(
        name,
        $"The recipe of SYN SIGNS → GTSRB; {name}.",
        seed => Architectures.GtsrbBatchNorm(seed, DomainAdaptation.SynSignsToGtsrb.Size),
        scale => Steps(new(LearningRate: 0.03, DomainWeight: 0.5, AverageDecay: 0.998, Scaling: InputScaling.EachImage, Augmentation: augmentation), scale, 1_500),
        (scale, home) => DomainAdaptation.SynSignsToGtsrb.Load(scale, home, Gtsrb.Train(home, DomainAdaptation.SynSignsToGtsrb.Size), (_, h) => source(h)));

    private static LabelledDomain New(DataHome home) => DomainAdaptation.SynSignsToGtsrb.Signs(20_000, DomainAdaptation.SynSignsToGtsrb.TrainSeed, home);

    private static DannOptions Together(DannOptions o) => o.With(learningRate: 0.03, domainWeight: 0.5, scaling: InputScaling.EachChannel, augmentation: Shifted);

    private static Recipe Numbers(string name, SyntheticNumbersOptions look, Func<DannOptions, DannOptions>? change = null, bool batchNorm = false, int steps = 1_200, int padding = 0, double dropout = 0) => new(
        name,
        $"The recipe of SYN NUMBERS → SVHN; {name}.",
        seed => batchNorm ? Architectures.SvhnBatchNorm(seed, padding, dropout: dropout) : Architectures.Svhn(seed, padding),
        scale => Steps((change ?? (o => o))(new(LearningRate: 0.02, AverageDecay: 0.998, Scaling: InputScaling.EachImage)), scale, steps),
        (scale, home) =>
        {
            var fonts = FontSet.System();
            var (train, test) = scale == Scale.Smoke ? (640, 200) : (60_000, 1_000);
            var data = new ExperimentData(SyntheticNumbers.Generate(train, 1, fonts, look), SyntheticNumbers.Generate(test, 2, fonts, look), Svhn.Train(home), Svhn.Test(home).Take(4_000));
            return Small(scale, data);
        });

    private static DannOptions Steps(DannOptions options, Scale scale, int steps) => options.With(epochs: 5, stepsPerEpoch: scale == Scale.Smoke ? 2 : steps / 5);
}
