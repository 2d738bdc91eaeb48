namespace DomainAdaptation.Tests;

public sealed class Office31ExperimentsTests
{
    [Fact]
    public void The_ids_are_those_of_the_published_results()
    {
        var published = PublishedResults.All.Select(r => r.Experiment).ToHashSet();
        Assert.Equal(["office-amazon-to-webcam", "office-dslr-to-webcam", "office-webcam-to-dslr"], Office31Experiments.OfPaper.Select(e => e.Id));
        Assert.All(Office31Experiments.OfPaper, e => Assert.Contains(e.Id, published));
        Assert.Equal(6, Office31Experiments.All.DistinctBy(e => e.Id).Count());
        Assert.All(Office31Experiments.All, e => Assert.Equal(["resnet", "resnet-tuned", "resnet-stages", "squeezenet", "caffe"], e.Recipes.Select(r => r.Name)));
        Assert.All(from e in Office31Experiments.All from r in e.Recipes from s in Enum.GetValues<Scale>() select r.Options(s), o => o.Validate());
    }

    [Theory]
    [InlineData("resnet", "ResNet-18 features")]
    [InlineData("resnet-stages", "ResNet-18 features of two stages")]
    [InlineData("squeezenet", "SqueezeNet features")]
    public async Task A_smoke_run_takes_an_image_of_each_class_through_the_whole_of_it(string variant, string features)
    {
        var home = RealData.Home("office31", "weights");
        await DataFetcher.FetchAsync("resnet18", home, cancellation: TestContext.Current.CancellationToken);
        using var folder = new TemporaryFolder();
        var experiment = Office31Experiments.WebcamToDslr;
        var data = experiment.Load(Scale.Smoke, home, variant);
        Assert.Equal($"Office-31 webcam, 1 a class, {features}", data.SourceTrain.Name);
        Assert.Same(data.TargetTrain, data.TargetTest); // fully transductive
        Assert.Equal([variant == "resnet-stages" ? 1792 : 512], data.SourceTrain.SampleShape);
        Assert.Equal(31, data.TargetTest.Count);

        var runner = new ExperimentRunner(experiment, data, folder.Path, "cpu");
        var records = runner.RunAll([.. experiment.Methods.Select(m => new RunRequest(m, variant, Scale.Smoke))]);
        Assert.Equal(experiment.Methods, records.Select(r => r.Method));
        Assert.All(records, r => Assert.Equal(variant, r.Variant));
        Assert.All(records, r => Assert.InRange(r.TargetAccuracy, 0.1, 1)); // chance is 0.03
    }

    [Fact]
    public async Task The_variant_resnet_tuned_trains_the_fourth_stage_and_leaves_its_statistics()
    {
        var home = RealData.Home("office31");
        await DataFetcher.FetchAsync("resnet18", home, cancellation: TestContext.Current.CancellationToken);
        using var folder = new TemporaryFolder();
        var experiment = Office31Experiments.WebcamToDslr;
        var data = experiment.Load(Scale.Smoke, home, "resnet-tuned");
        Assert.Equal([256, 14, 14], data.SourceTrain.SampleShape);
        var request = new RunRequest(Methods.Dann, "resnet-tuned", Scale.Smoke);
        var runner = new ExperimentRunner(experiment, data, folder.Path, "cpu");
        runner.RunAll([request]);
        using var before = experiment.Recipe("resnet-tuned").Network(1);
        using var after = runner.LoadNetwork(request);
        bool Same(string name) => before.state_dict()[name].eq(after.state_dict()[name]).all().item<bool>();
        Assert.False(Same("features.top.block7.main.conv1.weight"));
        Assert.All(["weight", "bias", "running_mean", "running_var"], what => Assert.True(Same($"features.top.block7.main.norm1.{what}"), what));
        Assert.Equal(0.1, after.LearningRateFactor("features.top.block7.main.conv1.weight"));
    }

    [Theory]
    [InlineData("combine", 1, 1)]
    [InlineData("several", 2, 1)]
    [InlineData("k-way", 2, 3)]
    [InlineData("dslr", 1, 1)]
    public async Task Two_sources_are_taken_as_each_variant_says(string variant, int sources, int logits)
    {
        var home = RealData.Home("office31");
        await DataFetcher.FetchAsync("resnet18", home, cancellation: TestContext.Current.CancellationToken);
        using var folder = new TemporaryFolder();
        var experiment = Office31Sources.ToWebcam;
        var data = experiment.Load(Scale.Smoke, home, variant);
        Assert.Equal(sources, data.Sources.Count);
        Assert.Equal(variant == "combine" ? 62 : 31, data.SourceTrain.Count); // an image of each class, of each domain
        using var network = experiment.Recipe(variant).Network(1);
        Assert.Equal(logits, network.DomainClassifier.state_dict().Last(p => p.Value.dim() == 2).Value.size(0));
        var record = Assert.Single(new ExperimentRunner(experiment, data, folder.Path, "cpu").RunAll([new RunRequest(Methods.Dann, variant, Scale.Smoke)]));
        Assert.InRange(record.TargetAccuracy, 0.1, 1); // chance is 0.03
    }

    [Fact]
    public void Without_AlexNets_weights_the_variant_caffe_says_what_is_missing_and_where()
    {
        using var folder = new TemporaryFolder();
        var home = DataHome.Find(folder.Path);
        var error = Assert.Throws<DataNotFoundException>(() => Office31Experiments.AmazonToWebcam.Load(Scale.Smoke, home, "caffe"));
        Assert.Contains(home.PathOf("weights", "bvlc_alexnet.safetensors"), error.Message, StringComparison.Ordinal);
        Assert.Contains("squeezenet", error.Message, StringComparison.Ordinal);
        var other = Assert.Throws<DataNotFoundException>(() => Office31Experiments.AmazonToWebcam.Load(Scale.Smoke, home));
        Assert.Contains("resnet18/ResNet18.onnx", other.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_authors_schedules_are_those_of_the_library_with_other_constants()
    {
        var options = Office31Experiments.CaffeOptions(Scale.Paper);
        const int Steps = 50_000;
        Assert.Equal(Steps, options.Epochs * options.StepsPerEpoch);
        for (var t = 0; t <= Steps; t += 500)
        {
            var p = (double)t / Steps;
            var rate = 0.001 * Math.Pow(1 + (0.001 * t), -0.75);
            var ramp = (2 / (1 + Math.Exp(-10.0 * Math.Min(t, 10_000) / 10_000))) - 1;
            Assert.Equal(rate, LearningRateSchedule.At(p, options.LearningRate, options.Alpha, options.Beta), 12);
            Assert.Equal(ramp, LambdaSchedule.At(p, options.Gamma), 1e-4);
        }
    }
}
