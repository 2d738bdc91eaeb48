using System.Globalization;

namespace DomainAdaptation;

/// <summary>What one epoch of training looked like.</summary>
/// <param name="Epoch">The epoch that just ended, from 1.</param>
/// <param name="Step">The number of steps taken since the start of the run.</param>
/// <param name="LabelLoss">Mean cross-entropy of the label predictor on the labelled half of the batches.</param>
/// <param name="DomainLoss">Mean binary cross-entropy of the domain classifier, or null where there is none.</param>
/// <param name="DomainAccuracy">Share of training samples whose domain was told right: 0.5 means that the domains are confused.</param>
/// <param name="Lambda">λ at the end of the epoch, or null where there is no adaptation.</param>
/// <param name="LearningRate">μ at the end of the epoch.</param>
/// <param name="TargetAccuracy">Accuracy on the target's test split, or what the task has in its place (<see cref="RunRecord.Metric"/>), or null where nothing was scored. It is reported only: nothing is chosen by it.</param>
/// <param name="Parts">The method's other losses, by name, as means over the epoch; null where there are none.</param>
/// <param name="Scores">What judges the network without target labels (an <c>IScorer</c>), by name, higher is better; null where nothing was scored.</param>
public sealed record EpochMetrics(
    int Epoch = 0,
    int Step = 0,
    double LabelLoss = 0,
    double? DomainLoss = null,
    double? DomainAccuracy = null,
    double? Lambda = null,
    double LearningRate = 0,
    double? TargetAccuracy = null,
    IReadOnlyDictionary<string, double>? Parts = null,
    IReadOnlyDictionary<string, double>? Scores = null)
{
    /// <summary>A score of this epoch, or null where it was not measured.</summary>
    /// <param name="name">The name of an <c>IScorer</c>.</param>
    public double? ScoreBy(string name) => Scores is { } scores && scores.TryGetValue(name, out var score) ? score : null;

    /// <summary>One line: the epoch and what was measured.</summary>
    public override string ToString()
    {
        IEnumerable<(string Name, double? Value)> values =
        [
            ("label loss", LabelLoss), ("domain loss", DomainLoss), ("domain accuracy", DomainAccuracy), ("λ", Lambda), ("learning rate", LearningRate),
            ("target accuracy", TargetAccuracy), .. (Parts ?? new Dictionary<string, double>(StringComparer.Ordinal)).Select(p => (p.Key, (double?)p.Value)),
        ];
        return string.Create(CultureInfo.InvariantCulture, $"epoch {Epoch}, step {Step}: ")
            + string.Join(", ", values.Where(v => v.Value is not null).Select(v => string.Create(CultureInfo.InvariantCulture, $"{v.Name} {v.Value:G4}")));
    }
}
