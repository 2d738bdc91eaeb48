using System.Globalization;
using System.Text;

namespace DomainAdaptation.Reporting;

/// <summary>Results as CSV (RFC 4180, with line feeds).</summary>
internal static class ResultsCsv
{
    private static readonly string[] Columns =
        ["experiment", "method", "variant", "scale", "protocol", "data", "seeds", "accuracy_mean", "accuracy_std", "accuracy_interval", "gap_covered", "published", "published_source", "metric"];

    public static string Of(IReadOnlyList<ResultsRow> rows)
    {
        var csv = new StringBuilder();
        csv.AppendJoin(',', Columns).Append('\n');
        foreach (var r in rows)
        {
            string[] cells =
            [
                r.Experiment, r.Method, r.Variant, r.Scale, r.Protocol, r.Data,
                string.Join(' ', r.Seeds.Select(s => s.ToString(CultureInfo.InvariantCulture))),
                Numbers.Fraction(r.AccuracyMean), Optional(r.AccuracyStd), Optional(r.AccuracyInterval), Optional(r.GapCovered),
                Optional(r.Published?.Accuracy), r.Published?.Source ?? "", r.Metric ?? "accuracy",
            ];
            csv.AppendJoin(',', cells.Select(Quote)).Append('\n');
        }

        return csv.ToString();
    }

    private static string Optional(double? value) => value is { } v ? Numbers.Fraction(v) : "";

    private static string Quote(string cell) =>
        cell.AsSpan().ContainsAny("\",\r\n") ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : cell;
}
