namespace DomainAdaptation;

/// <summary>One colour image: bytes R, G, B, row after row.</summary>
internal sealed record RgbImage(byte[] Pixels, int Width, int Height, ImageTraits Traits = ImageTraits.None);
