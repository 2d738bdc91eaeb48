namespace DomainAdaptation;

/// <summary>SVHN → MNIST (Ganin &amp; Lempitsky 2014, §4.1; JMLR 2016, §5.2.4): house numbers in photographs, then handwritten digits.</summary>
/// <remarks>
/// MNIST's digits are scaled up to SVHN's 32 × 32 (v1 speaks of 32 × 32 patches and does not say how they are made). The paper does not anneal the learning rate between these two
/// (<c>paper</c>); where it is silent — padding, dropout, the number of steps — see <see cref="Architectures"/>.
/// </remarks>
public static class SvhnToMnist
{
    private const int Size = 32;

    /// <summary>The experiment.</summary>
    public static Experiment Experiment { get; } = new(
        "svhn-to-mnist",
        "SVHN → MNIST",
        [
            new Recipe(
                "improved",
                "The paper's method and layers, with batch statistics for each domain, dropout of feature maps, each image's channels normalised by themselves, shifted and inverted images, all digits equally often, averaged weights and three times the learning rate.",
                seed => Architectures.SvhnBatchNorm(seed),
                scale => SynNumbersToSvhn.Steps(
                    new DannOptions(
                        LearningRate: 0.03,
                        DomainWeight: 0.5,
                        AverageDecay: 0.998,
                        Scaling: InputScaling.EachChannel,
                        Augmentation: new(Shift: 2, Invert: true),
                        EvenClasses: true),
                    Steps(scale))),
            SynNumbersToSvhn.Paper(Steps, annealing: false),
        ],
        Load,
        needs: ["svhn", "mnist"]);

    private static ExperimentData Load(Scale scale, DataHome home)
    {
        var data = new ExperimentData(Svhn.Train(home), Svhn.Test(home), Mnist.Train(home, Size, scaled: true), Mnist.Test(home, Size, scaled: true));
        return scale == Scale.Smoke ? data.Take(640, 200) : data;
    }

    private static int Steps(Scale scale) => scale switch { Scale.Smoke => 10, Scale.Quick => 4_000, _ => 20_000 };
}
