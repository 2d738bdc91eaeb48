using System.CommandLine;
using TorchSharp;
using static TorchSharp.torch;

namespace DomainAdaptation.Benchmarks;

/// <summary><c>memory</c>: a long training that must neither collect tensors nor grow.</summary>
internal static class MemoryCommand
{
    private const int Interval = 1000;
    private const double Drift = 0.10;

    public static Command Create()
    {
        var net = new Option<string>("--net") { Description = "mnist, svhn or gtsrb.", HelpName = "NET", DefaultValueFactory = _ => "mnist" };
        var steps = new Option<int>("--steps") { Description = "Steps to take, 2,000 or more.", HelpName = "N", DefaultValueFactory = _ => 20_000 };
        var threads = new Option<int>("--threads") { Description = "Threads to compute with.", HelpName = "N", DefaultValueFactory = _ => 2 };
        var precision = new Option<Precision>("--precision") { Description = "Float32 or BFloat16.", HelpName = "TYPE" };
        var command = new Command("memory", "Trains for a long time and tells live tensors and memory every 1,000 steps; fails when tensors become more, or memory drifts by more than 10 % after the first 1,000 steps.")
        {
            net, steps, threads, precision,
        };
        command.SetAction(arguments => Run(
            BenchmarkNet.Named(arguments.GetValue(net)!), arguments.GetValue(steps), arguments.GetValue(threads), arguments.GetValue(precision)));
        return command;
    }

    private static int Run(BenchmarkNet net, int steps, int threads, Precision precision)
    {
        if (steps < 2 * Interval)
        {
            throw new BenchmarkException($"{steps} steps are too few to see a drift: take {2 * Interval} or more.");
        }

        NativeBackend.EnsureLoaded();
        set_num_threads(threads);
        var pair = net.Data(samples: 4096);
        using var network = net.Create(0.5);
        var seen = new List<(long Tensors, double Memory)>();
        Console.WriteLine("steps, live tensors, memory in MiB");
        AdversarialTrainer.Fit(
            pair, network, new DannOptions(Epochs: 1, StepsPerEpoch: steps, Precision: precision), new TrainingHooks(OnStep: (step, _) =>
            {
                if (step % Interval == 0)
                {
                    seen.Add((LiveTensors.Count(), ProcessFigures.ResidentMemory()));
                    Console.WriteLine(FormattableString.Invariant($"{step}, {seen[^1].Tensors}, {seen[^1].Memory:F0}"));
                }
            }));

        var grown = seen.Max(s => s.Tensors) - seen[0].Tensors;
        var drift = seen.Max(s => Math.Abs(s.Memory - seen[0].Memory)) / seen[0].Memory;
        Console.WriteLine(FormattableString.Invariant($"After {steps} steps on the {net.Name} net: {grown} tensors more than after the first {Interval}, memory off by at most {drift:P1}."));
        return grown > 0 || drift > Drift ? 1 : 0;
    }
}
