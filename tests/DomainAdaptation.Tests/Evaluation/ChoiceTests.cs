using DomainAdaptation.Reporting;

namespace DomainAdaptation.Tests;

public sealed class ChoiceTests
{
    [Fact]
    public void Every_score_the_last_epoch_and_the_oracle_choose_among_the_epochs()
    {
        var run = Run([(.50, .2), (.80, .3), (.70, .9), (.60, .1)]);
        var choices = Choice.OfEpochs(run);
        Assert.Equal(["last-epoch", "snd", "oracle"], choices.Select(c => c.By));
        Assert.Equal([3, 2, 1], choices.Select(c => c.Chosen));
        Assert.Equal([.60, .70, .80], choices.Select(c => c.TargetAccuracy));
        Assert.Equal([.20, .10, 0], choices.Select(c => Math.Round(c.Regret, 9)));
        Assert.Equal(.6, choices[1].RankCorrelation!.Value, 9); // ranks 1 4 3 2 and 2 3 4 1: 1 − 6·4/(4·15)
        Assert.Equal([false, false, true], choices.Select(c => c.SeesTargetLabels));
        Assert.Null(choices[0].RankCorrelation);
    }

    [Fact]
    public void Of_equal_scores_the_latest_epoch_is_chosen_and_one_that_orders_nothing_has_no_correlation()
    {
        var choice = Choice.OfEpochs(Run([(.5, 1), (.8, 1), (.7, 1)]))[1];
        Assert.Equal(2, choice.Chosen);
        Assert.Null(choice.RankCorrelation);
    }

    [Fact]
    public void Runs_without_scores_choose_nothing()
    {
        Assert.Empty(Choice.OfEpochs(Records.Of(Methods.Dann, 1, .5)));
        Assert.Empty(ChoosingTable.OfEpochs(Records.Three()).Rows);
        Assert.Empty(ChoosingTable.OfRuns(Records.Three()).Rows);
    }

    [Fact]
    public void Settings_are_chosen_by_the_score_of_their_last_epoch()
    {
        RunRecord[] runs = [Run([(.9, 9), (.5, 1)]), Run([(.1, 0), (.7, 3)]), Run([(.1, 0), (.6, 4)])];
        var choices = Choice.OfRuns(runs);
        Assert.Equal(["snd", "oracle"], choices.Select(c => c.By));
        Assert.Equal([2, 1], choices.Select(c => c.Chosen));
        Assert.Equal(.1, choices[0].Regret, 9);
        var other = runs[0] with { Experiment = "another" };
        Assert.Contains("another", Assert.Throws<ArgumentException>(() => Choice.OfRuns([runs[0], other])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Who_trains_on_target_labels_is_not_chosen_from()
    {
        var bound = Run([(.9, 1), (.95, 2)]) with { Method = Methods.TrainOnTarget };
        Assert.Empty(ChoosingTable.OfEpochs([bound]).Rows);
        Assert.Equal(.7, ChoosingTable.OfRuns([bound, Run([(.7, 1)])]).Rows[^1].TargetAccuracy, 9);
    }

    [Fact]
    public void The_table_has_means_over_the_trainings_and_says_who_saw_labels()
    {
        var table = ChoosingTable.OfEpochs([Run([(.50, .2), (.80, .3), (.70, .9)]), Run([(.50, .2), (.60, .3), (.40, .1)])]);
        Assert.Equal(["last-epoch", "snd", "oracle"], table.Rows.Select(r => r.By));
        var snd = table.Rows[1];
        Assert.Equal((2, .65, .05, .1), (snd.Times, Math.Round(snd.TargetAccuracy, 9), Math.Round(snd.Regret, 9), Math.Round(snd.WorstRegret, 9)));
        Assert.Contains("| snd | 2 | 65.00 % | 5.00 | 10.00 |", table.ToMarkdown(), StringComparison.Ordinal);
        Assert.Contains("oracle (sees target labels)", table.ToHtml(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_selection_is_known_by_its_name_or_refused_with_all_names()
    {
        Assert.Equal(Selection.LastEpoch, Selection.Named("last-epoch"));
        Assert.Equal("dev", Selection.By("dev").Name);
        Assert.False(Selection.By("dev").SeesTargetLabels);
        Assert.True(Selection.Oracle.SeesTargetLabels);
        var error = Assert.Throws<UnknownChoiceException>(() => Selection.Named("best"));
        Assert.All(["last-epoch", "oracle", .. Scorers.Names], name => Assert.Contains(name, error.Message, StringComparison.Ordinal));
        Assert.Throws<UnknownChoiceException>(() => Selection.By("oracle")); // target labels are asked for by their own name
    }

    private static RunRecord Run(IEnumerable<(double Target, double Score)> epochs) => Records.Of(Methods.Dann, 1, .5) with
    {
        Epochs = [.. epochs.Select((e, i) => new EpochMetrics(i + 1, 10 * (i + 1), TargetAccuracy: e.Target, Scores: new Dictionary<string, double>(StringComparer.Ordinal) { ["snd"] = e.Score }))],
        TargetAccuracy = epochs.Last().Target,
    };
}
