namespace DomainAdaptation;

/// <summary>A line of a text file with its number, from 1.</summary>
internal sealed record TextLine(int Number, string Text);
