namespace DomainAdaptation;

/// <summary>What the next part of a MATLAB file is, and how many bytes it has.</summary>
internal sealed record MatTag(MatStorage Storage, long Length, bool IsSmall);
