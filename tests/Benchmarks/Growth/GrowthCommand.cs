using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace DomainAdaptation.Benchmarks;

/// <summary><c>growth</c>: what a training takes as images, classes, domains and threads become more.</summary>
internal static class GrowthCommand
{
    private const string Help = """
        Trains the MNIST net by DANN with more and more images (in memory and on disk), classes, source domains and threads, each time in a process of its own,
        and tells the time of a step, the time before it, and memory. Images on disk need 5 GB in the folder of temporary files.
        """;

    public static Command Create()
    {
        var steps = new Option<int>("--steps") { Description = "Steps that are timed, of each round.", HelpName = "N", DefaultValueFactory = _ => 100 };
        var rounds = new Option<int>("--rounds") { Description = "How often each setting is measured; the median counts.", HelpName = "N", DefaultValueFactory = _ => 3 };
        var most = new Option<int>("--most") { Description = "The most images of a domain.", HelpName = "N", DefaultValueFactory = _ => 1_000_000 };
        var output = new Option<string>("--out") { Description = "Where growth.md and growth.svg go.", HelpName = "FOLDER", DefaultValueFactory = _ => Path.Combine("runs", "benchmarks") };
        var command = new Command("growth", Help) { steps, rounds, most, output };
        command.SetAction(a => Run(a.GetValue(steps), a.GetValue(rounds), a.GetValue(most), a.GetValue(output)!));
        return command;
    }

    private static void Run(int steps, int rounds, int most, string output)
    {
        if (steps < 1 || rounds < 1 || most < 1)
        {
            throw new BenchmarkException("--steps, --rounds and --most must be 1 or more.");
        }

        var settings = GrowthSetting.All.Where(s => s.Images <= most && s.Threads * s.Runs <= Math.Max(2, Environment.ProcessorCount)).ToList();
        var seen = settings.ToDictionary(s => s, _ => new List<GrowthResult>());
        for (var round = 1; round <= rounds; round++)
        {
            foreach (var setting in settings)
            {
                var result = Measure(setting, steps);
                seen[setting].Add(result);
                Console.Error.WriteLine(FormattableString.Invariant($"round {round} of {rounds}, {setting.Grows}, {setting.Label}: {result.Milliseconds:F1} ms a step, {result.Memory:F0} MiB"));
            }
        }

        var report = new GrowthReport([.. seen.Select(s => new GrowthResult(
            s.Key, Median.Of(s.Value.Select(r => r.Preparing)), Median.Of(s.Value.Select(r => r.Milliseconds)), Median.Of(s.Value.Select(r => r.Memory))))], rounds, steps);
        AtomicFile.WriteText(Path.Combine(output, "growth.md"), report.Markdown());
        if (report.Svg() is { } plot)
        {
            AtomicFile.WriteText(Path.Combine(output, "growth.svg"), plot);
        }

        Console.WriteLine(report.Markdown());
    }

    private static GrowthResult Measure(GrowthSetting setting, int steps)
    {
        var folder = Directory.CreateTempSubdirectory("workbench-growth-").FullName;
        try
        {
            for (var domain = 0; setting.OnDisk && domain <= setting.Sources; domain++)
            {
                GrowthWorker.WriteImages(folder, domain, setting.Images);
            }

            var workers = Enumerable.Range(0, setting.Runs).Select(_ => Start(setting, steps, folder)).ToList();
            var answers = workers.ConvertAll(Answer);
            return new(setting, Median.Of(answers.Select(a => Number(a, "preparing"))), Median.Of(answers.Select(a => Number(a, "ms"))), answers.Sum(a => Number(a, "memory")));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static double Number(JsonElement answer, string name) => answer.GetProperty(name).GetDouble();

    private static Process Start(GrowthSetting setting, int steps, string folder)
    {
        var own = Contender.Peak; // this program again
        var start = new ProcessStartInfo(own.Program, [.. own.Arguments.SkipLast(1), .. setting.Arguments(folder), "--steps", steps.ToString(CultureInfo.InvariantCulture)]) { RedirectStandardOutput = true };
        start.Environment["OMP_NUM_THREADS"] = setting.Threads.ToString(CultureInfo.InvariantCulture);
        return Process.Start(start)!;
    }

    private static JsonElement Answer(Process worker)
    {
        using (worker)
        {
            var line = worker.StandardOutput.ReadToEnd();
            worker.WaitForExit();
            return worker.ExitCode == 0 ? JsonSerializer.Deserialize<JsonElement>(line) : throw new BenchmarkException(FormattableString.Invariant($"A worker ended with code {worker.ExitCode}."));
        }
    }
}
