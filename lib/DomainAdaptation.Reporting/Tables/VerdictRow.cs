namespace DomainAdaptation.Reporting;

/// <summary>A cell of the paper's tables in one line: what is published, what others got, what ours reaches, and what that says.</summary>
/// <param name="Experiment">The experiment's title.</param>
/// <param name="Method">The method that was run here.</param>
/// <param name="Published">The published accuracy; of the experiment that the paper says fails, the one without adaptation.</param>
/// <param name="Texts">The texts that print it, such as <c>ICML, JMLR</c>.</param>
/// <param name="Replication">What an independent replication got, or null.</param>
/// <param name="Ours">The experiment's default recipe at the largest scale there are records of, last epoch; null where there are none.</param>
/// <param name="Minutes">What one run took, in minutes, or null.</param>
/// <param name="Gap">What is known of why ours is below, or nothing.</param>
/// <param name="Command">The command line that runs it again.</param>
public sealed record VerdictRow(
    string Experiment, string Method, PublishedResult Published, string Texts, PublishedResult? Replication, ResultsRow? Ours, double? Minutes, string Gap, string Command)
{
    /// <summary>What ours says about the published number.</summary>
    public Verdict Verdict
    {
        get
        {
            if (Ours is null)
            {
                return Verdict.NotRun;
            }

            var (mean, half) = (Ours.AccuracyMean, Ours.AccuracyInterval ?? 0);
            return Method != Published.Method ? (mean - half <= Published.Accuracy ? Verdict.FailsAsPublished : Verdict.Exceeded)
                : Math.Abs(Published.Accuracy - mean) <= half ? Verdict.Reproduced
                : mean > Published.Accuracy ? Verdict.Exceeded
                : Verdict.NotYet;
        }
    }

    /// <summary>Why ours is below a published number, as far as that is known; null where it is not below, or nothing is known.</summary>
    public string? Reason => Verdict == Verdict.NotYet && Gap.Length > 0 ? Gap : null;

    /// <summary>The verdict in words.</summary>
    public string Words => Verdict switch
    {
        Verdict.Reproduced => "reproduced",
        Verdict.Exceeded => "exceeded",
        Verdict.NotYet => "not yet",
        Verdict.FailsAsPublished => "fails as published",
        _ => "not run",
    };

    /// <summary>Whether it is one of the lines that sum up the paper: DANN beside the last text's number.</summary>
    internal bool IsMain => Published.Source == "JMLR" && Method == PaperMethods.Dann;

    /// <summary>One line: the experiment, both numbers, the verdict.</summary>
    public override string ToString() => string.Join(", ", MainCells);

    /// <summary>The cells of the short table: experiment, paper, ours, verdict.</summary>
    internal IReadOnlyList<string> MainCells => [Experiment, PaperCell, OurCell, Words];

    /// <summary>The cells of the whole table.</summary>
    internal IReadOnlyList<string> Cells =>
    [
        Experiment, Method, $"{PaperCell} ({Texts})", Replication is { } r ? Numbers.Percent(r.Accuracy, "0.0") : "", OurCell, Numbers.Gap(Ours?.GapCovered),
        Minutes is { } minutes ? minutes.ToString("0.0", System.Globalization.CultureInfo.InvariantCulture) : "", Reason is { } reason ? $"{Words}: {reason}" : Words,
    ];

    private string PaperCell => Method == Published.Method ? Numbers.Percent(Published.Accuracy) : $"about {Numbers.Percent(Published.Accuracy, "0")} unadapted";

    private string OurCell => Ours is null ? "" : $"{Numbers.Accuracy(Ours.AccuracyMean, Ours.AccuracyInterval)} ({Ours.Scale}, {Numbers.Count(Ours.Seeds.Count)} seed{(Ours.Seeds.Count == 1 ? "" : "s")}{(Ours.Protocol.EndsWith(ResultsTable.Mixed, StringComparison.Ordinal) ? ResultsTable.Mixed : "")})";
}
