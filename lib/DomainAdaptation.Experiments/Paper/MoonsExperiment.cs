using TorchSharp;
using static TorchSharp.torch.nn;

namespace DomainAdaptation;

/// <summary>The paper's toy problem (JMLR 2016, §5.1): two moons, and the same turned by 35°, in seconds.</summary>
/// <remarks>
/// The settings are those of the notebook 01-gradient-reversal: with batches of a few points, an adversary of so small a network circles
/// instead of settling. Domain weight and rate were chosen there by looking at the target: this is a problem to see methods in, not to rank them by.
/// </remarks>
public static class MoonsExperiment
{
    // Fixed, so that the runs of all seeds see the same points.
    private const int SourceTrainSeed = 1, TargetTrainSeed = 2, SourceTestSeed = 3, TargetTestSeed = 4;

    /// <summary>The experiment.</summary>
    public static Experiment Experiment { get; } = new(
        "moons",
        "Moons → moons turned by 35°",
        [
            new Recipe(
                "toy",
                "The paper's hidden layer of 15 units, all 600 points a step.",
                Network,
                scale => new DannOptions(
                    Epochs: scale == Scale.Smoke ? 2 : 20,
                    StepsPerEpoch: scale switch { Scale.Smoke => 5, Scale.Quick => 250, _ => 1_000 },
                    BatchSize: 600,
                    LearningRate: 0.05,
                    Alpha: 0,
                    DomainWeight: 6,
                    AverageDecay: 0.995,
                    Scaling: InputScaling.None)),
        ],
        Load,
        [Methods.SourceOnly, Methods.Dann, Methods.TrainOnTarget]);

    private static DomainAdversarialNetwork Network(int seed)
    {
        using var random = Architectures.InitialWeights(seed);
        return new(Sequential(Linear(2, 15), Sigmoid()), Sequential(Linear(15, 2)), Sequential(Linear(15, 1)));
    }

    private static ExperimentData Load(Scale scale, DataHome home) =>
        new(Moons.Source(150, SourceTrainSeed), Moons.Source(500, SourceTestSeed), Moons.Target(150, TargetTrainSeed), Moons.Target(500, TargetTestSeed));
}
