namespace DomainAdaptation.Reporting;

/// <summary>How long a list of runs will take, judged by earlier records of the same runs and corrected by how the finished ones went here.</summary>
/// <example>
/// <code>
/// var budget = new TimeBudget(RunStore.ReadFrom("scripts/results"));
/// var time = budget.Estimate(MnistToMnistM.Experiment, RunRequest.All(Methods.OfTables, [1, 2, 3], Scale.Quick));
/// </code>
/// </example>
public sealed class TimeBudget
{
    private const double Unknown = 60; // seconds for a run of which nothing is known: it is corrected with the first that ends

    private readonly Dictionary<string, double> seconds;
    private double expected, taken;

    /// <summary>Learns from earlier runs.</summary>
    /// <param name="earlier">Records, of this machine or another.</param>
    public TimeBudget(IEnumerable<RunRecord> earlier)
    {
        ArgumentNullException.ThrowIfNull(earlier);
        seconds = earlier.GroupBy(r => Kind(r.Experiment, r.Variant, r.Method, r.Scale), StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => g.Average(r => r.WallSeconds), StringComparer.Ordinal);
    }

    /// <summary>Notes that a run was made here, and so how fast this machine is.</summary>
    public void Note(RunRecord run)
    {
        ArgumentNullException.ThrowIfNull(run);
        expected += Seconds(run.Experiment, run.Variant, run.Method, run.Scale);
        taken += run.WallSeconds;
    }

    /// <summary>How long these runs will take.</summary>
    /// <param name="experiment">The experiment.</param>
    /// <param name="requests">Its runs.</param>
    public TimeSpan Estimate(Experiment experiment, IEnumerable<RunRequest> requests)
    {
        ArgumentNullException.ThrowIfNull(experiment);
        ArgumentNullException.ThrowIfNull(requests);
        var planned = requests.Sum(r => Seconds(experiment.Id, experiment.Recipe(r.Variant).Name, r.Method, RunRecord.NameOf(r.Scale)));
        return TimeSpan.FromSeconds(planned * (expected > 0 ? taken / expected : 1));
    }

    private double Seconds(string experiment, string variant, string method, string scale) =>
        seconds.TryGetValue(Kind(experiment, variant, method, scale), out var known) ? known : scale == RunRecord.NameOf(Scale.Smoke) ? 3 : Unknown;

    private static string Kind(string experiment, string variant, string method, string scale) => $"{experiment} {variant} {method} {scale}";
}
