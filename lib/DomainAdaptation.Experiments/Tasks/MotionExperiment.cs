namespace DomainAdaptation;

/// <summary>Bodies that walk to bodies at sports, seen from higher up: joints in an image lifted to joints in space. Beyond the paper; of the page's rows it is nearest to MPI-INF-3DHP and 3DPW.</summary>
/// <remarks>The camera is 4 m away, level with the root for the source and 2 m above it for the target; x and y have noise of 0.002 focal lengths.</remarks>
public static class MotionExperiment
{
    private const double TargetCamera = 2000; // mm above the root

    /// <summary>The experiment.</summary>
    public static Experiment Create() => new(
        "motion", "Motion capture: locomotion → sports",
        [
            Lifting("lifting", "with batch statistics for each domain", ownStatistics: true),
            Lifting("shared-statistics", "with batch statistics of both domains together", ownStatistics: false),
        ],
        Load,
        [Methods.SourceOnly, AdaBn.Description.Id, DeepCoral.Description.Id, Methods.Dann, Methods.TrainOnTarget],
        ["mocap"]);

    private static Recipe Lifting(string name, string what, bool ownStatistics) => new(
        name, $"The lifting network of Martinez et al. (2017) at half its width, {what}.", seed => Architectures.Lifting(seed, width: 512, dropout: 0.2, ownStatistics: ownStatistics), Options);

    private static ExperimentData Load(Scale scale, DataHome home)
    {
        var parents = MotionCapture.Parents(home);
        LabelledDomain Seen(string domain, string split, double height, int seed)
        {
            using var poses = MotionCapture.Read(home, domain, split);
            return MotionCapture.Seen($"CMU {domain} {split}", poses, height, seed: seed, parents: parents);
        }

        var data = new ExperimentData(
            Seen("locomotion", "train", 0, 1), Seen("locomotion", "test", 0, 2), Seen("sports", "train", TargetCamera, 3), Seen("sports", "test", TargetCamera, 4));
        return scale == Scale.Smoke ? data.Take(train: 128, test: 64) : data;
    }

    private static DannOptions Options(Scale scale) => new DannOptions().With(
        epochs: scale switch { Scale.Smoke => 2, Scale.Quick => 30, _ => 100 }, batchSize: 128, learningRate: 0.2, weightDecay: 1e-4, domainWeight: 0.1, averageDecay: 0);
}
