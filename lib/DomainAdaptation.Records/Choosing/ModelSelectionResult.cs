using System.Globalization;

namespace DomainAdaptation;

/// <summary>What <see cref="ModelSelection"/> chose, and what it chose from.</summary>
/// <param name="Rows">All runs, the best by the proxy first.</param>
/// <param name="RankCorrelation">Spearman's ρ between proxy and target accuracy: how good the proxy was. It is known only where target labels are.</param>
public sealed record ModelSelectionResult(IReadOnlyList<SelectionRow> Rows, double RankCorrelation)
{
    /// <summary>The run with the best proxy.</summary>
    public RunRecord Chosen => Rows[0].Run;

    /// <summary>How much accuracy an oracle, choosing by target labels, would have gained over the proxy.</summary>
    public double Regret => Rows.Max(r => r.TargetAccuracy) - Chosen.TargetAccuracy;

    /// <summary>One line.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"chose {Chosen.Key} of {Rows.Count} runs, {Regret:P2} below the best; rank correlation {RankCorrelation:F2}");
}
