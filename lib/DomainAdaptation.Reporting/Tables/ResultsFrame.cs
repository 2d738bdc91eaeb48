using Deedle;

namespace DomainAdaptation.Reporting;

/// <summary>Results as a Deedle frame.</summary>
internal static class ResultsFrame
{
    public static Frame<string, string> Of(IReadOnlyList<ResultsRow> rows)
    {
        var keys = Keys(rows);
        Series<string, T> Column<T>(Func<ResultsRow, T> cell) => new(keys, rows.Select(cell));

        // Deedle takes NaN for a missing value, which is what it is.
        return new FrameBuilder.Columns<string, string>
        {
            { "experiment", Column(r => r.Experiment) },
            { "method", Column(r => r.Method) },
            { "variant", Column(r => r.Variant) },
            { "scale", Column(r => r.Scale) },
            { "protocol", Column(r => r.Protocol) },
            { "data", Column(r => r.Data) },
            { "seeds", Column(r => Numbers.Seeds(r.Seeds)) },
            { "accuracy_mean", Column(r => r.AccuracyMean) },
            { "accuracy_std", Column(r => r.AccuracyStd ?? double.NaN) },
            { "accuracy_interval", Column(r => r.AccuracyInterval ?? double.NaN) },
            { "gap_covered", Column(r => r.GapCovered ?? double.NaN) },
            { "published", Column(r => r.Published?.Accuracy ?? double.NaN) },
            { "published_source", Column(r => r.Published?.Source ?? "") },
            { "metric", Column(r => r.Metric ?? "accuracy") },
        }.Frame;
    }

    // Keys are as short as they can be: protocol and data only where rows would otherwise be called the same.
    private static List<string> Keys(IReadOnlyList<ResultsRow> rows)
    {
        static string Short(ResultsRow r) => $"{r.Experiment} {r.Variant} {r.Scale} {r.Method}";
        var counts = rows.CountBy(Short).ToDictionary(StringComparer.Ordinal);
        return [.. rows.Select(r => counts[Short(r)] == 1 ? Short(r) : $"{Short(r)} {r.Protocol} {r.Data}")];
    }
}
