namespace DomainAdaptation.Tests;

public sealed class PacsExperimentsTests
{
    [Fact]
    public async Task In_generalisation_training_and_scores_see_no_image_of_the_target()
    {
        var home = RealData.Home("pacs");
        await DataFetcher.FetchAsync("resnet18", home, cancellation: TestContext.Current.CancellationToken);
        using var folder = new TemporaryFolder();
        var experiment = PacsExperiments.Generalisation[3];
        Assert.Equal("pacs-without-sketch", experiment.Id);
        var data = experiment.Load(Scale.Smoke, home);
        Assert.Empty(data.Adaptation.Targets);
        Assert.Equal(["art_painting", "cartoon", "photo"], data.Sources.Select(s => s.Name.Split(' ', ',')[1]));
        using var network = experiment.Recipes[0].Network(1);
        Assert.Equal(3, network.DomainClassifier.state_dict().Last(p => p.Value.dim() == 2).Value.size(0));

        var records = new ExperimentRunner(experiment, data, folder.Path, "cpu").RunAll([.. experiment.Methods.Select(m => new RunRequest(m, "k-way", Scale.Smoke))]);
        Assert.Equal([Methods.SourceOnly, Methods.Dann], records.Select(r => r.Method));
        Assert.All(records, r => Assert.Equal(["source-accuracy"], r.Epochs[^1].Scores!.Keys));
        Assert.Contains("→ no target; tested on PACS sketch", records[0].Data, StringComparison.Ordinal);
        Assert.Contains("needs samples of the target", Assert.Throws<ArgumentException>(() => new ExperimentRunner(experiment, data, folder.Path, "cpu").RunAll([new RunRequest(Methods.Dann, "k-way", Scale.Smoke, Seed: 9), new RunRequest("mcc", "k-way", Scale.Smoke)])).Message, StringComparison.Ordinal);
        Assert.DoesNotContain(RunStore.ReadFrom(folder.Path), r => r.Seed == 9); // told before the first run
    }

    [Theory]
    [InlineData("combine", 1, 1)]
    [InlineData("k-way", 3, 4)]
    [InlineData("combine-tuned", 1, 1)]
    public async Task In_adaptation_three_sources_are_taken_as_the_variant_says(string variant, int sources, int logits)
    {
        var home = RealData.Home("pacs");
        await DataFetcher.FetchAsync("resnet18", home, cancellation: TestContext.Current.CancellationToken);
        using var folder = new TemporaryFolder();
        var experiment = PacsExperiments.Adaptation[2];
        Assert.Equal("pacs-to-photo", experiment.Id);
        var data = experiment.Load(Scale.Smoke, home, variant);
        Assert.Equal((sources, 1), (data.Sources.Count, data.Adaptation.Targets.Count));
        using var network = experiment.Recipe(variant).Network(1);
        Assert.Equal(logits, network.DomainClassifier.state_dict().Last(p => p.Value.dim() == 2).Value.size(0));
        var record = Assert.Single(new ExperimentRunner(experiment, data, folder.Path, "cpu").RunAll([new RunRequest(Methods.Dann, variant, Scale.Smoke)]));
        Assert.Equal(variant.EndsWith("-tuned", StringComparison.Ordinal), network.FeatureExtractor.named_children().Any(c => c.name == "top" && c.module.parameters().Any()));
        Assert.Contains("bnm", record.Epochs[^1].Scores!.Keys);
    }

    [Fact]
    public void There_is_one_experiment_a_target_with_its_images_and_one_without() =>
        Assert.Equal(8, PacsExperiments.All.DistinctBy(e => e.Id).Count());
}
