namespace DomainAdaptation.Benchmarks;

/// <summary>What a setting took.</summary>
/// <param name="Setting">The setting.</param>
/// <param name="Preparing">Seconds from the data to the end of the first step: normalisation, batches, network.</param>
/// <param name="Milliseconds">A step, the median.</param>
/// <param name="Memory">MiB that the process holds for itself, without pages of files, which the system can drop.</param>
internal sealed record GrowthResult(GrowthSetting Setting, double Preparing, double Milliseconds, double Memory)
{
    /// <summary>Steps a second of all runs together.</summary>
    public double StepsPerSecond => Setting.Runs * 1000 / Milliseconds;
}
