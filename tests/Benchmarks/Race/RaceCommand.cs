using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace DomainAdaptation.Benchmarks;

/// <summary><c>race</c>: how long it takes, from the start of the process, until MNIST-M's published accuracy is reached.</summary>
internal static class RaceCommand
{
    private const string Help = """
        Trains MNIST → MNIST-M by the recipe "improved" until the authors' test images are classified as well as the paper says (76.66 %),
        each time in a new process, from its start to its end, once with the library and once with PyTorch by the same recipe, in turns.
        Both read the same bytes, look at the test accuracy equally often, and draw random numbers of their own: what is compared is time.
        """;

    public static Command Create()
    {
        var goal = new Option<double>("--goal") { Description = "The target's test accuracy to reach.", HelpName = "SHARE", DefaultValueFactory = _ => 0.7666 };
        var every = new Option<int>("--every") { Description = "Steps between two looks at it.", HelpName = "N", DefaultValueFactory = _ => 100 };
        var seeds = new Option<int>("--seeds") { Description = "Seeds 1 to N, one race each.", HelpName = "N", DefaultValueFactory = _ => 5 };
        var threads = new Option<int>("--threads") { Description = "Threads of each contender.", HelpName = "N", DefaultValueFactory = _ => 2 };
        var python = new Option<string>("--python") { Description = "The Python interpreter that has PyTorch.", HelpName = "PATH", DefaultValueFactory = _ => "/usr/bin/python3" };
        var output = new Option<string>("--out") { Description = "Where race.md goes.", HelpName = "FOLDER", DefaultValueFactory = _ => Path.Combine("runs", "benchmarks") };
        var command = new Command("race", Help) { goal, every, seeds, threads, python, output };
        command.SetAction(a => Run(a.GetValue(goal), a.GetValue(every), a.GetValue(seeds), a.GetValue(threads), a.GetValue(python)!, a.GetValue(output)!));
        return command;
    }

    private static void Run(double goal, int every, int seeds, int threads, string python, string output)
    {
        if (goal is not (> 0 and < 1) || every < 1 || seeds < 1)
        {
            throw new BenchmarkException("The goal must be between 0 and 1, and the steps and seeds 1 or more.");
        }

        WorkerProcess.RequireFairPeer(python, threads);
        var folder = Directory.CreateTempSubdirectory("workbench-race-").FullName;
        try
        {
            Racer.WriteData(folder);
            Contender[] contenders = [Racer.Ours, Peer("PyTorch plain", "plain", python), Peer("PyTorch tuned", "tuned", python)];
            var seen = contenders.ToDictionary(c => c, _ => new List<(double Seconds, int Steps, double Accuracy)>());
            for (var race = 0; race < seeds; race++)
            {
                foreach (var contender in contenders.Select((_, i) => contenders[(i + race) % contenders.Length]))
                {
                    string[] arguments = ["--folder", folder, "--seed", Text(race + 1), "--goal", Text(goal), "--every", Text(every)];
                    var clock = Stopwatch.StartNew();
                    using var process = WorkerProcess.Start(contender, threads, arguments);
                    var seconds = clock.Elapsed.TotalSeconds;
                    if (process.Unavailable is { } why)
                    {
                        throw new BenchmarkException(why);
                    }

                    var result = (seconds, process.Hello.GetProperty("steps").GetInt32(), process.Hello.GetProperty("accuracy").GetDouble());
                    seen[contender].Add(result);
                    Console.Error.WriteLine(FormattableString.Invariant($"race {race + 1} of {seeds}, {contender.Name}: {result.Item3:P2} after {result.Item2} steps, {seconds:F1} s"));
                }
            }

            var table = Table(seen, goal, threads);
            AtomicFile.WriteText(Path.Combine(output, "race.md"), table);
            Console.WriteLine(table);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static Contender Peer(string name, string mode, string python) =>
        new(name, python, [Path.Combine(AppContext.BaseDirectory, "race.py"), "--mode", mode]);

    private static string Table(Dictionary<Contender, List<(double Seconds, int Steps, double Accuracy)>> seen, double goal, int threads)
    {
        var table = new StringBuilder();
        table.AppendLine(CultureInfo.InvariantCulture, $"Seconds from the start of the process until {goal:P2} of MNIST-M's test images are right, {threads} threads, {seen.First().Value.Count} races:");
        table.AppendLine().AppendLine("| | seconds, median | fastest | slowest | steps, median | reached |").AppendLine("|---|---:|---:|---:|---:|---:|");
        foreach (var (contender, races) in seen)
        {
            var reached = races.Count(r => r.Accuracy >= goal);
            table.AppendLine(CultureInfo.InvariantCulture, $"| {contender.Name} | {Median.Of(races.Select(r => r.Seconds)):F1} | {races.Min(r => r.Seconds):F1} | {races.Max(r => r.Seconds):F1} | {Median.Of(races.Select(r => (double)r.Steps)):F0} | {reached} of {races.Count} |");
        }

        return table.ToString();
    }

    private static string Text(IFormattable value) => value.ToString(null, CultureInfo.InvariantCulture);
}
