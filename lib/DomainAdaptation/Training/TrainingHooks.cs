namespace DomainAdaptation;

/// <summary>What a caller may hang on a training: reports, a score, a checkpoint. None of it changes what is learned.</summary>
/// <param name="OnEpoch">Called after each epoch with its metrics.</param>
/// <param name="OnStep">Called after each step with the steps taken and the steps in all.</param>
/// <param name="Score">Scores the network after each epoch, for <see cref="EpochMetrics.TargetAccuracy"/>. The trainer itself has no test data and no target labels.</param>
/// <param name="CheckpointPath">A file in which the whole state of the training is kept after each epoch, or null. It is of this training alone.</param>
/// <param name="Resume">Whether to continue from that file when it is there; otherwise the training starts over. One that is damaged, or of other settings or data, is refused: <see cref="InvalidDataException"/>.</param>
/// <param name="Scores">Judges the network after each epoch without target labels, for <see cref="EpochMetrics.Scores"/>: see <see cref="Scorers"/>.</param>
/// <param name="OnNetwork">Called after each epoch with the network as it would be if the training ended here, and the metrics of all epochs so far. It must not change the network.</param>
public sealed record TrainingHooks(
    Action<EpochMetrics>? OnEpoch = null,
    Action<int, int>? OnStep = null,
    Func<DomainAdversarialNetwork, double>? Score = null,
    string? CheckpointPath = null,
    bool Resume = false,
    Func<DomainAdversarialNetwork, IReadOnlyDictionary<string, double>>? Scores = null,
    Action<DomainAdversarialNetwork, IReadOnlyList<EpochMetrics>>? OnNetwork = null)
{
    /// <summary>No hooks.</summary>
    public static TrainingHooks None { get; } = new();

    /// <summary>A copy with some values changed.</summary>
    public TrainingHooks With(
        Action<EpochMetrics>? onEpoch = null,
        Action<int, int>? onStep = null,
        Func<DomainAdversarialNetwork, double>? score = null,
        string? checkpointPath = null,
        bool? resume = null,
        Func<DomainAdversarialNetwork, IReadOnlyDictionary<string, double>>? scores = null,
        Action<DomainAdversarialNetwork, IReadOnlyList<EpochMetrics>>? onNetwork = null) =>
        new(onEpoch ?? OnEpoch, onStep ?? OnStep, score ?? Score, checkpointPath ?? CheckpointPath, resume ?? Resume, scores ?? Scores, onNetwork ?? OnNetwork);
}
