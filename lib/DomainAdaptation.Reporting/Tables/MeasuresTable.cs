using System.Globalization;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace DomainAdaptation.Reporting;

/// <summary>What tasks other than classification measure: a row for each method, with the mean over its seeds of the headline and of all else that its records hold.</summary>
/// <remarks>Behind ± stands half the 95 % interval over the seeds (Student's t). Spectre.Console can draw it: <c>AnsiConsole.Write(table)</c>.</remarks>
public sealed class MeasuresTable : IRenderable
{
    private MeasuresTable(IReadOnlyList<string> columns, IReadOnlyList<IReadOnlyList<string>> rows) => (Columns, Rows) = (columns, rows);

    /// <summary>What the columns are: <c>method</c>, the headline, the measures, <c>seeds</c>.</summary>
    public IReadOnlyList<string> Columns { get; }

    /// <summary>The cells of each row, as a reader sees them.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Rows { get; }

    /// <summary>Makes the table. A run that is recorded twice counts once, the latest.</summary>
    /// <param name="runs">Records of one experiment, in any order.</param>
    public static MeasuresTable From(IEnumerable<RunRecord> runs)
    {
        ArgumentNullException.ThrowIfNull(runs);
        var all = runs.GroupBy(r => r.Key, StringComparer.Ordinal).Select(same => same.OrderBy(r => r.Started).Last()).ToList();
        List<string> measures = [.. Measure.All.Where(m => all.Exists(r => r.Measures?.ContainsKey(m) == true))];
        var groups = PaperMethods.InOrder(all.GroupBy(r => (r.Experiment, r.Variant, r.Scale, r.Protocol, r.Method)), g => g.Key.Method).ToList();
        bool Differ<T>(Func<(string Experiment, string Variant, string Scale, string Protocol, string Method), T> of) => groups.Select(g => of(g.Key)).Distinct().Count() > 1;
        var several = Differ(k => (k.Experiment, k.Variant, k.Scale, k.Protocol));
        return new(
            ["method", all.Select(r => r.Metric ?? "accuracy").Distinct(StringComparer.Ordinal).ToList() is [var metric] ? metric : "headline", .. measures, "seeds"],
            [
                .. groups.Select(g => (IReadOnlyList<string>)
                [
                    several ? $"{g.Key.Experiment} {g.Key.Variant} {g.Key.Scale} {g.Key.Protocol} {g.Key.Method}" : g.Key.Method,
                    Cell([.. g.Select(r => 100 * r.TargetAccuracy)], "0.0", " %"),
                    .. measures.Select(m => Cell([.. g.Select(r => r.Measures is { } held && held.TryGetValue(m, out var value) ? value : (double?)null).OfType<double>()], "G4", "")),
                    Numbers.Seeds([.. g.Select(r => r.Seed).Order()]),
                ]),
            ]);
    }

    /// <summary>A plain HTML table that needs no style sheet to be read.</summary>
    public string ToHtml() => HtmlTable.Of(Columns, Rows);

    /// <inheritdoc/>
    Measurement IRenderable.Measure(RenderOptions options, int maxWidth) => ((IRenderable)Drawn()).Measure(options, maxWidth);

    /// <inheritdoc/>
    IEnumerable<Segment> IRenderable.Render(RenderOptions options, int maxWidth) => ((IRenderable)Drawn()).Render(options, maxWidth);

    /// <inheritdoc/>
    public override string ToString() => string.Join(Environment.NewLine, Rows.Prepend(Columns).Select(r => string.Join("  ", r)));

    private Table Drawn()
    {
        var table = new Table().Border(TableBorder.Simple);
        foreach (var (name, i) in Columns.Select((c, i) => (c, i)))
        {
            table.AddColumn(i == 0 ? new TableColumn(name).NoWrap() : new TableColumn(name).RightAligned());
        }

        foreach (var row in Rows)
        {
            table.AddRow(row.Select(cell => new Text(cell)));
        }

        return table;
    }

    private static string Cell(IReadOnlyList<double> values, string format, string unit)
    {
        if (values.Count == 0)
        {
            return "";
        }

        var deviation = ResultsTable.Deviation(values);
        var mean = values.Average().ToString(format, CultureInfo.InvariantCulture);
        return (deviation is { } d ? $"{mean} ± {StudentT.HalfWidth(d, values.Count).ToString(format == "G4" ? "G2" : format, CultureInfo.InvariantCulture)}" : mean) + unit;
    }
}
