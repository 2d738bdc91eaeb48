namespace DomainAdaptation;

/// <summary>Which epoch's weights a run keeps and is judged by.</summary>
/// <remarks>The last epoch's, by default. A score chooses without target labels; only the oracle sees them, and every table calls it so.</remarks>
public sealed record Selection
{
    private const string Last = Choice.LastEpoch, BestOnTarget = Choice.BestOnTarget;

    private Selection(string name) => Name = name;

    /// <summary>Its name in records and on command lines: <c>last-epoch</c>, <c>oracle</c>, or a score's.</summary>
    public string Name { get; }

    /// <summary>The last epoch: nothing is chosen.</summary>
    public static Selection LastEpoch { get; } = new(Last);

    /// <summary>The epoch that is best on the target's test labels: an upper bound that nobody has who needs adaptation.</summary>
    public static Selection Oracle { get; } = new(BestOnTarget);

    /// <summary>The epoch with the highest score; of equal ones the latest.</summary>
    /// <param name="score">The name of an <see cref="IScorer"/>: one of <see cref="Scorers.Names"/>.</param>
    public static Selection By(string score) => Named(score) is { IsScore: true } selection
        ? selection
        : throw new UnknownChoiceException($"'{score}' is no score that chooses without target labels: use {string.Join(", ", Scorers.Names)}.", nameof(score));

    /// <summary>The selection of this name.</summary>
    /// <param name="name">As <see cref="Name"/>.</param>
    /// <exception cref="UnknownChoiceException">There is none; the message lists those there are.</exception>
    public static Selection Named(string name) =>
        name is Last or BestOnTarget || Scorers.Names.Contains(name, StringComparer.Ordinal)
            ? new(name)
            : throw new UnknownChoiceException($"'{name}' chooses no epoch: use {Last}, {string.Join(", ", Scorers.Names)}, or {BestOnTarget}.", nameof(name));

    /// <summary>Whether it has seen target labels.</summary>
    public bool SeesTargetLabels => Name == BestOnTarget;

    /// <inheritdoc/>
    public override string ToString() => Name;

    internal bool IsScore => Name is not (Last or BestOnTarget);

    /// <summary>What an epoch is chosen by; null where it has none.</summary>
    internal double? Of(EpochMetrics epoch) =>
        Name == Last ? epoch.Epoch : Name == BestOnTarget ? epoch.TargetAccuracy : epoch.ScoreBy(Name);
}
