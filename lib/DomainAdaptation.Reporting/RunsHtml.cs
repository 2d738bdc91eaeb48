using System.Globalization;
using System.Net;
using System.Text;

namespace DomainAdaptation.Reporting;

/// <summary>The runs behind a table, one a line, folded away.</summary>
internal static class RunsHtml
{
    /// <summary>What the columns of the table mean.</summary>
    public const string TableNote =
        "Accuracy on the target’s test split: mean ± sample standard deviation over the seeds, last epoch unless said otherwise. "
        + "Gap covered: the way from source-only (0 %) to train-on-target (100 %). The published gaps are recomputed from the published accuracies. "
        + "Bold: the best adapted result.";

    public static string Of(IReadOnlyList<RunRecord> runs)
    {
        var html = new StringBuilder("<details><summary>").Append(CultureInfo.InvariantCulture, $"{runs.Count} runs</summary>\n<div class=\"wide\">\n<table>\n<thead><tr>");
        foreach (var column in new[] { "experiment", "method", "variant", "scale", "seed", "target accuracy", "epochs", "seconds", "device", "weights" })
        {
            html.Append("<th scope=\"col\">").Append(column).Append("</th>");
        }

        html.Append("</tr></thead>\n<tbody>\n");
        foreach (var run in runs)
        {
            string[] cells =
            [
                run.Experiment, run.Method, run.Variant, run.Scale, run.Seed.ToString(CultureInfo.InvariantCulture), Numbers.Percent(run.TargetAccuracy),
                run.Epochs.Count.ToString(CultureInfo.InvariantCulture), run.WallSeconds.ToString("0", CultureInfo.InvariantCulture), run.Device,
                run.WeightsSha256.Length > 8 ? run.WeightsSha256[..8] : run.WeightsSha256,
            ];
            html.Append("<tr>").AppendJoin("", cells.Select(c => $"<td>{WebUtility.HtmlEncode(c)}</td>")).Append("</tr>\n");
        }

        return html.Append("</tbody>\n</table>\n</div></details>\n").ToString();
    }
}
