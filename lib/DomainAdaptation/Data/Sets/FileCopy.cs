namespace DomainAdaptation;

/// <summary>A file of a data set: where it is, and where it goes below the set's folder.</summary>
internal sealed record FileCopy(string From, string To);
