using System.Globalization;
using System.Net;
using System.Text;
using Deedle;

namespace DomainAdaptation.Notebooks;

/// <summary>Deedle's frames and series as plain tables: numbers to the right, the largest accuracy of a column bold.</summary>
internal static class FrameHtml
{
    private const int MostRows = 50, MostColumns = 20;

    public static string Of(IFrame frame) => frame.Apply(new ToTable());

    public static string Of<TKey>(ISeries<TKey> series)
        where TKey : notnull
    {
        var cells = series.Index.KeySequence.Select(key => (Key: Text(key), Value: series.TryGetObject(key))).ToList();
        return Table("", ["value"], [.. cells.Take(MostRows).Select(c => c.Key)], [[.. cells.Take(MostRows).Select(c => c.Value.HasValue ? c.Value.Value : null)]], cells.Count, 1);
    }

    private static string Table(string corner, IReadOnlyList<string> columns, IReadOnlyList<string> rows, IReadOnlyList<IReadOnlyList<object?>> values, int allRows, int allColumns)
    {
        var html = new StringBuilder("<table><thead><tr><th>").Append(WebUtility.HtmlEncode(corner)).Append("</th>");
        columns.ToList().ForEach(c => html.Append("<th style=\"text-align:right\">").Append(WebUtility.HtmlEncode(c)).Append("</th>"));
        html.Append("</tr></thead><tbody>");
        for (var r = 0; r < rows.Count; r++)
        {
            html.Append("<tr><th style=\"text-align:left\">").Append(WebUtility.HtmlEncode(rows[r])).Append("</th>");
            for (var c = 0; c < columns.Count; c++)
            {
                var value = values[c][r];
                var text = WebUtility.HtmlEncode(Text(value));
                html.Append("<td style=\"text-align:").Append(value is string ? "left" : "right").Append("\">").Append(IsBest(columns[c], value, values[c]) ? $"<b>{text}</b>" : text).Append("</td>");
            }

            html.Append("</tr>");
        }

        html.Append("</tbody></table>");
        return allRows > rows.Count || allColumns > columns.Count
            ? html.Append(CultureInfo.InvariantCulture, $"<p>{rows.Count} of {allRows} rows, {columns.Count} of {allColumns} columns.</p>").ToString()
            : html.ToString();
    }

    // Only of what is the better the larger it is.
    private static bool IsBest(string column, object? value, IReadOnlyList<object?> all) =>
        column.Contains("accuracy", StringComparison.OrdinalIgnoreCase) && !column.Contains("std", StringComparison.Ordinal)
        && value is double number && all.Count > 1 && number == all.OfType<double>().Where(double.IsFinite).DefaultIfEmpty(double.NaN).Max();

    private static string Text(object? value) => value switch
    {
        null => "",
        double.NaN => "",
        double number => number.ToString("0.####", CultureInfo.InvariantCulture),
        float number => number.ToString("0.####", CultureInfo.InvariantCulture),
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    private sealed class ToTable : IFrameOperation<string>
    {
        public string Invoke<TRow, TColumn>(Frame<TRow, TColumn> frame)
        {
            var rows = frame.RowKeys.Take(MostRows).ToList();
            var columns = frame.ColumnKeys.Take(MostColumns).ToList();
            var values = columns.Select(c =>
            {
                var column = frame.GetColumn<object>(c);
                return (IReadOnlyList<object?>)[.. rows.Select(r => column.TryGet(r) is { HasValue: true } cell ? cell.Value : null)];
            });
            return Table("", [.. columns.Select(c => Text(c))], [.. rows.Select(r => Text(r))], [.. values], frame.RowCount, frame.ColumnCount);
        }
    }
}
