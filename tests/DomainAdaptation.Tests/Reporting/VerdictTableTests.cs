using DomainAdaptation.Reporting;

namespace DomainAdaptation.Tests;

public sealed class VerdictTableTests
{
    // 76.66 % is published.
    [Theory]
    [InlineData(.76, .78, Verdict.Reproduced, "| MNIST → MNIST-M | 76.66 % | 77.00 ± 1.41 % (quick, 2 seeds) | reproduced |")]
    [InlineData(.78, .79, Verdict.Exceeded, "| MNIST → MNIST-M | 76.66 % | 78.50 ± 0.71 % (quick, 2 seeds) | exceeded |")]
    [InlineData(.74, .75, Verdict.NotYet, "| MNIST → MNIST-M | 76.66 % | 74.50 ± 0.71 % (quick, 2 seeds) | not yet |")]
    public void The_published_accuracy_lies_within_above_or_below_our_deviation(double first, double second, Verdict verdict, string line)
    {
        var table = VerdictTable.From([Of(1, first), Of(2, second)]);
        Assert.Equal(verdict, Assert.Single(table.Rows).Verdict);
        Assert.Contains(line, table.ToMarkdown(), StringComparison.Ordinal);
    }

    [Fact]
    public void Where_the_paper_fails_so_does_ours_unless_it_is_above_what_is_published_without_adaptation()
    {
        static VerdictRow Row(double accuracy) => Assert.Single(VerdictTable.From([Of(1, accuracy, "mnist-to-svhn")]).Rows);
        Assert.Equal(Verdict.FailsAsPublished, Row(.24).Verdict);
        Assert.Equal(Verdict.Exceeded, Row(.40).Verdict);
        Assert.EndsWith("about 25 % unadapted, 24.00 % (quick, 1 seed), fails as published", Row(.24).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_default_recipe_at_the_largest_scale_counts_and_smoke_never()
    {
        var row = Assert.Single(VerdictTable.From(
        [
            Of(1, .99, variant: "paper", scale: "paper"), Of(1, .98), Of(1, .70, scale: "paper"), Of(1, .97, scale: "smoke"), Of(1, .96, protocol: "oracle"),
        ]).Rows);
        Assert.Equal(.70, row.Ours.AccuracyMean);
        Assert.Empty(VerdictTable.From([Of(1, .97, scale: "smoke"), Of(1, .9, "drawn-digits")]).Rows);
    }

    private static RunRecord Of(int seed, double accuracy, string experiment = "mnist-to-mnistm", string variant = "improved", string scale = "quick", string protocol = "last-epoch") =>
        Records.Of(Methods.Dann, seed, accuracy, experiment, variant, scale, protocol);
}
