namespace DomainAdaptation;

/// <summary>A class of an <see cref="ImageFolder"/>: its name and its files, full paths.</summary>
internal sealed record ImageClass(string Name, IReadOnlyList<string> Files);
