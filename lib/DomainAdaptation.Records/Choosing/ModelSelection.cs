namespace DomainAdaptation;

/// <summary>
/// Chooses among runs without target labels, as Ganin &amp; Lempitsky (2014, §4, "Choosing meta-parameters") do: they watched the error on
/// source test data, which should be low, and that of the domain classifier, which should be high.
/// </summary>
/// <remarks>
/// The paper does not say how it weighed the two. Here each ranks the runs and the mean rank decides, because the errors differ in
/// scale: a percent of source error is much, a percent of domain error is nothing. Of equal runs the one with the lower source error wins.
/// The proxy can be fooled: a domain classifier that has learned nothing errs as often as one that is confused (see <c>DomainClassifierHealth</c>).
/// </remarks>
public static class ModelSelection
{
    /// <summary>Ranks runs of one experiment.</summary>
    /// <param name="runs">The runs; those without source or domain accuracy, such as source-only runs, are left out.</param>
    /// <exception cref="ArgumentException">No run has both figures, or the runs are of several experiments.</exception>
    public static ModelSelectionResult ByDomainError(IEnumerable<RunRecord> runs)
    {
        ArgumentNullException.ThrowIfNull(runs);
        var fit = runs.Where(r => r is { SourceAccuracy: not null, DomainAccuracy: not null }).ToList();
        if (fit.Count == 0)
        {
            throw new ArgumentException("No run has both a source accuracy and a domain accuracy: only adversarial runs can be chosen from.", nameof(runs));
        }

        if (fit.Select(r => r.Experiment).Distinct(StringComparer.Ordinal).ToList() is { Count: > 1 } several)
        {
            throw new ArgumentException($"Runs of one experiment can be compared, not those of {string.Join(", ", several)}.", nameof(runs));
        }

        var sourceErrors = fit.ConvertAll(r => 1 - r.SourceAccuracy!.Value);
        var domainErrors = fit.ConvertAll(r => Math.Min(r.DomainAccuracy!.Value, 1 - r.DomainAccuracy.Value));
        var (bySource, byDomain) = (RankCorrelation.Ranks(sourceErrors), RankCorrelation.Ranks(domainErrors.ConvertAll(e => -e)));
        // Ranks go from 1, the best, to the number of runs.
        var rows = fit.Select((run, i) => new SelectionRow(
            run, sourceErrors[i], domainErrors[i], fit.Count == 1 ? 1 : 1 - ((((bySource[i] + byDomain[i]) / 2) - 1) / (fit.Count - 1))));
        var ordered = rows.OrderByDescending(r => r.Proxy).ThenBy(r => r.SourceError).ToList();
        return new ModelSelectionResult(ordered, RankCorrelation.Spearman(ordered.ConvertAll(r => r.Proxy), ordered.ConvertAll(r => r.TargetAccuracy)));
    }
}
