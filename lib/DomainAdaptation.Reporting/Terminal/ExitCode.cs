namespace DomainAdaptation.Reporting;

/// <summary>The exit codes of all scripts.</summary>
internal static class ExitCode
{
    public const int Done = 0, Failed = 1, Misused = 2, Cancelled = 130;

    /// <summary>The exit code of what went wrong.</summary>
    public static int Of(Exception e) => e switch
    {
        UsageException or UnknownChoiceException => Misused,
        OperationCanceledException => Cancelled,
        _ => Failed,
    };
}
