using Spectre.Console.Rendering;

namespace DomainAdaptation.Reporting;

/// <summary>The paper's tables, rebuilt: one column a method, each experiment's published lines and below them ours.</summary>
/// <remarks>
/// The raw network stands beside the protocol of the paper's digit tables, in which the last layer is retrained as a linear
/// SVM and subspace alignment chooses its components by the target's test labels; that line of ours is marked, and its
/// subspace alignment called an oracle. Published gaps are recomputed from the published accuracies.
/// Spectre.Console can draw it: <c>AnsiConsole.Write(table)</c>.
/// </remarks>
public sealed class PaperTable : IRenderable
{
    private PaperTable(IReadOnlyList<PaperTableRow> rows) => Rows = rows;

    /// <summary>The lines, experiment after experiment in the order of the paper.</summary>
    public IReadOnlyList<PaperTableRow> Rows { get; }

    /// <summary>Makes the tables of the experiments that the records are of.</summary>
    /// <param name="runs">Records in any order.</param>
    public static PaperTable From(IEnumerable<RunRecord> runs)
    {
        ArgumentNullException.ThrowIfNull(runs);
        var all = runs.ToList();
        var ours = ResultsTable.From(all).Rows
            .GroupBy(r => (r.Experiment, r.Variant, r.Scale, r.Data))
            .ToLookup(g => g.Key.Experiment, g => g.ToList(), StringComparer.Ordinal);
        var order = ours.Select(g => g.Key).OrderBy(e => Index(PublishedResults.Experiments, e)).ThenBy(e => e, StringComparer.Ordinal);
        return new([.. order.SelectMany(e => Published(e).Concat(ours[e].SelectMany(block => Ours(block, all))))]);
    }

    /// <summary>The tables in Markdown, for a README or a notebook.</summary>
    public string ToMarkdown() => PaperTableText.Markdown(Rows);

    /// <summary>The tables in plain HTML that needs no style sheet.</summary>
    public string ToHtml() => PaperTableText.Html(Rows);

    /// <inheritdoc/>
    Measurement IRenderable.Measure(RenderOptions options, int maxWidth) => PaperTableText.Terminal(Rows).Measure(options, maxWidth);

    /// <inheritdoc/>
    IEnumerable<Segment> IRenderable.Render(RenderOptions options, int maxWidth) => PaperTableText.Terminal(Rows).Render(options, maxWidth);

    /// <inheritdoc/>
    public override string ToString() => string.Join(Environment.NewLine, Rows);

    private static IEnumerable<PaperTableRow> Published(string experiment)
    {
        var texts = PublishedResults.All
            .Where(r => r.Experiment == experiment && PaperMethods.OfTables.Contains(r.Method, StringComparer.Ordinal))
            .GroupBy(r => r.Source, StringComparer.Ordinal).ToList();
        var both = texts.Exists(t => t.Key == "ICML") && texts.Exists(t => t.Key == "JMLR");
        // ICML's table is JMLR's; where both have a line, the fuller one stands for both.
        foreach (var text in texts.Where(t => !both || t.Key != "ICML"))
        {
            yield return new PaperTableRow(experiment, both && text.Key == "JMLR" ? "ICML, JMLR" : text.Key, "", [], text.ToDictionary(
                r => r.Method,
                r => new PaperTableCell(r.Accuracy, r.Deviation, IsBound(r.Method) ? null : PublishedResults.GapCovered(r), r.IsFromTable ? "" : "about"),
                StringComparer.Ordinal));
        }
    }

    // Two lines for a block of results: the networks as they are, and the paper's protocol where it was measured.
    private static IEnumerable<PaperTableRow> Ours(List<ResultsRow> block, List<RunRecord> runs)
    {
        var first = block[0];
        var seeds = block.SelectMany(r => r.Seeds).Distinct().Order().ToList();
        yield return new PaperTableRow(first.Experiment, $"ours: {first.Variant}, {first.Scale}", first.Data, seeds, block.ToDictionary(
            r => r.Method,
            r => new PaperTableCell(r.AccuracyMean, r.AccuracyStd, r.IsBound ? null : r.GapCovered, Notes(Unlike(r), SomeSeeds(r.Seeds, seeds))),
            StringComparer.Ordinal));

        var measured = new Dictionary<string, PaperTableCell>(StringComparer.Ordinal);
        var measuredSeeds = block.SelectMany(row => Measured(row, runs).Select(m => m.Seed)).Distinct().Order().ToList();
        foreach (var row in block)
        {
            var values = Measured(row, runs);
            if (values.Count > 0)
            {
                var notes = Notes(row.Method == PaperMethods.SubspaceAlignment ? "oracle" : "", Unlike(row), SomeSeeds([.. values.Select(v => v.Seed)], measuredSeeds));
                List<double> accuracies = [.. values.Select(v => v.Accuracy)];
                measured[row.Method] = new PaperTableCell(accuracies.Average(), ResultsTable.Deviation(accuracies), Note: notes);
            }
        }

        if (measured.Count > 0)
        {
            yield return new PaperTableRow(first.Experiment, $"ours: {first.Variant}, {first.Scale}; last layer an SVM", first.Data, measuredSeeds, WithGaps(measured));
        }
    }

    // What the paper's protocol gave: of subspace alignment the oracle's accuracy, of the others that of the retrained layer.
    private static List<(int Seed, double Accuracy)> Measured(ResultsRow row, List<RunRecord> runs) =>
    [
        .. runs
            .Where(r => r.Experiment == row.Experiment && r.Variant == row.Variant && r.Scale == row.Scale && r.Data == row.Data && r.Method == row.Method)
            .GroupBy(r => r.Seed).Select(same => same.OrderBy(r => r.Started).Last())
            .Select(r => (r.Seed, r.Measures?.GetValueOrDefault(row.Method == PaperMethods.SubspaceAlignment ? Measure.OracleAccuracy : Measure.SvmAccuracy, double.NaN) ?? double.NaN))
            .Where(v => double.IsFinite(v.Item2)).OrderBy(v => v.Seed),
    ];

    private static string Notes(params string[] notes) => string.Join(", ", notes.Where(n => n.Length > 0));

    private static string Unlike(ResultsRow row) => row.Protocol.EndsWith(ResultsTable.Mixed, StringComparison.Ordinal) ? "(mixed runs)" : "";

    // Said where a number is over fewer seeds than its line.
    private static string SomeSeeds(IReadOnlyList<int> own, List<int> line) => own.Count == line.Count ? "" : $"(seeds {Numbers.Seeds(own)} only)";

    private static Dictionary<string, PaperTableCell> WithGaps(Dictionary<string, PaperTableCell> cells) =>
        cells.TryGetValue(PaperMethods.SourceOnly, out var lower) && cells.TryGetValue(PaperMethods.TrainOnTarget, out var upper)
            ? cells.ToDictionary(
                c => c.Key,
                c => IsBound(c.Key) || GapCovered.Of(c.Value.Accuracy, lower.Accuracy, upper.Accuracy) is not (>= -100 and <= 100 and var gap)
                    ? c.Value
                    : c.Value with { GapCovered = gap },
                StringComparer.Ordinal)
            : cells;

    private static bool IsBound(string method) => method is PaperMethods.SourceOnly or PaperMethods.TrainOnTarget;

    private static int Index(IReadOnlyList<string> order, string id) =>
        order.ToList().IndexOf(id) is >= 0 and var index ? index : order.Count;
}
