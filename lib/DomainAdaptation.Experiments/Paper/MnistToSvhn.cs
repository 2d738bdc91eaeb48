namespace DomainAdaptation;

/// <summary>MNIST → SVHN, the pair on which the paper reports that its method fails (JMLR 2016, §5.2.4; "remains a challenge", v1).</summary>
/// <remarks>
/// Without adaptation the authors reach about 25 %, and adaptation does not improve on it. It is kept as the failure that it is; <c>instance-norm</c> shows what it takes.
/// The source is MNIST, so the network is MNIST's, at 32 × 32; the learning rate is not annealed.
/// </remarks>
public static class MnistToSvhn
{
    private const int Size = 32;

    /// <summary>The experiment.</summary>
    public static Experiment Experiment { get; } = new(
        "mnist-to-svhn",
        "MNIST → SVHN (fails)",
        [
            new Recipe(
                "improved",
                "The recipe that works on MNIST → MNIST-M.",
                seed => Architectures.MnistBatchNorm(seed, Size),
                scale => SynNumbersToSvhn.Steps(new DannOptions(LearningRate: 0.03, DomainWeight: 2, AverageDecay: 0.998), Steps(scale))),
            new Recipe(
                "paper",
                "The paper's network, without annealing.",
                seed => Architectures.Mnist(seed, Size),
                scale => SynNumbersToSvhn.Steps(new DannOptions(Alpha: 0), Steps(scale))),
            new Recipe(
                "instance-norm",
                "SVHN's network with batch statistics for each domain; each image's channels normalised by themselves (Shu et al. 2018), and half of the images inverted (French et al. 2018).",
                seed => Architectures.SvhnBatchNorm(seed),
                scale => SynNumbersToSvhn.Steps(
                    new DannOptions(LearningRate: 0.03, AverageDecay: 0.998, Scaling: InputScaling.EachChannel, Augmentation: new(Invert: true)),
                    scale == Scale.Quick ? 1_500 : Steps(scale))),
        ],
        Load,
        needs: ["mnist", "svhn"]);

    private static ExperimentData Load(Scale scale, DataHome home)
    {
        var data = new ExperimentData(Mnist.Train(home, Size, scaled: true), Mnist.Test(home, Size, scaled: true), Svhn.Train(home), Svhn.Test(home));
        return scale == Scale.Smoke ? data.Take(640, 200) : data;
    }

    private static int Steps(Scale scale) => scale switch { Scale.Smoke => 10, Scale.Quick => 1_000, _ => 20_000 };
}
