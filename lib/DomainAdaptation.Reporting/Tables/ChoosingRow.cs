using System.Globalization;

namespace DomainAdaptation.Reporting;

/// <summary>How well one way to choose did, over several trainings (or several sets of runs).</summary>
/// <param name="By">The score, <c>last-epoch</c>, or <c>oracle</c>.</param>
/// <param name="Times">How often it could choose.</param>
/// <param name="TargetAccuracy">The mean target accuracy of what it chose.</param>
/// <param name="Regret">How far the mean is below the oracle's.</param>
/// <param name="WorstRegret">The same of the worst time.</param>
/// <param name="RankCorrelation">The mean of Spearman's ρ between score and target accuracy; null where it orders nothing.</param>
public sealed record ChoosingRow(string By, int Times, double TargetAccuracy, double Regret, double WorstRegret, double? RankCorrelation)
{
    /// <summary>One line.</summary>
    public override string ToString() => string.Join(", ", Cells.Zip(ChoosingTable.Columns, (cell, column) => cell.Length > 0 ? $"{column} {cell}" : "").Where(c => c.Length > 0));

    internal IReadOnlyList<string> Cells =>
    [
        By == Choice.BestOnTarget ? "oracle (sees target labels)" : By,
        Times.ToString(CultureInfo.InvariantCulture),
        Numbers.Percent(TargetAccuracy),
        Points(Regret),
        Points(WorstRegret),
        RankCorrelation is { } r ? r.ToString("0.00", CultureInfo.InvariantCulture) : "",
    ];

    private static string Points(double share) => (100 * share).ToString("0.00", CultureInfo.InvariantCulture);
}
