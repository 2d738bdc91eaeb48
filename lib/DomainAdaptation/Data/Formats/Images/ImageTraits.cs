namespace DomainAdaptation;

/// <summary>What is unusual about an image file, though it could be read.</summary>
[Flags]
internal enum ImageTraits
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Its orientation, as the camera noted it, is not upright: it was turned.</summary>
    Turned = 1,

    /// <summary>It has several frames: the first was taken.</summary>
    Animated = 2,

    /// <summary>It has 16 bits a channel: the upper 8 were taken.</summary>
    Deep = 4,

    /// <summary>It is in the four colours of print: it was turned into red, green and blue.</summary>
    Cmyk = 8,

    /// <summary>It has transparent pixels: white was put behind them.</summary>
    Transparent = 16,

    /// <summary>It has no colour: the gray channel was repeated.</summary>
    Gray = 32,

    /// <summary>It is smaller than the images that training sees: it was enlarged.</summary>
    Small = 64,
}
