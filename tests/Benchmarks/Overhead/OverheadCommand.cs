using System.CommandLine;
using System.Globalization;

namespace DomainAdaptation.Benchmarks;

/// <summary><c>overhead</c>: what of a training step's time is .NET's, and what libtorch's.</summary>
internal static class OverheadCommand
{
    private const string Help = """
        Looks, some thousand times a second, at what the training thread is executing, with Linux's perf (Debian: apt-get install linux-perf).

        .NET: managed code, the runtime, its compiler and its collector; what a C++ program that makes the same calls would not have.
        Binding: TorchSharp's native part, through which every call goes; a C++ program would have its own.
        Waiting: at the end of parallel work, for the other threads. libtorch: the rest, with the C library and the kernel below it.
        """;

    public static Command Create()
    {
        var nets = new Option<string>("--nets") { Description = "Which networks: mnist, svhn, gtsrb or several with commas.", HelpName = "LIST", DefaultValueFactory = _ => "mnist,svhn,gtsrb" };
        var seconds = new Option<int>("--seconds") { Description = "How long to look at each.", HelpName = "N", DefaultValueFactory = _ => 15 };
        var threads = new Option<int>("--threads") { Description = "Threads to compute with.", HelpName = "N", DefaultValueFactory = _ => 2 };
        var command = new Command("overhead", Help) { nets, seconds, threads };
        command.SetAction(arguments =>
        {
            Console.WriteLine("| net | ms a step | .NET | binding | waiting | libtorch |\n|---|--:|--:|--:|--:|--:|");
            foreach (var net in arguments.GetValue(nets)!.Split(',').Select(BenchmarkNet.Named))
            {
                Measure(net, Math.Max(1, arguments.GetValue(seconds)), arguments.GetValue(threads));
            }
        });
        return command;
    }

    private static void Measure(BenchmarkNet net, int seconds, int threads)
    {
        var contender = Contender.All(python: "").Single(c => c.Name == Contender.Fastest);
        using var worker = WorkerProcess.Start(contender, threads, "--net", net.Name);
        var warm = worker.Ask("step 5").GetProperty("ms").GetDouble();
        worker.Ask(Steps(3000 / warm)); // so that what is called often has been compiled for good
        var profile = Path.GetTempFileName();
        try
        {
            using var perf = Perf.Record(profile);
            var milliseconds = worker.Ask(Steps(seconds * 1000 / warm)).GetProperty("ms").GetDouble();
            perf.Stop();
            var shares = Perf.Samples(profile, worker.Id).GroupBy(Kind).ToDictionary(g => g.Key, g => g.Count());
            double Share(string kind) => (double)shares.GetValueOrDefault(kind) / Math.Max(1, shares.Values.Sum());
            Console.WriteLine(FormattableString.Invariant(
                $"| {net.Name} | {milliseconds:F1} | {Share(".NET"):P1} | {Share("binding"):P1} | {Share("waiting"):P1} | {Share("libtorch"):P1} |"));
        }
        finally
        {
            File.Delete(profile);
        }
    }

    private static string Steps(double count) => string.Create(CultureInfo.InvariantCulture, $"step {Math.Max(3, (int)count)}");

    // By the file that the code was loaded from; what the runtime has compiled lies in memory of its own, called doublemapper.
    private static string Kind(string file) => Path.GetFileName(file) switch
    {
        "libLibTorchSharp.so" => "binding",
        var name when name.StartsWith("libgomp", StringComparison.Ordinal) => "waiting",
        var name when name.StartsWith("memfd:doublemapper", StringComparison.Ordinal)
            || name.StartsWith("libcoreclr", StringComparison.Ordinal)
            || name.StartsWith("libclr", StringComparison.Ordinal)
            || name.StartsWith("libSystem.", StringComparison.Ordinal)
            || name.EndsWith(".dll", StringComparison.Ordinal) => ".NET",
        _ => "libtorch",
    };
}
