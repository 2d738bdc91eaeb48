using System.Globalization;
using System.Net;
using System.Text;

namespace DomainAdaptation.Reporting;

/// <summary>The runs behind a table, one a line, folded away.</summary>
internal static class RunsHtml
{
    /// <summary>What the columns of the table of some runs mean, and where its numbers mean nothing.</summary>
    public static string TableNote(IReadOnlyList<RunRecord> runs)
    {
        var rows = ResultsTable.From(runs).Rows;
        var hasPublished = rows.Any(r => r.Published is not null);
        var hasMixed = rows.Any(r => r.Protocol.EndsWith(ResultsTable.Mixed, StringComparison.Ordinal));
        var hasSmoke = runs.Any(r => r.Scale == RunRecord.NameOf(Scale.Smoke));
        return (hasSmoke ? "Runs of the scale smoke take too few steps for their numbers to mean anything. " : "")
            + (runs.FirstOrDefault(r => r.Metric is not null)?.Metric is { } metric ? $"In place of accuracy: {metric}. " : "")
            + "Accuracy on the target’s test split: mean ± sample standard deviation over the seeds, last epoch unless said otherwise. "
            + (hasMixed ? "Mixed runs: a mean over runs of unlike settings or data, which says little. " : "")
            + "Gap covered: the way from source-only (0 %) to train-on-target (100 %). "
            + (hasPublished ? "The published gaps are recomputed from the published accuracies. " : "")
            + "Bold: the best adapted result.";
    }

    public static string Of(IReadOnlyList<RunRecord> runs)
    {
        (string Name, Func<RunRecord, string> Cell)[] all =
        [
            ("experiment", r => r.Experiment), ("method", r => r.Method), ("variant", r => r.Variant), ("scale", r => r.Scale),
            ("seed", r => r.Seed.ToString(CultureInfo.InvariantCulture)), (runs is [{ Metric: { } metric }, ..] ? metric : "target accuracy", r => Numbers.Percent(r.TargetAccuracy)),
            ("epochs", r => r.Epochs.Count.ToString(CultureInfo.InvariantCulture)), ("seconds", r => r.WallSeconds.ToString("0", CultureInfo.InvariantCulture)),
            ("device", r => r.Device), ("weights", r => r.WeightsSha256.Length > 8 ? r.WeightsSha256[..8] : r.WeightsSha256),
        ];
        var columns = all.Where(c => runs.Any(r => c.Cell(r).Length > 0)).ToList();
        var html = new StringBuilder("<details><summary>").Append(CultureInfo.InvariantCulture, $"{runs.Count} runs</summary>\n<div class=\"wide\">\n<table>\n<thead><tr>");
        columns.ForEach(c => html.Append(CultureInfo.InvariantCulture, $"<th scope=\"col\">{c.Name}</th>"));
        html.Append("</tr></thead>\n<tbody>\n");
        foreach (var run in runs)
        {
            html.Append("<tr>").AppendJoin("", columns.Select(c => $"<td>{WebUtility.HtmlEncode(c.Cell(run))}</td>")).Append("</tr>\n");
        }

        return html.Append("</tbody>\n</table>\n</div></details>\n").ToString();
    }
}
