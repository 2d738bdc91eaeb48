using Spectre.Console;
using Spectre.Console.Rendering;

namespace DomainAdaptation.Reporting;

/// <summary>Results as tables for a terminal, one for each block of rows.</summary>
internal static class ResultsTerminal
{
    // Eighty columns have no room for the number of the published table: its text stands beside the accuracy.
    private static readonly IReadOnlyList<ResultsColumn> Columns =
    [
        .. ResultsBlock.Columns.Where(c => c.Name != "source")
            .Select(c => c.Name == "published" ? c with { Cell = r => r.Published is { } p ? $"{ResultsBlock.Published(r)} {p.Source}" : "" } : c),
    ];

    public static IRenderable Of(IReadOnlyList<ResultsRow> rows)
    {
        if (rows.Count == 0)
        {
            return new Text("No results yet.\n");
        }

        var best = ResultsTable.Best(rows);
        return new Rows(ResultsBlock.Of(rows).SelectMany(block => Block(block, best)));
    }

    private static IEnumerable<IRenderable> Block(ResultsBlock block, IReadOnlySet<ResultsRow> best)
    {
        yield return new Text(block.Title, new Style(decoration: Decoration.Bold));
        yield return new Text(block.Data, new Style(decoration: Decoration.Dim));
        var columns = Columns.Where(c => block.Rows.Any(r => c.Cell(r).Length > 0)).ToList();
        var table = new Table().Border(TableBorder.Simple);
        foreach (var column in columns)
        {
            var header = new TableColumn(column.Name.Replace(' ', '\n')).NoWrap().Padding(0, 0, 1, 0);
            table.AddColumn(column.IsText ? header : header.RightAligned());
        }

        foreach (var row in block.Rows)
        {
            table.AddRow(columns.Select(c => new Text(c.Cell(row), c.IsAccuracy && best.Contains(row) ? new Style(decoration: Decoration.Bold) : Style.Plain)));
        }

        yield return table;
    }
}
