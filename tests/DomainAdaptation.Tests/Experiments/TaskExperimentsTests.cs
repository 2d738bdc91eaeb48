using DomainAdaptation.Reporting;

namespace DomainAdaptation.Tests;

public sealed class TaskExperimentsTests
{
    [Theory]
    [InlineData("camvid", "encoder-decoder", "camvid", "mean IoU", Measure.PixelAccuracy)]
    [InlineData("camvid", "resnet", "camvid", "mean IoU", Measure.PixelAccuracy)]
    [InlineData("faces", "coordinates", "faces", "area under errors to 0.2", Measure.NormalisedError)]
    [InlineData("faces", "heatmaps", "faces", "area under errors to 0.2", Measure.NormalisedError)]
    [InlineData("motion", "lifting", "mocap", "joints within 150 mm", Measure.AlignedJointError)]
    public async Task Each_is_run_recorded_and_shown(string id, string variant, string set, string metric, string measure)
    {
        var home = RealData.Home(set);
        if (variant is "resnet" or "heatmaps")
        {
            await DataFetcher.FetchAsync("resnet18", home, cancellation: TestContext.Current.CancellationToken);
        }

        using var folder = new TemporaryFolder();
        var experiment = TaskExperiments.All.Single(e => e.Id == id);
        var data = experiment.Load(Scale.Smoke, home, variant);
        var runner = new ExperimentRunner(experiment, data, folder.Path, "cpu");
        var runs = runner.RunAll([.. experiment.Methods.Select(m => new RunRequest(m, variant, Scale.Smoke))]);
        Assert.All(runs, r =>
        {
            Assert.Equal(metric, r.Metric);
            Assert.InRange(r.TargetAccuracy, 0, 1);
            Assert.True(double.IsFinite(r.Measures![measure]));
            Assert.Equal(["source-accuracy"], r.Epochs[^1].Scores!.Keys);
            Assert.DoesNotContain(Measure.SvmAccuracy, r.Measures.Keys);
        });
        Assert.Equal(runs[0].Metric, runner.Store.ReadAll()[0].Metric);
        Assert.Contains("\"metric\":", File.ReadAllText(runner.Store.Path), StringComparison.Ordinal);

        var table = MeasuresTable.From(runs);
        Assert.Equal(["method", metric], table.Columns.Take(2));
        Assert.Contains(measure, table.Columns);
        Assert.Equal(experiment.Methods.Count, table.Rows.Count);
        Assert.Contains($"for accuracy read {metric}", ResultsTable.From(runs).ToHtml(), StringComparison.Ordinal);

        var page = File.ReadAllText(ExperimentReport.Save(experiment, data, runs, folder.Path));
        Assert.True(File.Exists(folder.At("predictions.png")));
        Assert.Contains("Held-out samples of the target. From left to right:", page, StringComparison.Ordinal);
        Assert.Contains(measure, page, StringComparison.Ordinal);
        Assert.Equal(id == "motion", page.Contains("turning: the truth in gray", StringComparison.Ordinal));

        // What cannot adapt the task is told before the first run.
        Assert.Contains("needs classes of whole samples", Assert.Throws<ArgumentException>(() => runner.RunAll([new RunRequest(Methods.SourceOnly, variant, Scale.Smoke, Seed: 9), new RunRequest("mcd", variant, Scale.Smoke)])).Message, StringComparison.Ordinal);
        Assert.DoesNotContain(runner.Store.ReadAll(), r => r.Seed == 9);
    }

    [Fact]
    public void Nobody_is_in_two_sets_of_faces_and_no_frame_in_two_of_CamVid()
    {
        var faces = FacesExperiment.Create().Load(Scale.Quick, RealData.Home("faces"));
        Assert.Equal(FaceImages.Read(RealData.Home("faces"), size: 8).Count, faces.SourceTrain.Count + faces.SourceTest.Count + faces.TargetTrain.Count + faces.TargetTest.Count);
        var streets = CamVidExperiment.Create().Load(Scale.Quick, RealData.Home("camvid"));
        Assert.Equal((80, 21, 93, 31), (streets.SourceTrain.Count, streets.SourceTest.Count, streets.TargetTrain.Count, streets.TargetTest.Count));
        Assert.EndsWith(", last 31", streets.TargetTest.Name, StringComparison.Ordinal);
    }
}
