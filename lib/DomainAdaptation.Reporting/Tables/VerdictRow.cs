namespace DomainAdaptation.Reporting;

/// <summary>An experiment of the paper in one line.</summary>
/// <param name="Experiment">Its title.</param>
/// <param name="Published">What is published of DANN; where it is said to fail and no number is printed, the one without adaptation.</param>
/// <param name="Ours">Our DANN: the experiment's default recipe at the largest scale there are records of.</param>
public sealed record VerdictRow(string Experiment, PublishedResult Published, ResultsRow Ours)
{
    /// <summary>What ours says about the published number.</summary>
    public Verdict Verdict
    {
        get
        {
            var (mean, deviation) = (Ours.AccuracyMean, Ours.AccuracyStd ?? 0);
            return Published.Method != PaperMethods.Dann ? (mean - deviation <= Published.Accuracy ? Verdict.FailsAsPublished : Verdict.Exceeded)
                : Math.Abs(Published.Accuracy - mean) <= deviation ? Verdict.Reproduced
                : mean > Published.Accuracy ? Verdict.Exceeded
                : Verdict.NotYet;
        }
    }

    /// <summary>One line: the experiment, both numbers, the verdict.</summary>
    public override string ToString() => string.Join(", ", Cells);

    /// <summary>The cells of a table: experiment, paper, ours, verdict.</summary>
    internal IReadOnlyList<string> Cells =>
    [
        Experiment,
        Published.Method == PaperMethods.Dann ? Numbers.Percent(Published.Accuracy) : $"about {Numbers.Percent(Published.Accuracy, "0")} unadapted",
        $"{Numbers.Accuracy(Ours.AccuracyMean, Ours.AccuracyStd)} ({Ours.Scale}, {Numbers.Count(Ours.Seeds.Count)} seed{(Ours.Seeds.Count == 1 ? "" : "s")})",
        Verdict switch
        {
            Verdict.Reproduced => "reproduced",
            Verdict.Exceeded => "exceeded",
            Verdict.NotYet => "not yet",
            _ => "fails as published",
        },
    ];
}
