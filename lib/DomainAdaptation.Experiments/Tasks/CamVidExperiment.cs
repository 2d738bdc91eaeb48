namespace DomainAdaptation;

/// <summary>CamVid, streets by day to streets at dusk: a class for each pixel. Beyond the paper; of the page's rows it is nearest to GTA5 → Cityscapes.</summary>
/// <remarks>The last fifth of the day's frames and the last quarter of the dusk's are held out: frames a second apart are much alike.</remarks>
public static class CamVidExperiment
{
    /// <summary>The experiment.</summary>
    public static Experiment Create() => new(
        "camvid", "CamVid: day → dusk",
        [
            new Recipe(
                "encoder-decoder",
                "A small encoder and decoder with batch statistics for each domain, and a domain classifier at each place of its map.",
                seed => Architectures.Segmenter(seed, CamVid.ClassNames.Count),
                Options),
            new Recipe(
                "resnet",
                "Maps of three stages of a ResNet-18 that is not trained, two convolutions with batch statistics for each domain, and a domain classifier at each place.",
                seed => Architectures.MapSegmenter(seed, CamVid.ClassNames.Count),
                scale => Options(scale).With(scaling: InputScaling.None),
                (scale, home) => Backbone.ResNetPyramid.Features(Load(scale, home, 192, 256), home),
                [Backbone.ResNetPyramid.Needs]),
        ],
        (scale, home) => scale == Scale.Paper ? Load(scale, home, 180, 240) : Load(scale, home, 96, 128), // half the size takes a quarter of the time
        [Methods.SourceOnly, AdaBn.Description.Id, EntropyMinimisation.Description.Id, Methods.Dann, Methods.TrainOnTarget],
        ["camvid"]);

    private static ExperimentData Load(Scale scale, DataHome home, int height, int width)
    {
        var (day, dusk) = (CamVid.Read(home, "day", height, width), CamVid.Read(home, "dusk", height, width));
        var (training, test) = Halves(day, day.Count * 4 / 5);
        var (targetTraining, targetTest) = Halves(dusk, dusk.Count * 3 / 4);
        var data = new ExperimentData(training, test, targetTraining, targetTest);
        return scale == Scale.Smoke ? data.Take(train: 16, test: 8) : data;
    }

    private static (LabelledDomain First, LabelledDomain Last) Halves(LabelledDomain all, int first) => (all.Take(first), all.TakeLast(all.Count - first));

    private static DannOptions Options(Scale scale) => new DannOptions().With(
        epochs: scale switch { Scale.Smoke => 2, Scale.Quick => 60, _ => 150 }, batchSize: 16, learningRate: 0.02, weightDecay: 1e-4, domainWeight: 0.2, averageDecay: 0);
}
