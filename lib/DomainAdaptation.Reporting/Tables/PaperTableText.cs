using System.Globalization;
using System.Net;
using System.Text;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace DomainAdaptation.Reporting;

/// <summary>The paper's tables as text: Markdown, HTML, and for a terminal.</summary>
internal static class PaperTableText
{
    public static string Markdown(IReadOnlyList<PaperTableRow> rows)
    {
        var text = new StringBuilder();
        foreach (var table in Tables(rows))
        {
            text.Append("| experiment | from | ").AppendJoin(" | ", table.Methods).Append(" | seeds |\n|---|---|")
                .Insert(text.Length, "---:|", table.Methods.Count).Append("---|\n");
            foreach (var row in table.Rows)
            {
                text.Append(CultureInfo.InvariantCulture, $"| {row.Experiment} | {row.Origin} | ")
                    .AppendJoin(" | ", table.Methods.Select(m => Cell(row, m))).Append(CultureInfo.InvariantCulture, $" | {Numbers.Seeds(row.Seeds)} |\n");
            }

            text.Append('\n');
        }

        return text.ToString();
    }

    public static string Html(IReadOnlyList<PaperTableRow> rows)
    {
        var html = new StringBuilder();
        foreach (var table in Tables(rows))
        {
            html.Append("<table class=\"paper\">\n<thead><tr><th scope=\"col\" style=\"text-align:left\">from</th>");
            foreach (var method in table.Methods)
            {
                html.Append(CultureInfo.InvariantCulture, $"<th scope=\"col\" style=\"text-align:right\">{method}</th>");
            }

            html.Append("<th scope=\"col\" style=\"text-align:right\">seeds</th></tr></thead>\n");
            foreach (var experiment in table.Rows.GroupBy(r => r.Experiment, StringComparer.Ordinal))
            {
                html.Append(CultureInfo.InvariantCulture, $"<tbody>\n<tr><th scope=\"rowgroup\" colspan=\"{table.Methods.Count + 2}\" style=\"text-align:left\">{experiment.Key}</th></tr>\n");
                foreach (var row in experiment)
                {
                    html.Append(CultureInfo.InvariantCulture, $"<tr><td title=\"{WebUtility.HtmlEncode(row.Data)}\">{WebUtility.HtmlEncode(row.Origin)}</td>");
                    foreach (var method in table.Methods)
                    {
                        html.Append(CultureInfo.InvariantCulture, $"<td style=\"text-align:right;white-space:nowrap\">{WebUtility.HtmlEncode(Cell(row, method))}</td>");
                    }

                    html.Append(CultureInfo.InvariantCulture, $"<td style=\"text-align:right\">{Numbers.Seeds(row.Seeds)}</td></tr>\n");
                }

                html.Append("</tbody>\n");
            }

            html.Append("</table>\n");
        }

        return html.ToString();
    }

    // Narrow enough for a terminal: one line a method, one column a text.
    public static IRenderable Terminal(IReadOnlyList<PaperTableRow> rows)
    {
        if (rows.Count == 0)
        {
            return new Text("No results yet.\n");
        }

        var drawings = new List<IRenderable>();
        foreach (var experiment in rows.GroupBy(r => r.Experiment, StringComparer.Ordinal))
        {
            drawings.Add(new Text(experiment.Key, new Style(decoration: Decoration.Bold)));
            foreach (var row in experiment)
            {
                drawings.Add(new Text($"  {row.Origin}{(row.IsPublished ? "" : $" (seeds {Numbers.Seeds(row.Seeds)})")}", row.IsPublished ? Style.Plain : new Style(decoration: Decoration.Bold)));
                drawings.Add(new Padder(new Text(string.Join("\n", PaperMethods.InOrder(row.Cells.Keys, m => m).Select(m => $"{m,-22} {row.Cells[m]}"))), new Padding(4, 0, 0, 0)));
            }

            drawings.Add(new Text(""));
        }

        return new Rows(drawings);
    }

    private static string Cell(PaperTableRow row, string method) => row.Cells.TryGetValue(method, out var cell) ? cell.ToString() : "";

    // The semi-supervised figure has methods that no table has.
    private static IEnumerable<(IReadOnlyList<string> Methods, List<PaperTableRow> Rows)> Tables(IReadOnlyList<PaperTableRow> rows)
    {
        var wide = rows.Where(r => r.Cells.Keys.Any(m => !PaperMethods.OfTables.Contains(m, StringComparer.Ordinal))).Select(r => r.Experiment).ToHashSet(StringComparer.Ordinal);
        var groups = rows.ToLookup(r => wide.Contains(r.Experiment));
        foreach (var semiSupervised in new[] { false, true })
        {
            if (groups[semiSupervised].Any())
            {
                List<PaperTableRow> lines = [.. groups[semiSupervised]];
                yield return ([.. PaperMethods.InOrder(lines.SelectMany(r => r.Cells.Keys).Distinct(StringComparer.Ordinal), m => m)], lines);
            }
        }
    }
}
