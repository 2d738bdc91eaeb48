namespace DomainAdaptation.Benchmarks;

/// <summary>What one contender did on one network.</summary>
/// <param name="Name">The contender.</param>
/// <param name="Unavailable">Why it was not measured, or null.</param>
/// <param name="Versions">What it said of itself.</param>
internal sealed record StepResult(string Name, string? Unavailable, string Versions)
{
    public bool IsOurs { get; init; }

    public bool BFloat16 { get; init; }

    /// <summary>Milliseconds a step: the median of each round.</summary>
    public IReadOnlyList<double> Milliseconds { get; init; } = [];

    /// <summary>Minor page faults a step.</summary>
    public double PageFaults { get; init; }

    /// <summary>The most memory that the process held while it trained, in MiB.</summary>
    public double PeakMemory { get; init; }

    public double LabelLoss { get; init; }

    public double DomainLoss { get; init; }

    /// <summary>Images a second in evaluation, of each round.</summary>
    public IReadOnlyList<double> EvaluationRates { get; init; } = [];
}
