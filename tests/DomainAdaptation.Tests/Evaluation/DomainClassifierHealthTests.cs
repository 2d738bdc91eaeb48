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
        Assert.StartsWith("Confused (domain accuracy 52.0 %, domain loss 0.69, label loss 0.10, proxy A-distance before 1.80, after 0.40 of 2): The features", health.ToString(), StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => DomainClassifierHealth.Of([], 10));
    }

    [Fact]
    public void A_label_loss_that_was_never_better_than_a_guess_is_not_called_collapsed()
    {
        var health = DomainClassifierHealth.Of([new(1, 10, 2.31, .69, .5, .5), new(2, 20, 2.28, .69, .5, .9)], 10);
        Assert.Equal(DomainClassifierState.LabelsNotLearned, health.State);
        Assert.DoesNotContain("gamma", health.Advice, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_a_smoke_run_nothing_is_said_but_that()
    {
        var run = Records.Of(Methods.Dann, 1, .1, scale: "smoke") with { Confusion = [[1, 0], [0, 1]] };
        var health = DomainClassifierHealth.OfRun(run, 1.9, 1.9);
        Assert.Equal(DomainClassifierState.TooShort, health.State);
        Assert.Equal("smoke: too few steps for the numbers to mean anything.", health.ToString());
    }

    // The run reached 86.8 % with these distances: they are explained, and no fault.
    [Fact]
    public void Features_that_a_linear_SVM_still_tells_apart_are_explained_where_the_classifier_is_kept_busy()
    {
        var health = DomainClassifierHealth.Of(Run(0.62, 0.66, 0.1), 10, 1.93, 1.91);
        Assert.Contains("proxy A-distance before 1.93, after 1.91 of 2)", health.ToString(), StringComparison.Ordinal);
        Assert.Contains("a linear SVM that is fitted afterwards still tells the domains apart, which is common with many features and no fault by itself", health.Advice, StringComparison.Ordinal);
        Assert.DoesNotContain("SVM", DomainClassifierHealth.Of(Run(0.62, 0.66, 0.1), 10, 1.93, 0.9).Advice, StringComparison.Ordinal);
    }

    [Fact]
    public void No_advice_asks_for_what_only_labels_of_the_target_show() => Assert.All(
        Enum.GetValues<DomainClassifierState>().SelectMany(s => new double?[] { null, 1.9 }.Select(after => DomainClassifierHealth.AdviceOn(s, after))),
        advice => Assert.DoesNotMatch("target's accuracy|accuracy on the target|target accuracy", advice));

    [Fact]
    public void Every_state_has_an_advice_of_its_own()
    {
        var states = Enum.GetValues<DomainClassifierState>();
        Assert.Equal(states.Length, states.Select(s => DomainClassifierHealth.AdviceOn(s)).Distinct(StringComparer.Ordinal).Count());
    }

    // Ten epochs, of which the last two are as given; the label loss had once been .2.
    private static List<EpochMetrics> Run(double accuracy, double loss, double labelLoss, double lambda = 1) =>
        [.. Enumerable.Range(1, 10).Select(e => new EpochMetrics(e, e * 100, e > 8 ? labelLoss : 0.2, loss, accuracy, lambda * e / 10))];
}
