using System.Diagnostics;
using System.Globalization;

namespace DomainAdaptation.Tests;

/// <summary>Kills a running script and takes it up again, as a power cut would.</summary>
[Collection(Programs.Name)]
public sealed class KillAndResumeTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("workbench-test-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    // WORKBENCH_KILLS=20 and WORKBENCH_KILL_SCALE=quick make the long version.
    [Theory]
    [InlineData("quickstart", "--resume", 3)]
    [InlineData("reproduce", "--only mnist-to-mnist-dilated --methods source-only,subspace-alignment", 2)]
    public async Task A_script_that_is_killed_at_random_moments_and_resumed_ends_with_the_same_weights_metrics_and_records(string name, string options, int runs)
    {
        if (name == "reproduce")
        {
            RealData.Home("mnist");
        }

        var kills = int.Parse(Environment.GetEnvironmentVariable("WORKBENCH_KILLS") ?? (name == "quickstart" ? "4" : "1"), CultureInfo.InvariantCulture);
        var scale = Environment.GetEnvironmentVariable("WORKBENCH_KILL_SCALE") ?? "smoke";
        var script = Builds.Program($"scripts/{name}.cs");
        var undisturbed = Path.Combine(folder, "undisturbed");
        var clock = Stopwatch.StartNew();
        Assert.True(await Finishes(script, scale, options, undisturbed, Timeout.InfiniteTimeSpan));
        var whole = clock.Elapsed;
        var expected = Results(undisturbed);
        Assert.Equal(runs, expected.Count);

        var killed = Path.Combine(folder, "killed");
        var moments = new Random(7);
        for (var i = 0; i < kills; i++)
        {
            // Anywhere from the first lines of the program to well past what is left to do on average.
            await Finishes(script, scale, options, killed, (0.1 + (moments.NextDouble() * 2)) * whole / Math.Max(kills, 4) + TimeSpan.FromMilliseconds(moments.Next(1500)));
        }

        Assert.True(await Finishes(script, scale, options, killed, Timeout.InfiniteTimeSpan));
        Assert.Equal(expected, Results(killed));
        Assert.Empty(Files(killed, "checkpoints"));
        Assert.Equal(Files(undisturbed, "weights").Select(Hash), Files(killed, "weights").Select(Hash));

        // reproduce has a folder for each experiment.
        static IEnumerable<string> Files(string run, string kind) =>
            Directory.EnumerateFiles(run, "*.safetensors", SearchOption.AllDirectories).Where(f => Path.GetFileName(Path.GetDirectoryName(f)) == kind).Order(StringComparer.Ordinal);

        static string Hash(string file) => Path.GetFileName(file) + Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(file)));
    }

    private static List<string> Results(string run) =>
        [.. Directory.EnumerateFiles(run, "runs.jsonl", SearchOption.AllDirectories).SelectMany(f => new RunStore(f).ReadAll())
            .Select(r => RunStore.ToJson(r with { Started = default, WallSeconds = 0 })).Order(StringComparer.Ordinal)];

    private static async Task<bool> Finishes(string script, string scale, string options, string output, TimeSpan limit)
    {
        using var process = Process.Start(new ProcessStartInfo(script, ["--scale", scale, "--threads", "1", .. options.Split(' '), "--out", output])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["DOTNET_ROOT"] = Tool.DotnetRoot },
        })!;
        var reading = Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        using var alarm = new CancellationTokenSource(limit);
        try
        {
            await process.WaitForExitAsync(alarm.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(); // SIGKILL: nothing in the process gets to know
            await process.WaitForExitAsync(CancellationToken.None);
            await reading;
            return false;
        }

        var said = await reading;
        Assert.True(process.ExitCode == 0, said[0] + said[1]);
        return true;
    }
}
