using Deedle;
using Spectre.Console.Rendering;

namespace DomainAdaptation.Reporting;

/// <summary>Run records as a table: mean and deviation over seeds, the gap covered, and the published number beside ours.</summary>
/// <remarks>
/// A row is one method of one experiment, variant, scale, protocol and copy of the data. The gap covered lies between the means of
/// the bounds of the same experiment, variant, scale and data. Where runs of a row are not seeds of one run (other options, or data
/// of the same name that are not the same), its protocol says so. The order of the rows does not depend on that of the records.
/// Spectre.Console can draw it, 80 columns wide at most: <c>AnsiConsole.Write(table)</c>.
/// </remarks>
public sealed class ResultsTable : IRenderable
{
    /// <summary>What the protocol of a row of unlike runs ends with.</summary>
    internal const string Mixed = ", mixed runs";

    private ResultsTable(IReadOnlyList<ResultsRow> rows) => Rows = rows;

    /// <summary>The rows: experiments in the order of the paper's tables, then the others; methods likewise.</summary>
    public IReadOnlyList<ResultsRow> Rows { get; }

    /// <summary>Makes the table. A run that is recorded twice counts once, the latest.</summary>
    /// <param name="runs">Records in any order, from any number of experiments.</param>
    public static ResultsTable From(IEnumerable<RunRecord> runs)
    {
        ArgumentNullException.ThrowIfNull(runs);
        var groups = runs
            .GroupBy(r => (r.Key, r.Protocol, r.Data))
            .Select(same => same.OrderBy(r => r.Started).Last())
            .GroupBy(r => new Setting(r.Experiment, r.Variant, r.Scale, r.Data, r.Protocol, r.Method))
            .ToDictionary(g => g.Key, g => g.OrderBy(r => r.Seed).ToList());
        var means = groups.ToDictionary(g => g.Key, g => g.Value.Average(r => r.TargetAccuracy));

        // A bound chosen in the same way, else the one of the default way.
        double? Bound(Setting of, string method) =>
            means.TryGetValue(of with { Method = method }, out var same) ? same
            : means.TryGetValue(of with { Method = method, Protocol = "last-epoch" }, out var lastEpoch) ? lastEpoch
            : null;

        return new([.. groups
            .OrderBy(g => Rank(PublishedResults.Experiments, g.Key.Experiment)).ThenBy(g => g.Key.Experiment, StringComparer.Ordinal)
            .ThenBy(g => g.Key.Variant == "paper" ? 0 : 1).ThenBy(g => g.Key.Variant, StringComparer.Ordinal)
            .ThenBy(g => Rank(["paper", "quick", "smoke"], g.Key.Scale)).ThenBy(g => g.Key.Scale, StringComparer.Ordinal)
            .ThenBy(g => g.Key.Data, StringComparer.Ordinal)
            .ThenBy(g => PaperMethods.RankOf(g.Key.Method)).ThenBy(g => g.Key.Method, StringComparer.Ordinal)
            .ThenBy(g => g.Key.Protocol, StringComparer.Ordinal)
            .Select(g => new ResultsRow(
                g.Key.Experiment,
                g.Key.Method,
                g.Key.Variant,
                g.Key.Scale,
                g.Key.Protocol + (g.Value.Select(r => r.Fingerprint).OfType<string>().Distinct(StringComparer.Ordinal).Count() > 1 ? Mixed : ""), // old records have none
                g.Key.Data,
                [.. g.Value.Select(r => r.Seed)],
                means[g.Key],
                Deviation([.. g.Value.Select(r => r.TargetAccuracy)]),
                Gap(means[g.Key], Bound(g.Key, PaperMethods.SourceOnly), Bound(g.Key, PaperMethods.TrainOnTarget)),
                PublishedResults.Preferred(g.Key.Experiment, g.Key.Method),
                g.Value[0].Metric))]);
    }

    /// <summary>The table of some runs as a Deedle frame: shorthand for <see cref="From"/> and <see cref="ToFrame"/>.</summary>
    public static Frame<string, string> Accuracy(IEnumerable<RunRecord> runs) => From(runs).ToFrame();

    /// <summary>A Deedle frame with the columns of the CSV; a row is called after its experiment, variant, scale and method.</summary>
    public Frame<string, string> ToFrame() => ResultsFrame.Of(Rows);

    /// <summary>CSV with the columns <c>experiment, method, variant, scale, protocol, data, seeds, accuracy_mean, accuracy_std, accuracy_interval, gap_covered,
    /// published, published_source, metric</c>; accuracies are fractions, and seeds are separated by spaces.</summary>
    public string ToCsv() => ResultsCsv.Of(Rows);

    /// <summary>A plain HTML table that needs no style sheet to be read.</summary>
    public string ToHtml() => ResultsHtml.Of(Rows);

    /// <inheritdoc/>
    Measurement IRenderable.Measure(RenderOptions options, int maxWidth) => ResultsTerminal.Of(Rows).Measure(options, maxWidth);

    /// <inheritdoc/>
    IEnumerable<Segment> IRenderable.Render(RenderOptions options, int maxWidth) => ResultsTerminal.Of(Rows).Render(options, maxWidth);

    /// <inheritdoc/>
    public override string ToString() => string.Join(Environment.NewLine, Rows);

    /// <summary>The best adapted rows: one for each experiment, scale and copy of the data.</summary>
    internal static IReadOnlySet<ResultsRow> Best(IReadOnlyList<ResultsRow> rows) =>
        rows.Where(r => r.IsAdapted).GroupBy(r => (r.Experiment, r.Scale, r.Data)).Select(g => g.MaxBy(r => r.AccuracyMean)!).ToHashSet();

    private static double? Gap(double mean, double? lower, double? upper) =>
        lower is { } l && upper is { } u && GapCovered.Of(mean, l, u) is var gap && double.IsFinite(gap) ? gap : null;

    // Sample standard deviation, n − 1: the seeds are a sample of all seeds.
    internal static double? Deviation(IReadOnlyList<double> values)
    {
        var mean = values.Average();
        return values.Count > 1 ? Math.Sqrt(values.Sum(v => (v - mean) * (v - mean)) / (values.Count - 1)) : null;
    }

    private static int Rank(IReadOnlyList<string> order, string id)
    {
        for (var i = 0; i < order.Count; i++)
        {
            if (order[i] == id)
            {
                return i;
            }
        }

        return order.Count;
    }

    private sealed record Setting(string Experiment, string Variant, string Scale, string Data, string Protocol, string Method);
}
