namespace DomainAdaptation.Tests;

public sealed class PaperExperimentsTests
{
    [Fact]
    public void Verdicts_are_about_the_experiments_that_have_numbers_and_their_default_recipes() =>
        Assert.Equal(
            PaperExperiments.All.Where(e => PublishedResults.Experiments.Contains(e.Id)).Select(e => (e.Id, e.Recipes[0].Name)).Order(),
            PublishedExperiment.All.Select(e => (e.Id, e.Recipe)).Order());

    [Fact]
    public void The_command_of_a_verdict_names_a_script_and_what_it_takes()
    {
        foreach (var published in PublishedExperiment.All)
        {
            var command = published.Command(Methods.Dann, "quick", "1..3");
            var words = command.Split(' ');
            var script = File.ReadAllText(Repository.PathOf(words[2].Split('/')));
            var picked = Array.FindIndex(words, w => w is "--task" or "--target");
            Assert.EndsWith(picked < 0 ? Path.GetFileNameWithoutExtension(words[2]) : words[picked + 1], published.Id, StringComparison.Ordinal);
            Assert.True(picked < 0 || script.Contains($"\"{words[picked][2..]}\"", StringComparison.Ordinal), command);
            Assert.EndsWith($" --variant {PaperExperiments.Find(published.Id)[0].Recipe().Name} --scale quick --methods dann --seeds 1..3", command, StringComparison.Ordinal);
            Assert.Equal(command + " --precision bf16", published.Command(Methods.Dann, "quick", "1..3", Precision.BFloat16));
        }
    }

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
