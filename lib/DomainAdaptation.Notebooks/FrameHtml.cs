using System.Globalization;
using System.Net;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;
using Deedle;
using Deedle.Internal;

namespace DomainAdaptation.Notebooks;

/// <summary>Deedle's frames and series as plain tables: numbers to the right, the largest accuracy of a column bold.</summary>
internal static class FrameHtml
{
    private const int MostRows = 50, MostColumns = 20;

    public static string Of(IFrame frame) => frame.Apply(new ToTable());

    /// <summary>A series with keys of any type, which what all series have in common does not name.</summary>
    public static string Of(ISeriesFormattable series)
    {
        var keys = series.GetType().GetInterfaces().First(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(ISeries<>)).GetGenericArguments();
        return (string)typeof(FrameHtml).GetMethod(nameof(OfSeries), BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(keys).Invoke(null, BindingFlags.DoNotWrapExceptions, null, [series], null)!;
    }

    private static string OfSeries<TKey>(ISeries<TKey> series)
        where TKey : notnull
    {
        var keys = series.Index.KeySequence.Take(MostRows).ToList();
        return Table("", ["value"], [.. keys.Select(k => Key(k))], [[.. keys.Select(k => series.TryGetObject(k) is { HasValue: true } cell ? cell.Value : null)]], (int)series.Index.KeyCount, 1);
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
        float.NaN => "",
        double number => Digits.Text(number),
        float number => Digits.Text(number),
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    // Two keys that differ must not look alike: numbers with all their digits.
    private static string Key(object key) => key switch
    {
        double or float => ((IFormattable)key).ToString(null, CultureInfo.InvariantCulture),
        DateTime time => time.ToString(time.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd" : "yyyy-MM-dd HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture),
        ITuple parts => "(" + string.Join(", ", Enumerable.Range(0, parts.Length).Select(i => parts[i] is { } part ? Key(part) : "")) + ")",
        _ => Text(key),
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
            return Table("", [.. columns.Select(c => Key(c!))], [.. rows.Select(r => Key(r!))], [.. values], frame.RowCount, frame.ColumnCount);
        }
    }
}
