namespace DomainAdaptation;

/// <summary>Faces to degraded faces of other people: 68 points in each. Beyond the paper; of the page's rows it is nearest to 300-W, and the target is synthetic.</summary>
/// <remarks>People are parted four ways, so that nobody is in two sets: half of them are the source, half the target, and a fifth of each half is held out. Faces are cut out around their points.</remarks>
public static class FacesExperiment
{
    private const int Size = 48, LargeSize = 120, Degraded = 24; // pixels along a side
    private const double Margin = 0.25;

    /// <summary>The experiment.</summary>
    public static Experiment Create() => new(
        "faces", "Faces → degraded faces (synthetic)",
        [
            new Recipe(
                "coordinates",
                "A small network that gives coordinates, with batch statistics for each domain, and the wing loss.",
                seed => Architectures.Landmarks(seed, FaceImages.Task.Points, Size),
                Options),
            new Recipe(
                "heatmaps",
                "Maps of three stages of a ResNet-18 that is not trained, two convolutions with batch statistics for each domain, and a heatmap for each point.",
                seed => Architectures.Heatmaps(seed, FaceImages.Task.Points),
                scale => Options(scale).With(learningRate: 0.1, alpha: 10, domainWeight: 0.2, scaling: InputScaling.None),
                (scale, home) => Backbone.ResNetPyramid.Features(Load(scale, home, LargeSize), home),
                [Backbone.ResNetPyramid.Needs]),
        ],
        (scale, home) => Load(scale, home, Size),
        [Methods.SourceOnly, AdaBn.Description.Id, DeepCoral.Description.Id, Methods.Dann, Methods.TrainOnTarget],
        ["faces"]);

    private static ExperimentData Load(Scale scale, DataHome home, int size)
    {
        LabelledDomain Part(bool target, bool test) => FaceImages.Read(home, i => i % 2 == (target ? 1 : 0) && (i / 2 % 5 == 4) == test, size, Margin);
        var data = new ExperimentData(
            Part(target: false, test: false), Part(target: false, test: true), FaceImages.Degrade(Part(target: true, test: false), size / Degraded, seed: 1), FaceImages.Degrade(Part(target: true, test: true), size / Degraded, seed: 2));
        return scale == Scale.Smoke ? data.Take(train: 32, test: 16) : data;
    }

    private static DannOptions Options(Scale scale) => new DannOptions().With(
        epochs: scale switch { Scale.Smoke => 2, Scale.Quick => 100, _ => 300 }, batchSize: 64, learningRate: 0.005, alpha: 30, weightDecay: 1e-4, domainWeight: 5, averageDecay: 0.99);
}
