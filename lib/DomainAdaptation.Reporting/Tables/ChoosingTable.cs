using System.Net;
using System.Text;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace DomainAdaptation.Reporting;

/// <summary>
/// What every score that needs no target labels would have chosen, beside the last epoch and the oracle: the target accuracy of its choice,
/// its regret (how far below the oracle), and its rank correlation with the target accuracy.
/// </summary>
/// <remarks>Spectre.Console can draw it: <c>AnsiConsole.Write(table)</c>.</remarks>
public sealed class ChoosingTable : IRenderable
{
    private ChoosingTable(string of, IReadOnlyList<ChoosingRow> rows) => (Of, Rows) = (of, rows);

    internal static IReadOnlyList<string> Columns { get; } = ["chosen by", "times", "target accuracy", "regret (points)", "worst regret", "rank correlation"];

    /// <summary>What was chosen among.</summary>
    public string Of { get; }

    /// <summary>The ways to choose: the last epoch first, the scores by their regret, the oracle last.</summary>
    public IReadOnlyList<ChoosingRow> Rows { get; }

    /// <summary>Choosing the epoch: the mean over the trainings whose epochs were scored.</summary>
    /// <param name="runs">Records of any experiments and methods; one that has no scores is left out, and so is one that was trained on labels of the target.</param>
    public static ChoosingTable OfEpochs(IEnumerable<RunRecord> runs)
    {
        ArgumentNullException.ThrowIfNull(runs);
        var trainings = runs.Where(WithoutTargetLabels).Select(Choice.OfEpochs).Where(c => c.Count > 0).ToList();
        return new($"the epochs of {trainings.Count} trainings", Mean(trainings));
    }

    /// <summary>Choosing the setting, the recipe or the method by the scores of the last epoch: one choice among the runs of each experiment, scale and seed.</summary>
    /// <param name="runs">Records; one that has no scores is left out, and so is one that was trained on labels of the target.</param>
    public static ChoosingTable OfRuns(IEnumerable<RunRecord> runs)
    {
        ArgumentNullException.ThrowIfNull(runs);
        var groups = runs.Where(WithoutTargetLabels).GroupBy(r => (r.Experiment, r.Scale, r.Seed)).Select(g => Choice.OfRuns(g)).Where(c => c.Count > 0).ToList();
        return new($"the runs of {groups.Count} sets", Mean(groups));
    }

    /// <summary>The table in Markdown.</summary>
    public string ToMarkdown()
    {
        var text = new StringBuilder().Append("| ").AppendJoin(" | ", Columns).Append(" |\n|---|---:|---:|---:|---:|---:|\n");
        foreach (var row in Rows)
        {
            text.Append("| ").AppendJoin(" | ", row.Cells).Append(" |\n");
        }

        return text.ToString();
    }

    /// <summary>A plain HTML table that needs no style sheet to be read.</summary>
    public string ToHtml()
    {
        var text = new StringBuilder("<table>\n<thead><tr>");
        text.AppendJoin("", Columns.Select(c => $"<th>{WebUtility.HtmlEncode(c)}</th>")).Append("</tr></thead>\n<tbody>\n");
        foreach (var row in Rows)
        {
            text.Append("<tr>").AppendJoin("", row.Cells.Select((c, i) => $"<td{(i == 0 ? "" : " style=\"text-align:right\"")}>{WebUtility.HtmlEncode(c)}</td>")).Append("</tr>\n");
        }

        return text.Append("</tbody>\n</table>\n").ToString();
    }

    /// <inheritdoc/>
    Measurement IRenderable.Measure(RenderOptions options, int maxWidth) => Drawing().Measure(options, maxWidth);

    /// <inheritdoc/>
    IEnumerable<Segment> IRenderable.Render(RenderOptions options, int maxWidth) => Drawing().Render(options, maxWidth);

    /// <inheritdoc/>
    public override string ToString() => string.Join(Environment.NewLine, Rows);

    // Who trains on target labels need not choose without them.
    private static bool WithoutTargetLabels(RunRecord run) => PaperMethods.LabelsOf(run.Method) == LabelsSeen.Source;

    private static List<ChoosingRow> Mean(List<IReadOnlyList<Choice>> choices)
    {
        var rows = choices.SelectMany(c => c).GroupBy(c => c.By, StringComparer.Ordinal).Select(g => new ChoosingRow(
            g.Key, g.Count(), g.Average(c => c.TargetAccuracy), g.Average(c => c.Regret), g.Max(c => c.Regret), g.Average(c => c.RankCorrelation)));
        return [.. rows.OrderBy(r => r.By == Choice.LastEpoch ? 0 : r.By == Choice.BestOnTarget ? 2 : 1).ThenBy(r => r.Regret)];
    }

    private IRenderable Drawing()
    {
        if (Rows.Count == 0)
        {
            return new Text("No scores in these records: they are older than the scores, or nothing was trained.\n");
        }

        var table = new Table().Border(TableBorder.Simple);
        foreach (var (column, i) in Columns.Select((c, i) => (c, i)))
        {
            var header = new TableColumn(column.Replace(' ', '\n')).NoWrap().Padding(0, 0, 1, 0);
            table.AddColumn(i == 0 ? header : header.RightAligned());
        }

        foreach (var row in Rows)
        {
            table.AddRow(row.Cells.Select(c => new Text(c)));
        }

        return new Rows(new Text($"Choosing among {Of}", new Style(decoration: Decoration.Bold)), table);
    }
}
