using System.Net;

namespace DomainAdaptation.Reporting;

/// <summary>A plain HTML table that needs no style sheet: the first column to the left, the others to the right.</summary>
internal static class HtmlTable
{
    public static string Of(IEnumerable<string> columns, IEnumerable<IReadOnlyList<string>> rows) =>
        $"<table>\n<thead><tr>{Cells(columns, "th")}</tr></thead>\n<tbody>\n{string.Concat(rows.Select(r => $"<tr>{Cells(r, "td")}</tr>\n"))}</tbody>\n</table>\n";

    private static string Cells(IEnumerable<string> cells, string tag) =>
        string.Concat(cells.Select((c, i) => $"<{tag} style=\"text-align:{(i == 0 ? "left" : "right")};white-space:normal\">{WebUtility.HtmlEncode(c)}</{tag}>"));
}
