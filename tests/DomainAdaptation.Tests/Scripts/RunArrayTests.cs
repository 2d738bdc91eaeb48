using DomainAdaptation.Reporting;

namespace DomainAdaptation.Tests;

/// <summary>Runs side by side, and the job file for Slurm; tests/slurm.sh submits it to a real one.</summary>
[Collection(Programs.Name)]
public sealed class RunArrayTests : IDisposable
{
    private const string Experiment = "mnist-to-mnist-dilated";

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    private static readonly string[] Options =
        ["--scale", "smoke", "--seeds", "1..2", "--methods", Methods.SourceOnly, "--only", Experiment, "--threads", "1", "--out"];

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Two_parts_at_a_time_and_the_job_file_make_the_records_of_one_run_after_another()
    {
        RealData.Home("mnist");
        var reproduce = Builds.Program("scripts/reproduce.cs");
        Done(Tool.Run(reproduce, folder.Path, Limit, Nothing, [.. Options, folder.At("local")]));
        var expected = Records("local");
        Assert.Equal(2, expected.Count);

        // A name that a shell would take apart.
        Done(Tool.Run(reproduce, folder.Path, Limit, Nothing, [.. Options, folder.At("it's two"), "--jobs", "2"]));
        Assert.Equal(expected, Records("it's two"));
        Assert.True(File.Exists(folder.At("it's two", "report.html")));
        Assert.Equal(2, Directory.GetDirectories(folder.At("it's two", "parts")).Length);

        if (OperatingSystem.IsWindows())
        {
            return;
        }

        // Where there is no Slurm, one sentence tells, and the file lies ready: a cluster runs it so.
        Directory.CreateDirectory(folder.At("no programs"));
        var nowhere = new Dictionary<string, string> { ["PATH"] = folder.At("no programs") };
        var without = Tool.Run(reproduce, folder.Path, Limit, nowhere, [.. Options, folder.At("it's slurm"), "--slurm"]);
        Assert.Equal(1, without.ExitCode);
        Assert.Contains("There is no sbatch on this machine", Assert.Single(without.ErrorLines), StringComparison.Ordinal);
        foreach (var task in new[] { "1", "2" })
        {
            Done(Tool.Run("/bin/bash", folder.Path, Limit, new Dictionary<string, string> { ["SLURM_ARRAY_TASK_ID"] = task }, folder.At("it's slurm", "array.sh")));
            Assert.True(File.Exists(folder.At("it's slurm", "parts", $"{Experiment}-seed{task}", "done")));
        }

        var array = new RunArray(folder.At("it's slurm"));
        array.Add($"{Experiment}-seed1", new ScriptOptions());
        array.Add($"{Experiment}-seed2", new ScriptOptions());
        Assert.Equal(2, array.Collect());
        Assert.Equal(0, array.Collect()); // what is there stays as it is
        Assert.Equal(expected, Records("it's slurm"));
    }

    [Fact]
    public void A_part_that_fails_is_named_with_its_last_words_and_the_others_are_made()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "needs a shell");
        var array = new RunArray(folder.Path) { Program = "/bin/sh" };
        array.Add("broken", new ScriptOptions());
        array.Add("broken too", new ScriptOptions());
        var said = new List<string>();
        var error = Assert.Throws<IOException>(() => array.RunHere(1, said.Add, TestContext.Current.CancellationToken));
        Assert.StartsWith("2 of 2 parts were not made: broken, broken too. /bin/sh:", error.Message, StringComparison.Ordinal);
        Assert.EndsWith($"The whole is in {folder.At("parts", "broken", "log.txt")}; the same command makes what is missing.", error.Message, StringComparison.Ordinal);
        Assert.Equal(2, said.Count);
        Assert.StartsWith("broken failed, 1 of 2; about", said[0], StringComparison.Ordinal);
    }

    private static IReadOnlyDictionary<string, string> Nothing => new Dictionary<string, string>();

    private static void Done(ToolResult result) => Assert.True(result.ExitCode == 0, result.ToString());

    private List<string> Records(string run) =>
        [.. new RunStore(folder.At(run, Experiment, "runs.jsonl")).ReadAll().Select(r => RunStore.ToJson(r with { Started = default, WallSeconds = 0 })).Order(StringComparer.Ordinal)];
}
