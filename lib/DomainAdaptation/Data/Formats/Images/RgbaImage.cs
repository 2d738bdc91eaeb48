namespace DomainAdaptation;

/// <summary>One colour image with transparency: bytes R, G, B, A, row after row, not multiplied by A.</summary>
internal sealed record RgbaImage(byte[] Pixels, int Width, int Height, ImageTraits Traits = ImageTraits.None);
