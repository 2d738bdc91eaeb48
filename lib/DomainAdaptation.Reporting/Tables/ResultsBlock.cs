namespace DomainAdaptation.Reporting;

/// <summary>Rows that are read together: the methods of one experiment, variant, scale and copy of the data.</summary>
internal sealed record ResultsBlock(string Experiment, string Variant, string Scale, string Data, IReadOnlyList<ResultsRow> Rows)
{
    /// <summary>The columns for a reader; one that is empty in all rows of a table is not shown.</summary>
    public static IReadOnlyList<ResultsColumn> Columns { get; } =
    [
        new("method", Method, IsText: true),
        new("accuracy", r => Numbers.Accuracy(r.AccuracyMean, r.AccuracyStd), IsAccuracy: true),
        new("95 %", r => r.AccuracyInterval is { } half ? "± " + Numbers.Percent(half, "0.0") : ""),
        new("published", Published),
        new("gap covered", Gap),
        new("published gap", PublishedGap),
        new("seeds", r => Numbers.Seeds(r.Seeds)),
        new("source", r => r.Published is { } p ? $"{p.Source}, {p.Table}" : "", IsText: true),
    ];

    /// <summary>What stands above the rows.</summary>
    public string Title => $"{Experiment} · {Variant} · {Scale}" + (Rows[0].Metric is { } metric ? $" · for accuracy read {metric}" : "");

    /// <summary>Cuts a table, whose rows are in order, into blocks.</summary>
    public static IReadOnlyList<ResultsBlock> Of(IReadOnlyList<ResultsRow> rows) =>
        [.. rows.GroupBy(r => (r.Experiment, r.Variant, r.Scale, r.Data)).Select(g => new ResultsBlock(g.Key.Experiment, g.Key.Variant, g.Key.Scale, g.Key.Data, [.. g]))];

    /// <summary>The method, and the protocol where it is not the usual one.</summary>
    public static string Method(ResultsRow row) => row.Protocol == "last-epoch" ? row.Method : $"{row.Method} ({row.Protocol})";

    /// <summary>The published accuracy, its gap recomputed, and its source; <c>≈</c> marks one that stands in no table.</summary>
    public static string Published(ResultsRow row) =>
        row.Published is not { } p ? "" : (p.IsFromTable ? "" : "≈ ") + Numbers.Accuracy(p.Accuracy, p.Deviation);

    /// <summary>The share of the gap that the published method covers; the bounds cover 0 and 1 by definition, which says nothing.</summary>
    public static string PublishedGap(ResultsRow row) =>
        !row.IsBound && row.Published is { } p ? Numbers.Gap(PublishedResults.GapCovered(p)) : "";

    /// <summary>Our share of the gap, empty for the bounds.</summary>
    public static string Gap(ResultsRow row) => row.IsBound ? "" : Numbers.Gap(row.GapCovered);
}
