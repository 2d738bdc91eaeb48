using System.Text.Json.Nodes;

namespace DomainAdaptation.Notebooks.Tests;

/// <summary>The notebooks in the real .NET Interactive, by Jupyter's nbconvert: six of them, or all with <c>WORKBENCH_INTERACTIVE=all</c>.</summary>
public sealed class InteractiveNotebookTests
{
    private static readonly string[] Few = ["00-start-here", "00-start-here-fsharp", "01-gradient-reversal", "10-results", "13-other-tasks-fsharp", "14-pacs"];

    public static TheoryData<string> Chosen { get; } = Environment.GetEnvironmentVariable("WORKBENCH_INTERACTIVE") == "all" ? NotebookFiles.All : [.. Few];

    [Theory]
    [MemberData(nameof(Chosen))]
    public void Run_All_works_in_NET_Interactive(string notebook)
    {
        NotebookFiles.RequireDataOf(notebook);
        using var jupyter = new InteractiveJupyter();
        using var folder = new TemporaryFolder();
        var parameters = NotebookFiles.SmallestScale(notebook, folder.Path);
        var file = NotebookFiles.Read(Path.Combine(NotebookFiles.Folder, notebook + ".ipynb"));
        NotebookFiles.Inject(file, parameters);
        var outputs = jupyter.Execute(file)["cells"]!.AsArray().Where(c => (string?)c!["cell_type"] == "code").SelectMany(c => c!["outputs"]!.AsArray()).ToList();

        // No error, no red box, nothing of plotly.js left, and a picture where a chart was asked for.
        Assert.DoesNotContain(outputs, o => (string?)o!["output_type"] == "error" || (string?)o["name"] == "stderr");
        var html = string.Concat(outputs.Select(o => NotebookFiles.Text(o!["data"]?["text/html"])));
        Assert.DoesNotContain("plotly.js v", html, StringComparison.Ordinal);
        Assert.InRange(html.Length, 1, 900_000);
        Assert.Contains("id=\"chart-", html, StringComparison.Ordinal);
        if (parameters.Any(p => p.Name == "scale"))
        {
            // The progress of all runs that a cell makes in one output, which ended with a line a run.
            var trainings = file["cells"]!.AsArray().Count(c => (string?)c!["cell_type"] == "code" && NotebookFiles.Text(c["source"]).Contains("RunAll(", StringComparison.Ordinal));
            Assert.Equal(trainings, outputs.Count(o => NotebookFiles.Text(o!["data"]?["text/html"]).Contains(" of the target at the last epoch", StringComparison.Ordinal)));
            Assert.DoesNotContain("<progress", html, StringComparison.Ordinal);
            Assert.Contains(RunStore.ReadFrom(folder.Path), r => r.Method == Methods.Dann && r.Scale == "smoke");
        }
    }

    [Theory]
    [InlineData("csharp")]
    [InlineData("fsharp")]
    public async Task A_training_is_stopped_by_its_file_and_the_session_goes_on(string language)
    {
        using var jupyter = new InteractiveJupyter();
        using var folder = new TemporaryFolder();
        var output = folder.At("runs");
        string[] cells = language == "csharp"
            ?
            [
                "#load \"setup.csx\"\nusing DomainAdaptation;\nusing DomainAdaptation.Notebooks;\nvar kept = 41;",
                $"var experiment = DrawnDigitsExperiment.Experiment;\nvar runner = new ExperimentRunner(experiment, experiment.Load(Scale.Quick), \"{output}\");\n"
                + "runner.RunAll(RunRequest.All(experiment.Methods, [1], Scale.Quick), resume: true, new TrainingOutput());",
                "Console.Write(kept + 1);",
            ]
            :
            [
                "#load \"setup.fsx\"\nopen DomainAdaptation\nopen DomainAdaptation.Notebooks\nlet kept = 41",
                $"let experiment = DrawnDigitsExperiment.Experiment\nlet runner = ExperimentRunner(experiment, experiment.Load Scale.Quick, \"{output}\")\n"
                + "runner.RunAll(RunRequest.All(experiment.Methods, [ 1 ], Scale.Quick), resume = true, progress = TrainingOutput())",
                "printf \"%d\" (kept + 1)",
            ];
        var notebook = NotebookFiles.Of(language, cells);
        notebook["cells"]![1]!["metadata"]!["tags"] = new JsonArray("raises-exception"); // nbconvert goes on after it

        var executing = Task.Run(() => jupyter.Execute(notebook));
        while (!executing.IsCompleted && !Directory.Exists(Path.Combine(output, "checkpoints")))
        {
            await Task.Delay(100);
        }

        File.WriteAllText(Path.Combine(output, "stop"), ""); // an epoch is over, and 44 epochs are left
        var executed = (await executing)["cells"]!.AsArray();
        var error = Assert.Single(executed[1]!["outputs"]!.AsArray(), o => (string?)o!["output_type"] == "error");
        Assert.Matches("^Stopped by .*stop at step [0-9]+ of [0-9]+ of drawn-digits [a-z-]+, seed 1: with resume, .*$", (string?)error!["evalue"]);
        Assert.Equal("42", NotebookFiles.Text(Assert.Single(executed[2]!["outputs"]!.AsArray())!["text"]));
        Assert.False(File.Exists(Path.Combine(output, "stop")));
    }
}
