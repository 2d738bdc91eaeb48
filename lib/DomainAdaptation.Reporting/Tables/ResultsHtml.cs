using System.Globalization;
using System.Net;
using System.Text;

namespace DomainAdaptation.Reporting;

/// <summary>Results as an HTML table, legible without a style sheet.</summary>
internal static class ResultsHtml
{
    public static string Of(IReadOnlyList<ResultsRow> rows)
    {
        var best = ResultsTable.Best(rows);
        var columns = ResultsBlock.Columns.Where(c => rows.Count == 0 || rows.Any(r => c.Cell(r).Length > 0)).ToList();
        var html = new StringBuilder("<table class=\"results\">\n<thead><tr>");
        foreach (var column in columns)
        {
            html.Append(CultureInfo.InvariantCulture, $"<th scope=\"col\" style=\"{Align(column)}\">{column.Name}</th>");
        }

        html.Append("</tr></thead>\n");
        foreach (var block in ResultsBlock.Of(rows))
        {
            html.Append(CultureInfo.InvariantCulture, $"<tbody>\n<tr><th scope=\"rowgroup\" colspan=\"{columns.Count}\" style=\"text-align:left\">{Text(block.Title)}<br><small>{Text(block.Data)}</small></th></tr>\n");
            foreach (var row in block.Rows)
            {
                Append(html, columns, row, best.Contains(row));
            }

            html.Append("</tbody>\n");
        }

        return html.Append("</table>\n").ToString();
    }

    private static void Append(StringBuilder html, IEnumerable<ResultsColumn> columns, ResultsRow row, bool best)
    {
        html.Append("<tr>");
        foreach (var column in columns)
        {
            var text = Text(column.Cell(row));
            html.Append(CultureInfo.InvariantCulture, $"<td style=\"{Align(column)};white-space:nowrap\">{(best && column.IsAccuracy ? $"<b>{text}</b>" : text)}</td>");
        }

        html.Append("</tr>\n");
    }

    private static string Align(ResultsColumn column) => column.IsText ? "text-align:left" : "text-align:right";

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
