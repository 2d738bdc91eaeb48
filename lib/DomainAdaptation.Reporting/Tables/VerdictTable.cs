using System.Text;

namespace DomainAdaptation.Reporting;

/// <summary>The experiments of the paper's last text (JMLR 2016) in a line each: what is published of DANN, what ours reaches, and what that says.</summary>
public sealed class VerdictTable
{
    private VerdictTable(IReadOnlyList<VerdictRow> rows) => Rows = rows;

    /// <summary>The lines, in the order of the paper's tables.</summary>
    public IReadOnlyList<VerdictRow> Rows { get; }

    /// <summary>Makes the table of the experiments that the records are of. Runs of the scale <see cref="Scale.Smoke"/> do not count.</summary>
    /// <param name="runs">Records in any order.</param>
    public static VerdictTable From(IEnumerable<RunRecord> runs)
    {
        var rows = ResultsTable.From(runs).Rows.ToLookup(r => r.Experiment, StringComparer.Ordinal);
        return new([.. JournalExperiment.All.SelectMany(e => Ours(e, rows[e.Id]))]);
    }

    /// <summary>The table in Markdown.</summary>
    public string ToMarkdown()
    {
        var text = new StringBuilder("| experiment | paper | ours | verdict |\n|---|---:|---:|---|\n");
        foreach (var row in Rows)
        {
            text.Append("| ").AppendJoin(" | ", row.Cells).Append(" |\n");
        }

        return text.ToString();
    }

    /// <inheritdoc/>
    public override string ToString() => string.Join(Environment.NewLine, Rows);

    private static IEnumerable<VerdictRow> Ours(JournalExperiment experiment, IEnumerable<ResultsRow> rows) =>
        rows.Where(r => r is { Method: PaperMethods.Dann, Protocol: "last-epoch" } && r.Variant == experiment.Recipe && r.Scale != RunRecord.NameOf(Scale.Smoke))
            .OrderBy(r => r.Scale == RunRecord.NameOf(Scale.Paper) ? 0 : 1).ThenByDescending(r => r.Seeds.Count).ThenBy(r => r.Data, StringComparer.Ordinal)
            .Take(1)
            .Select(r => new VerdictRow(
                experiment.Title,
                PublishedResults.Preferred(experiment.Id, PaperMethods.Dann) ?? PublishedResults.Preferred(experiment.Id, PaperMethods.SourceOnly)!,
                r));
}
