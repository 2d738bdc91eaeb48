namespace DomainAdaptation.Tests;

public sealed class ModelSelectionTests
{
    [Fact]
    public void The_run_with_a_low_source_error_and_a_high_domain_error_is_chosen()
    {
        var result = ModelSelection.ByDomainError([
            Run(1, target: .60, source: .99, domain: .95), // ranks 1 and 4
            Run(2, target: .80, source: .98, domain: .60), // 2 and 2
            Run(3, target: .50, source: .90, domain: .50), // 4 and 1: everything is confused, labels too
            Run(4, target: .70, source: .97, domain: .80), // 3 and 3
            Records.Of(Methods.SourceOnly, 5, .99),
        ]);
        Assert.Equal(2, result.Chosen.Seed);
        Assert.Equal([2, 1, 3, 4], result.Rows.Select(r => r.Run.Seed)); // of equal ranks, the lower source error first
        Assert.Equal([2.0, 1.5, 1.5, 1.0], result.Rows.Select(r => Math.Round(3 * r.Proxy, 9))); // 1 − (mean rank − 1)/3
        Assert.Equal(0, result.Regret, 9);
    }

    [Fact]
    public void A_domain_error_beyond_a_half_is_no_better_than_one_below_it()
    {
        var rows = ModelSelection.ByDomainError([Run(1, .6, .9, domain: .2), Run(2, .6, .9, domain: .7)]).Rows;
        Assert.Equal(2, rows[0].Run.Seed);
        Assert.Equal(.2, rows[1].DomainError, 9);
    }

    [Fact]
    public void Ranks_correlate_as_in_the_textbook()
    {
        // Ranks 1 2 3 4 5 and 2 1 4 3 5: ρ = 1 − 6·4/(5·24) = 0.8.
        Assert.Equal(0.8, RankCorrelation.Spearman([10, 20, 30, 40, 50], [2, 1, 4, 3, 5]), 9);
        Assert.Equal(-1, RankCorrelation.Spearman([1, 2, 3], [3, 2, 1]), 9);
        // Ties share rank 1.5: (1.5, 1.5, 3) with (1, 2, 3).
        Assert.Equal(Math.Sqrt(3) / 2, RankCorrelation.Spearman([5, 5, 9], [1, 2, 3]), 9);
        Assert.Equal(double.NaN, RankCorrelation.Spearman([1, 1], [1, 2]));
    }

    [Fact]
    public void What_cannot_be_compared_is_refused()
    {
        Assert.Contains("No run has both", Assert.Throws<ArgumentException>(() => ModelSelection.ByDomainError(Records.Three())).Message, StringComparison.Ordinal);
        var other = Run(1, .5, .5, .5) with { Experiment = "another" };
        Assert.Contains("mnist-to-mnistm, another", Assert.Throws<ArgumentException>(() => ModelSelection.ByDomainError([Run(1, .5, .5, .5), other])).Message, StringComparison.Ordinal);
        Assert.Equal(1, ModelSelection.ByDomainError([other]).Rows[0].Proxy);
    }

    internal static RunRecord Run(int seed, double target, double source, double domain) =>
        Records.Of(Methods.Dann, seed, target) with { SourceAccuracy = source, DomainAccuracy = domain };
}
