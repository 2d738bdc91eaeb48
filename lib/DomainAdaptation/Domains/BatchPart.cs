namespace DomainAdaptation;

/// <summary>The samples of a batch that come from one domain, side by side.</summary>
/// <param name="Domain">Which domain.</param>
/// <param name="Start">The first of them.</param>
/// <param name="Count">How many.</param>
public sealed record BatchPart(Domain Domain, int Start, int Count);
