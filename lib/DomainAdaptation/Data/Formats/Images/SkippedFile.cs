namespace DomainAdaptation;

/// <summary>A file or folder that was passed over when images were read, and why.</summary>
/// <param name="Path">Its full path.</param>
/// <param name="Reason">Why, such as <c>"a TIFF file, which is not read here: convert it to PNG or JPEG"</c>.</param>
public sealed record SkippedFile(string Path, string Reason)
{
    /// <summary>One line: the path and the reason.</summary>
    public override string ToString() => $"{Path}: {Reason}";
}
