using System.Globalization;
using System.Text.Json;

namespace DomainAdaptation.Benchmarks;

/// <summary>All contenders on one network: first the proof that they compute the same, then the rounds.</summary>
internal sealed class NetComparison(BenchmarkNet net, SideBySideOptions options, Rounds rounds)
{
    private const int WarmUp = 5;

    /// <exception cref="BenchmarkException">A contender computes something else, or the machine is not quiet.</exception>
    public NetResult Run()
    {
        var contenders = Contender.Chosen(options.Python, options.Contenders);
        Check(contenders);
        var workers = new List<WorkerProcess>();
        try
        {
            foreach (var contender in contenders)
            {
                Console.Error.WriteLine($"{net.Name}: starting {contender.Name}");
                workers.Add(WorkerProcess.Start(contender, options.Threads, "--net", net.Name));
            }

            workers.Add(WorkerProcess.Start(Contender.Peak, options.Threads));
            return Measure(workers);
        }
        finally
        {
            workers.ForEach(w => w.Dispose());
        }
    }

    // On 64 samples of either domain every batch is all of them, whatever the order; without dropout nothing is random.
    private void Check(IReadOnlyList<Contender> contenders)
    {
        (double Label, double Domain)? expected = null;
        foreach (var contender in contenders)
        {
            using var worker = WorkerProcess.Start(contender, options.Threads, "--net", net.Name, "--samples", BenchmarkNet.Half.ToString(CultureInfo.InvariantCulture), "--dropout", "0");
            if (worker.Unavailable is not null)
            {
                continue;
            }

            var answer = worker.Ask("step 3");
            var losses = (Label: Number(answer, "label"), Domain: Number(answer, "domain"));
            expected ??= losses;
            var difference = Math.Max(Math.Abs((losses.Label / expected.Value.Label) - 1), Math.Abs((losses.Domain / expected.Value.Domain) - 1));
            Console.Error.WriteLine(FormattableString.Invariant($"{net.Name}: after 3 steps on the same data {contender.Name} has Ly {losses.Label:F6}, Ld {losses.Domain:F6}"));
            if (!(difference <= (contender.BFloat16 ? 0.02 : 1e-4)))
            {
                throw new BenchmarkException(FormattableString.Invariant(
                    $"{contender.Name} does not compute what {contenders[0].Name} computes on the {net.Name} net: losses of {losses.Label:F6} and {losses.Domain:F6}, not {expected.Value.Label:F6} and {expected.Value.Domain:F6}."));
            }
        }
    }

    private NetResult Measure(List<WorkerProcess> workers)
    {
        var able = workers.Where(w => w.Unavailable is null).ToList();
        var steps = able.ToDictionary(w => w, StepsOf);
        var answers = rounds.Take($"{net.Name}, steps", able, w => FormattableString.Invariant($"step {steps[w]}"));
        var contending = able.Where(w => w.Contender != Contender.Peak).ToList();
        var times = contending.ToDictionary(w => w, w => Math.Clamp((int)(Number(w.Ask("eval 1"), "rate") / BenchmarkNet.Evaluated), 1, 10)); // about a second's worth
        var evaluations = rounds.Take($"{net.Name}, evaluation", contending, w => FormattableString.Invariant($"eval {times[w]}"));
        var fastest = contending.Single(w => w.Contender.Name == Contender.Fastest);
        fastest.Ask("data 50");
        var data = rounds.Take($"{net.Name}, data phase", [fastest], _ => "data 200")[fastest];
        var peak = answers[able.Single(w => w.Contender == Contender.Peak)];

        return new NetResult(
            net.Name,
            fastest.Hello.GetProperty("flops").GetInt64(),
            Median.Of(peak.Select(p => Number(p, "f32"))),
            Median.Of(peak.Select(p => Number(p, "bf16"))),
            Median.Of(data.Select(d => Number(d, "ms"))),
            DateTime.UtcNow.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            rounds.Rejected,
            rounds.LargestForeignShare,
            [.. workers.Where(w => w.Contender != Contender.Peak).Select(w => w.Unavailable is { } why
                ? new StepResult(w.Contender.Name, why, "")
                : Result(w, answers[w], evaluations[w]))]);
    }

    private int StepsOf(WorkerProcess worker)
    {
        var answer = worker.Ask(FormattableString.Invariant($"step {WarmUp}"));
        return options.Steps > 0 ? options.Steps
            : worker.Contender == Contender.Peak ? WarmUp
            : Math.Clamp((int)Math.Ceiling(2000 / Number(answer, "ms")), WarmUp, 200);
    }

    private static StepResult Result(WorkerProcess worker, IReadOnlyList<JsonElement> steps, IReadOnlyList<JsonElement> evaluations)
    {
        IReadOnlyList<double> All(string name) => [.. steps.Select(a => Number(a, name))];
        return new StepResult(worker.Contender.Name, null, worker.Hello.ToString())
        {
            IsOurs = worker.Contender.IsOurs,
            BFloat16 = worker.Contender.BFloat16,
            Milliseconds = All("ms"),
            PageFaults = Median.Of(All("faults")),
            PeakMemory = All("rss").Max(),
            LabelLoss = All("label")[^1],
            DomainLoss = All("domain")[^1],
            EvaluationRates = [.. evaluations.Select(e => Number(e, "rate"))],
        };
    }

    private static double Number(JsonElement answer, string name) => answer.GetProperty(name).GetDouble();
}
