namespace DomainAdaptation.Notebooks.Tests;

/// <summary>Every notebook, from the first cell to the last, at the smallest scale.</summary>
public sealed class NotebookRunTests
{
    // The first ones run in the test below.
    public static TheoryData<string> Others { get; } = [.. NotebookFiles.All.Select(n => n.Data).Where(n => !n.StartsWith("00", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Others))]
    public void Run_All_works(string notebook)
    {
        NotebookFiles.RequireDataOf(notebook);
        using var folder = new TemporaryFolder();
        var parameters = NotebookFiles.SmallestScale(notebook, folder.Path);
        Assert.Equal("", NotebookFiles.Run(notebook, folder.At("executed.ipynb"), [.. parameters.Select(p => $"{p.Name}={p.Value}")]));
        if (parameters.Any(p => p.Name == "scale"))
        {
            Assert.Contains(RunStore.ReadFrom(folder.Path), r => r.Method == Methods.Dann && r.Scale == "smoke");
        }
    }

    [Theory]
    [InlineData("00-start-here")]
    [InlineData("00-start-here-fsharp")]
    public void A_notebook_makes_the_run_that_a_script_makes(string notebook)
    {
        using var folder = new TemporaryFolder();
        Assert.Equal("", NotebookFiles.Run(notebook, folder.At("executed.ipynb"), "scale=smoke", $"output={folder.Path}"));

        // What the scripts' sessions call, here at the one thread that the notebook was given.
        var experiment = DrawnDigitsExperiment.Experiment;
        using var other = new TemporaryFolder();
        var records = new ExperimentRunner(experiment, experiment.Load(Scale.Smoke), other.Path, "cpu").RunAll(RunRequest.All(experiment.Methods, [1], Scale.Smoke));
        Assert.Equal(
            records.Select(r => (r.Key, r.WeightsSha256, r.TargetAccuracy)),
            RunStore.ReadFrom(folder.Path).Select(r => (r.Key, r.WeightsSha256, r.TargetAccuracy)));
    }
}
