namespace DomainAdaptation.Reporting;

/// <summary>Every cell of the paper's tables that a method here can fill: version 1's, and those of ICML and JMLR, each with a verdict.</summary>
public sealed class VerdictTable
{
    private VerdictTable(IReadOnlyList<VerdictRow> rows) => Rows = rows;

    /// <summary>The cells, experiments in the order of the paper's tables; those without runs too.</summary>
    public IReadOnlyList<VerdictRow> Rows { get; }

    /// <summary>The lines that sum up the paper: DANN of each experiment of the last text (JMLR 2016), where there are runs.</summary>
    public IReadOnlyList<VerdictRow> Main => [.. Rows.Where(r => r.IsMain && r.Ours is not null)];

    /// <summary>Makes the table. Runs of the scale <see cref="Scale.Smoke"/> do not count.</summary>
    /// <param name="runs">Records in any order.</param>
    public static VerdictTable From(IEnumerable<RunRecord> runs)
    {
        var records = runs as IReadOnlyList<RunRecord> ?? [.. runs];
        var ours = ResultsTable.From(records).Rows
            .Where(r => r.Protocol.StartsWith("last-epoch", StringComparison.Ordinal) && r.Scale != RunRecord.NameOf(Scale.Smoke))
            .ToLookup(r => (r.Experiment, r.Method, r.Variant));
        return new([.. from experiment in PublishedExperiment.All from cell in Cells(experiment) select Row(experiment, cell, ours, records)]);
    }

    /// <summary>The whole table in Markdown.</summary>
    public string ToMarkdown() => VerdictText.Markdown(VerdictText.Columns, Rows.Select(r => r.Cells));

    /// <summary>The table of <see cref="Main"/> in Markdown.</summary>
    public string MainMarkdown() => VerdictText.Markdown(VerdictText.MainColumns, Main.Select(r => r.MainCells));

    /// <summary>The whole table in plain HTML; over each verdict hovers the command line that runs the cell again.</summary>
    public string ToHtml() => VerdictText.Html(Rows);

    /// <summary>The whole table as JSON: an array of objects, accuracies as fractions, with protocol, data and command line; what was not measured is absent.</summary>
    public string ToJson() => VerdictText.Json(Rows);

    /// <inheritdoc/>
    public override string ToString() => string.Join(Environment.NewLine, Rows);

    // A number that several texts print is one cell; an experiment that is said to fail has one of DANN beside the number without adaptation.
    private static IEnumerable<(PublishedResult Published, string Method, string Texts)> Cells(PublishedExperiment experiment) =>
        from result in PublishedResults.All
        where result.Experiment == experiment.Id && PaperMethods.OfTables.Contains(result.Method, StringComparer.Ordinal)
        let method = result.IsFromTable ? result.Method : PaperMethods.Dann
        group result by (method, result.Accuracy) into same
        let last = PublishedResults.Find(experiment.Id, same.First().Method).First(r => r.Accuracy == same.Key.Accuracy)
        orderby PaperMethods.RankOf(same.Key.method), last.Source == "JMLR" ? 0 : 1
        select (last, same.Key.method, string.Join(", ", same.Select(r => r.Source).Order(StringComparer.Ordinal)));

    private static VerdictRow Row(
        PublishedExperiment experiment, (PublishedResult Published, string Method, string Texts) cell, ILookup<(string, string, string), ResultsRow> ours, IReadOnlyList<RunRecord> runs)
    {
        var row = ours[(experiment.Id, cell.Method, experiment.Recipe)]
            .OrderBy(r => r.Scale == RunRecord.NameOf(Scale.Paper) ? 0 : 1).ThenByDescending(r => r.Seeds.Count).ThenBy(r => r.Data, StringComparer.Ordinal)
            .FirstOrDefault();
        var made = runs.Where(r => row is not null && r.Experiment == row.Experiment && r.Method == row.Method && r.Variant == row.Variant && r.Scale == row.Scale && r.Data == row.Data && r.Protocol == "last-epoch").ToList();
        return new(
            experiment.Title,
            cell.Method,
            cell.Published,
            cell.Texts,
            Replications.Find(experiment.Id, cell.Method),
            row,
            made.Count > 0 ? made.Average(r => r.WallSeconds / 60) : null,
            experiment.Gap,
            experiment.Command(cell.Method, row?.Scale ?? RunRecord.NameOf(Scale.Paper), row is null ? "1..3" : Numbers.Seeds(row.Seeds), made.FirstOrDefault()?.Options.Precision ?? Precision.Float32));
    }
}
