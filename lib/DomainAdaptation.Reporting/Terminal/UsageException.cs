namespace DomainAdaptation.Reporting;

/// <summary>The command line cannot be understood; the message is the sentence that the user reads.</summary>
internal sealed class UsageException(string message) : Exception(message);
