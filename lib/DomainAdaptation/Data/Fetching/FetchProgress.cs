namespace DomainAdaptation;

/// <summary>How far a download is.</summary>
/// <param name="File">The file, or the set where a folder is copied; then files are counted instead of bytes.</param>
/// <param name="From">Where it comes from: a host, <c>npm</c> or a folder.</param>
/// <param name="Bytes">Bytes that are here, those of an earlier, interrupted download included.</param>
/// <param name="Total">Bytes in all, or null where the sender does not say.</param>
public sealed record FetchProgress(string File, string From, long Bytes, long? Total);
