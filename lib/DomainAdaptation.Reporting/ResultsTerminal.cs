using Spectre.Console;
using Spectre.Console.Rendering;

namespace DomainAdaptation.Reporting;

/// <summary>Results as tables for a terminal, one for each block of rows.</summary>
internal static class ResultsTerminal
{
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
        var table = new Table().Border(TableBorder.Simple);
        table.AddColumn(new TableColumn("method").NoWrap().Padding(0, 0, 1, 0));
        foreach (var column in new[] { "accuracy", "published", "gap\ncovered", "published\ngap", "seeds" })
        {
            table.AddColumn(new TableColumn(column).RightAligned().NoWrap().Padding(0, 0, 1, 0));
        }

        foreach (var row in block.Rows)
        {
            table.AddRow(
                new Text(ResultsBlock.Method(row)),
                new Text(Numbers.Accuracy(row.AccuracyMean, row.AccuracyStd), best.Contains(row) ? new Style(decoration: Decoration.Bold) : Style.Plain),
                new Text(row.Published is { } p ? $"{ResultsBlock.Published(row)} {p.Source}" : ""),
                new Text(ResultsBlock.Gap(row)),
                new Text(ResultsBlock.PublishedGap(row)),
                new Text(Numbers.Seeds(row.Seeds)));
        }

        yield return table;
    }
}
