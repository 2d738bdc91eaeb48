using System.Globalization;
using System.Net;
using System.Text;

namespace DomainAdaptation.Reporting;

/// <summary>Results as an HTML table, legible without a style sheet.</summary>
internal static class ResultsHtml
{
    private static readonly string[] Columns = ["method", "accuracy", "published", "gap covered", "published gap", "seeds", "source"];

    public static string Of(IReadOnlyList<ResultsRow> rows)
    {
        var best = ResultsTable.Best(rows);
        var html = new StringBuilder("<table class=\"results\">\n<thead><tr>");
        foreach (var column in Columns)
        {
            html.Append(CultureInfo.InvariantCulture, $"<th scope=\"col\" style=\"{Align(column)}\">{column}</th>");
        }

        html.Append("</tr></thead>\n");
        foreach (var block in ResultsBlock.Of(rows))
        {
            html.Append(CultureInfo.InvariantCulture, $"<tbody>\n<tr><th scope=\"rowgroup\" colspan=\"{Columns.Length}\" style=\"text-align:left\">{Text(block.Title)}<br><small>{Text(block.Data)}</small></th></tr>\n");
            foreach (var row in block.Rows)
            {
                Append(html, row, best.Contains(row));
            }

            html.Append("</tbody>\n");
        }

        return html.Append("</table>\n").ToString();
    }

    private static void Append(StringBuilder html, ResultsRow row, bool best)
    {
        var accuracy = Text(Numbers.Accuracy(row.AccuracyMean, row.AccuracyStd));
        string[] cells =
        [
            Text(ResultsBlock.Method(row)),
            best ? $"<b>{accuracy}</b>" : accuracy,
            Text(ResultsBlock.Published(row)),
            Text(ResultsBlock.Gap(row)),
            Text(ResultsBlock.PublishedGap(row)),
            Text(Numbers.Seeds(row.Seeds)),
            Text(row.Published is { } p ? $"{p.Source}, {p.Table}" : ""),
        ];
        html.Append("<tr>");
        for (var i = 0; i < cells.Length; i++)
        {
            html.Append(CultureInfo.InvariantCulture, $"<td style=\"{Align(Columns[i])};white-space:nowrap\">{cells[i]}</td>");
        }

        html.Append("</tr>\n");
    }

    private static string Align(string column) => column is "method" or "source" ? "text-align:left" : "text-align:right";

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
