namespace DomainAdaptation.Tests;

public sealed class PaperExperimentsTests
{
    [Fact]
    public void The_lines_of_verdicts_are_about_the_journals_experiments_and_their_default_recipes() =>
        Assert.Equal(
            PaperExperiments.All.Where(e => PublishedResults.All.Any(r => r.Experiment == e.Id && r.Source == "JMLR")).Select(e => new JournalExperiment(e.Id, e.Title, e.Recipes[0].Name)),
            JournalExperiment.All);

    [Fact]
    public void Every_experiment_of_the_published_tables_is_there_once()
    {
        var ids = PaperExperiments.All.Select(e => e.Id).ToList();
        Assert.Equal(ids, ids.Distinct(StringComparer.Ordinal));
        // Of the semi-supervised figure the paper prints curves and no number.
        Assert.Equal([.. PublishedResults.Experiments.Append("semi-supervised-signs").Order(StringComparer.Ordinal)], ids.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Some_are_found_by_their_ids_and_an_unknown_one_is_told_the_others()
    {
        Assert.Equal(["mnist-to-mnistm", "mnist-to-svhn"], PaperExperiments.Find("mnist-to-svhn, mnist-to-mnistm").Select(e => e.Id));
        Assert.Equal(PaperExperiments.All, PaperExperiments.Find());
        Assert.Contains("svhn-to-mnist", Assert.Throws<UnknownChoiceException>(() => PaperExperiments.Find("nonsense")).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("mnist-to-mnistm", "mnist mnist_m bsds500")]
    [InlineData("syn-signs-to-gtsrb", "gtsrb bsds500")]
    [InlineData("svhn-to-mnist", "svhn mnist")]
    public void Its_smoke_data_fit_together_and_train_its_default_network(string id, string sets)
    {
        var home = RealData.Home(sets.Split(' '));
        var experiment = PaperExperiments.Find(id)[0];
        var data = experiment.Load(Scale.Smoke, home);
        Assert.Equal(data.SourceTrain.SampleShape, data.TargetTest.SampleShape);
        using var folder = new TemporaryFolder();
        var record = new ExperimentRunner(experiment, data, folder.Path, "cpu").RunAll([new RunRequest(Methods.Dann, Scale: Scale.Smoke)])[0];
        Assert.InRange(record.TargetAccuracy, 0, 1);
        Assert.True(record.Measures!.ContainsKey(Measure.ProxyADistance));
    }
}
