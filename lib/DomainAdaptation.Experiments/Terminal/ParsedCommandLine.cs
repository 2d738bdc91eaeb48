namespace DomainAdaptation.Reporting;

/// <summary>What the command line said.</summary>
/// <param name="Options">The standard options.</param>
/// <param name="Extra">The values of the script's extra options by name.</param>
internal sealed record ParsedCommandLine(ScriptOptions Options, IReadOnlyDictionary<string, string> Extra);
