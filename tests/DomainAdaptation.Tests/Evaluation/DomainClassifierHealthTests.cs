namespace DomainAdaptation.Tests;

public sealed class DomainClassifierHealthTests
{
    [Theory]
    [InlineData(0.52, 0.69, 0.1, 1.8, 0.4, DomainClassifierState.Confused)]
    [InlineData(0.60, 0.66, 0.1, 1.8, 0.6, DomainClassifierState.Confused)] // both on the edge
    [InlineData(0.55, 0.68, 0.1, 1.9, 0.9, DomainClassifierState.Confused)] // halved
    [InlineData(0.55, 0.68, 0.1, 1.0, 0.9, DomainClassifierState.Contested)]
    [InlineData(0.52, 0.69, 0.1, 1.8, 1.7, DomainClassifierState.LearnedNothing)]
    [InlineData(0.52, 0.69, 0.1, null, null, DomainClassifierState.Undecided)]
    [InlineData(0.68, 0.60, 0.1, 1.8, 1.2, DomainClassifierState.Contested)]
    [InlineData(0.68, 0.60, 0.1, null, null, DomainClassifierState.Contested)]
    [InlineData(0.62, 0.66, 0.1, 1.9, 1.9, DomainClassifierState.Contested)] // a linear SVM in many dimensions always tells them
    [InlineData(0.80, 0.40, 0.1, 1.8, 1.8, DomainClassifierState.FeaturesDoNotFollow)]
    [InlineData(0.95, 0.10, 0.1, null, null, DomainClassifierState.FeaturesDoNotFollow)]
    [InlineData(0.94, 0.12, 0.1, null, null, DomainClassifierState.Contested)]
    [InlineData(0.30, 0.90, 0.1, null, null, DomainClassifierState.Oscillating)]
    [InlineData(0.50, 1.50, 0.1, 1.8, 0.3, DomainClassifierState.Oscillating)]
    [InlineData(0.52, 0.69, 2.2, 1.8, 0.1, DomainClassifierState.LabelsCollapsed)] // as good as ln 10
    [InlineData(0.52, 0.69, 0.8, 1.8, 0.1, DomainClassifierState.LabelsCollapsed)] // it had been .2
    [InlineData(0.52, 0.69, double.NaN, 1.8, 0.1, DomainClassifierState.LabelsCollapsed)]
    public void The_figures_of_a_run_tell_its_state(double accuracy, double loss, double labelLoss, double? before, double? after, DomainClassifierState state)
    {
        var health = DomainClassifierHealth.Of(Run(accuracy, loss, labelLoss), 10, before, after);
        Assert.Equal(state, health.State);
        Assert.Equal(accuracy, health.DomainAccuracy);
        Assert.Single(health.Advice, c => c == '.');
    }

    [Fact]
    public void A_classifier_that_was_ahead_once_has_learned_something()
    {
        List<EpochMetrics> epochs = [.. Run(0.85, 0.4, 0.1).Take(5), .. Run(0.55, 0.68, 0.1).Skip(5)];
        Assert.Equal(DomainClassifierState.Contested, DomainClassifierHealth.Of(epochs, 10, 1.9, 1.8).State);
    }

    [Fact]
    public void A_run_without_reversal_or_without_classifier_is_told_so()
    {
        Assert.Equal(DomainClassifierState.NotReversed, DomainClassifierHealth.Of(Run(0.9, 0.2, 0.1, lambda: 0), 10).State);
        var sourceOnly = DomainClassifierHealth.OfRun(Records.Of(Methods.SourceOnly, 1, 0.5) with { Confusion = [[1, 0], [0, 1]] });
        Assert.Equal(DomainClassifierState.NoClassifier, sourceOnly.State);
        Assert.DoesNotContain("domain accuracy", sourceOnly.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Early_epochs_do_not_count_and_the_line_has_the_figures()
    {
        var epochs = Run(0.52, 0.69, 0.1);
        var health = DomainClassifierHealth.Of([.. Run(0.99, 0.05, 0.5).Take(8), .. epochs.Skip(8)], 10, 1.8, 0.4);
        Assert.StartsWith("Confused (domain accuracy 52.0 %, domain loss 0.69, label loss 0.10, proxy A-distance before 1.80, proxy A-distance after 0.40): The features", health.ToString(), StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => DomainClassifierHealth.Of([], 10));
    }

    [Fact]
    public void Every_state_has_an_advice_of_its_own() => Assert.Equal(
        Enum.GetValues<DomainClassifierState>().Length,
        new[]
        {
            Of(0.52, 0.69, 0.1, after: 0.1), Of(0.7, 0.6, 0.1), Of(0.52, 0.69, 0.1), Of(0.52, 0.69, 0.1, after: 1.9), Of(0.99, 0.1, 0.1),
            Of(0.2, 1, 0.1), Of(0.52, 0.69, 3), DomainClassifierHealth.Of(Run(0.9, 0.2, 0.1, lambda: 0), 10).Advice, DomainClassifierHealth.Of([new(1)], 10).Advice,
        }.Distinct(StringComparer.Ordinal).Count());

    private static string Of(double accuracy, double loss, double labelLoss, double? after = null) => DomainClassifierHealth.Of(Run(accuracy, loss, labelLoss), 10, null, after).Advice;

    // Ten epochs, of which the last two are as given; the label loss had once been .2.
    private static List<EpochMetrics> Run(double accuracy, double loss, double labelLoss, double lambda = 1) =>
        [.. Enumerable.Range(1, 10).Select(e => new EpochMetrics(e, e * 100, e > 8 ? labelLoss : 0.2, loss, accuracy, lambda * e / 10))];
}
