namespace DomainAdaptation;

/// <summary>Where a long job stands: reported often, drawn by whoever listens. Training itself never prints.</summary>
/// <param name="Run">What is running, in words.</param>
/// <param name="RunNumber">Which of the runs of the job this is, from 1.</param>
/// <param name="RunCount">How many runs the job has.</param>
/// <param name="Step">Steps taken in this run.</param>
/// <param name="Steps">Steps that this run takes.</param>
/// <param name="LastEpoch">The metrics of the epoch that ended with this step, or null between epochs.</param>
/// <param name="StopFile">The file whose creation stops the job, or null where nothing watches for one.</param>
/// <param name="Note">A sentence to show as a line of its own, such as why a run is made again; null nearly always.</param>
public sealed record TrainingProgress(
    string Run = "",
    int RunNumber = 1,
    int RunCount = 1,
    int Step = 0,
    int Steps = 1,
    EpochMetrics? LastEpoch = null,
    string? StopFile = null,
    string? Note = null);
