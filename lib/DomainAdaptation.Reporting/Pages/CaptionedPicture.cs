namespace DomainAdaptation.Reporting;

/// <summary>A small picture and what stands below it.</summary>
/// <param name="Png">The picture as a PNG file.</param>
/// <param name="Caption">A few words.</param>
public sealed record CaptionedPicture(byte[] Png, string Caption)
{
    /// <inheritdoc/>
    public override string ToString() => Caption;
}
