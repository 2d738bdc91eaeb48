namespace DomainAdaptation.Reporting;

/// <summary>One line of a paper's table: an experiment as one text prints it, or as we ran it.</summary>
/// <param name="Experiment">Id of the experiment.</param>
/// <param name="Origin"><c>v1</c>, <c>JMLR</c>, … for a published line; variant and scale for one of ours.</param>
/// <param name="Data">The copy of the data, or nothing for a published line.</param>
/// <param name="Seeds">The seeds behind the means; none for a published line.</param>
/// <param name="Cells">The numbers by the ids of their methods.</param>
public sealed record PaperTableRow(
    string Experiment,
    string Origin,
    string Data,
    IReadOnlyList<int> Seeds,
    IReadOnlyDictionary<string, PaperTableCell> Cells)
{
    /// <summary>Whether the line is printed in one of the papers.</summary>
    public bool IsPublished => Seeds.Count == 0;

    /// <summary>One line: where it is from, and its numbers.</summary>
    public override string ToString() =>
        $"{Experiment}, {Origin}: {string.Join(", ", PaperMethods.InOrder(Cells.Keys, m => m).Select(m => $"{m} {Cells[m]}"))}";
}
