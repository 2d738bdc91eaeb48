namespace DomainAdaptation;

/// <summary>What a trial said of one part.</summary>
/// <param name="Reason">What went wrong, to be read after "its trial", or empty when all went well.</param>
/// <param name="Until">When it is to be tried again, or never.</param>
internal sealed record TrialVerdict(string Reason, DateTimeOffset Until);
