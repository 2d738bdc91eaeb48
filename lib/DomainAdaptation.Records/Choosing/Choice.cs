using System.Globalization;

namespace DomainAdaptation;

/// <summary>What one way to choose would have chosen among epochs or runs, and how good that was.</summary>
/// <param name="By">The score, <c>last-epoch</c>, or <c>oracle</c>.</param>
/// <param name="Chosen">Which candidate, from 0.</param>
/// <param name="Candidates">Of how many.</param>
/// <param name="TargetAccuracy">The chosen one's accuracy on the target.</param>
/// <param name="Oracle">The best candidate's accuracy on the target: a choice that sees target labels.</param>
/// <param name="RankCorrelation">Spearman's ρ of score and target accuracy over the candidates; null where nothing is ordered.</param>
public sealed record Choice(string By, int Chosen, int Candidates, double TargetAccuracy, double Oracle, double? RankCorrelation = null)
{
    /// <summary>The names of the choices that no score makes.</summary>
    internal const string LastEpoch = "last-epoch", BestOnTarget = "oracle";

    /// <summary>How much accuracy the oracle would have gained.</summary>
    public double Regret => Oracle - TargetAccuracy;

    /// <summary>Whether target labels chose.</summary>
    public bool SeesTargetLabels => By == BestOnTarget;

    /// <summary>One line.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{By} chose number {Chosen + 1} of {Candidates}: {TargetAccuracy:P2}, {Regret:P2} below the best{(RankCorrelation is { } r ? $"; rank correlation {r:F2}" : "")}");

    /// <summary>
    /// What the last epoch, every score and the oracle would have chosen among the epochs of one training. The score of each epoch is in the record:
    /// nothing is trained again.
    /// </summary>
    /// <param name="run">A run whose epochs were scored.</param>
    /// <returns>The last epoch first, the oracle last; nothing where no epoch has scores and target accuracy.</returns>
    public static IReadOnlyList<Choice> OfEpochs(RunRecord run)
    {
        ArgumentNullException.ThrowIfNull(run);
        var scored = run.Epochs.Where(e => e is { Scores: not null, TargetAccuracy: not null }).ToList();
        return Among(scored, e => e.TargetAccuracy!.Value, e => e.Scores!, last: true);
    }

    /// <summary>What every score of the last epoch, and the oracle, would have chosen among runs: of other settings, recipes or methods.</summary>
    /// <param name="runs">Runs of one experiment.</param>
    /// <exception cref="ArgumentException">The runs are of several experiments.</exception>
    public static IReadOnlyList<Choice> OfRuns(IEnumerable<RunRecord> runs)
    {
        ArgumentNullException.ThrowIfNull(runs);
        var scored = runs.Where(r => r.Epochs.Count > 0 && r.Epochs[^1].Scores is not null).ToList();
        if (scored.Select(r => r.Experiment).Distinct(StringComparer.Ordinal).ToList() is { Count: > 1 } several)
        {
            throw new ArgumentException($"Runs of one experiment can be compared, not those of {string.Join(", ", several)}.", nameof(runs));
        }

        return Among(scored, r => r.TargetAccuracy, r => r.Epochs[^1].Scores!, last: false);
    }

    private static List<Choice> Among<T>(List<T> candidates, Func<T, double> accuracy, Func<T, IReadOnlyDictionary<string, double>> scores, bool last)
    {
        if (candidates.Count == 0)
        {
            return [];
        }

        var accuracies = candidates.ConvertAll(c => accuracy(c));
        var oracle = accuracies.Max();
        var choices = new List<Choice>();
        if (last)
        {
            choices.Add(new(LastEpoch, accuracies.Count - 1, accuracies.Count, accuracies[^1], oracle));
        }

        // A score that some candidate lacks cannot choose among them.
        foreach (var name in candidates.SelectMany(c => scores(c).Keys).Distinct(StringComparer.Ordinal).Where(n => candidates.TrueForAll(c => scores(c).ContainsKey(n))))
        {
            var values = candidates.ConvertAll(c => scores(c)[name]);
            var chosen = values.LastIndexOf(values.Max());
            var correlation = DomainAdaptation.RankCorrelation.Spearman(values, accuracies);
            choices.Add(new(name, chosen, values.Count, accuracies[chosen], oracle, double.IsNaN(correlation) ? null : correlation));
        }

        choices.Add(new(BestOnTarget, accuracies.IndexOf(oracle), accuracies.Count, oracle, oracle));
        return choices;
    }
}
