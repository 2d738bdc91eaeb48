using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using TorchSharp;
using static TorchSharp.torch;

namespace DomainAdaptation.Benchmarks;

/// <summary>The library's own contender: a training as any user's, which pauses between two steps to be told how many to take.</summary>
/// <remarks>
/// It speaks the language of peer.py: <c>step N</c>, <c>eval N</c>, <c>quit</c>; and <c>data N</c>, the time of the data phase alone.
/// The time of a step is from the end of the last to its own end, everything included.
/// </remarks>
internal sealed class TrainingWorker : IDisposable
{
    private const int Endless = 10_000_000;
    private readonly Answers answers = new();
    private readonly CancellationTokenSource quit = new();
    private readonly List<double> times = [];
    private readonly DomainPair pair;
    private readonly UnlabelledDomain evaluated;
    private readonly DomainAdversarialNetwork network;
    private readonly Batches batches;
    private int remaining;
    private long faultsBefore;
    private long clock;
    private readonly WatchedMethod method = new();

    private TrainingWorker(BenchmarkNet net, int samples, double dropout)
    {
        pair = net.Data(samples);
        evaluated = pair.Target.Take(BenchmarkNet.Evaluated);
        network = net.Create(dropout);
        network.Normalisation = Normalisation.Measure(InputScaling.UnitVariance, pair.Source.WithoutLabels(), pair.Target);
        batches = new Batches(pair, 2 * BenchmarkNet.Half, seed: 1, network.Normalisation);
    }

    public static Command Command()
    {
        var net = new Option<string>("--net") { DefaultValueFactory = _ => "mnist" };
        var precision = new Option<Precision>("--precision");
        var threads = new Option<int>("--threads") { DefaultValueFactory = _ => 2 };
        var samples = new Option<int>("--samples") { DefaultValueFactory = _ => 4096 };
        var dropout = new Option<double>("--dropout") { DefaultValueFactory = _ => 0.5 };
        var command = new Command("worker", "One process of side-by-side: reads commands from standard input.") { net, precision, threads, samples, dropout };
        command.Hidden = true;
        command.SetAction(arguments =>
        {
            NativeBackend.EnsureLoaded();
            set_num_threads(arguments.GetValue(threads));
            var chosen = BenchmarkNet.Named(arguments.GetValue(net)!);
            using var worker = new TrainingWorker(chosen, arguments.GetValue(samples), arguments.GetValue(dropout));
            worker.Run(chosen, arguments.GetValue(precision));
        });
        return command;
    }

    public void Dispose()
    {
        batches.Dispose();
        method.Dispose();
        network.Dispose();
        quit.Dispose();
    }

    private void Run(BenchmarkNet net, Precision precision)
    {
        // λ is 0 at the first step and 1 from then on, and the learning rate constant: what peer.py has.
        var options = new DannOptions(Epochs: 1, StepsPerEpoch: Endless, Gamma: 1e9, Alpha: 0, Precision: precision);
        answers.Write(new { ready = Versions.Ours, flops = net.FlopsOfStep(network), threads = get_num_threads() });
        NextCommand();
        try
        {
            // The body of Trainer.Fit; it is spelt out only to time the batches too.
            TrainingLoop.Run(
                pair, network, method, options, Domain.Target, batches.StepsPerEpoch, batches.At, new TrainingHooks(OnStep: (_, _) => StepTaken()), quit.Token);
        }
        catch (OperationCanceledException)
        {
            // Told to quit.
        }
    }

    private void StepTaken()
    {
        times.Add(Stopwatch.GetElapsedTime(clock).TotalMilliseconds);
        if (--remaining == 0)
        {
            answers.Write(new
            {
                ms = Median.Of(times),
                faults = (double)(ProcessFigures.MinorFaults() - faultsBefore) / times.Count,
                rss = ProcessFigures.PeakMemory(),
                label = method.Last!.Parts[Losses.Label].item<float>(),
                domain = method.Last.Parts[Losses.Domain].item<float>(),
            });
            NextCommand();
        }

        clock = Stopwatch.GetTimestamp();
    }

    // Returns when there are steps to take, or none any more.
    private void NextCommand()
    {
        while (true)
        {
            var line = Console.ReadLine() ?? "quit"; // whoever started this process is gone
            var words = line.Split(' ');
            var count = words.Length > 1 ? int.Parse(words[1], CultureInfo.InvariantCulture) : 1;
            switch (words[0])
            {
                case "step":
                    times.Clear();
                    remaining = count;
                    ProcessFigures.ForgetPeak();
                    faultsBefore = ProcessFigures.MinorFaults();
                    clock = Stopwatch.GetTimestamp();
                    return;
                case "eval":
                    answers.Write(new { rate = evaluated.Count * 1000 / Time(count, _ => Predictions.Labels(network, evaluated, Domain.Target)) });
                    break;
                case "data":
                    answers.Write(new { ms = Time(count, i => batches.At(i)) });
                    break;
                case "quit":
                    quit.Cancel();
                    return;
                default:
                    throw new BenchmarkException($"The worker was told '{line}', which it does not know.");
            }
        }
    }

    private static double Time(int count, Action<int> action) => Median.Of(Enumerable.Range(0, count).Select(i =>
    {
        using var scope = NewDisposeScope();
        var began = Stopwatch.GetTimestamp();
        action(i);
        return Stopwatch.GetElapsedTime(began).TotalMilliseconds;
    }));

    // The paper's method, whose losses can be looked at.
    private sealed class WatchedMethod() : AdaptationMethod(Dann.Description)
    {
        private readonly Dann dann = new();

        public Losses? Last { get; private set; }

        public override Losses Step(StepContext step) => Last = dann.Step(step);
    }
}
