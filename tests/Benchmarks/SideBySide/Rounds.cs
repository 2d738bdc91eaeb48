using System.Text.Json;

namespace DomainAdaptation.Benchmarks;

/// <summary>Asks all workers the same, round after round in rotating order, and repeats what was measured while others used the machine.</summary>
/// <param name="options">How many rounds, and whether noise is let pass.</param>
internal sealed class Rounds(SideBySideOptions options)
{
    private const double Limit = 0.05;
    private const int Attempts = 30;
    private static readonly TimeSpan Calm = TimeSpan.FromMilliseconds(300); // OpenMP's threads go on spinning for a while after their work

    /// <summary>Measurements that were thrown away so far.</summary>
    public int Rejected { get; private set; }

    /// <summary>The largest share of the machine that others had during a measurement that was kept.</summary>
    public double LargestForeignShare { get; private set; }

    /// <summary>The answers of each worker, one for each round.</summary>
    /// <exception cref="BenchmarkException">The machine does not become quiet.</exception>
    public IReadOnlyDictionary<WorkerProcess, IReadOnlyList<JsonElement>> Take(string what, IReadOnlyList<WorkerProcess> workers, Func<WorkerProcess, string> command)
    {
        int[] ours = [Environment.ProcessId, .. workers.Select(w => w.Id)];
        var answers = workers.ToDictionary(w => w, _ => new List<JsonElement>());
        for (var round = 0; round < options.Rounds; round++)
        {
            Console.Error.WriteLine(FormattableString.Invariant($"{what}: round {round + 1} of {options.Rounds}"));
            for (var i = 0; i < workers.Count; i++)
            {
                var worker = workers[(i + round) % workers.Count];
                answers[worker].Add(Measure(worker, command(worker), ours));
            }
        }

        return answers.ToDictionary(a => a.Key, a => (IReadOnlyList<JsonElement>)a.Value);
    }

    private JsonElement Measure(WorkerProcess worker, string command, int[] ours)
    {
        var share = 0.0;
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            Thread.Sleep(Calm);
            var load = ForeignLoad.Begin(ours);
            var answer = worker.Ask(command);
            share = load.Share();
            if (share <= Limit || options.AllowNoise)
            {
                LargestForeignShare = Math.Max(LargestForeignShare, share);
                return answer;
            }

            Rejected++;
        }

        throw new BenchmarkException(FormattableString.Invariant(
            $"The machine is not quiet: others used {share:P0} of it while {worker.Contender.Name} was measured, {Attempts} times in a row. Stop them, or say --allow-noise for figures that the table calls noisy."));
    }
}
