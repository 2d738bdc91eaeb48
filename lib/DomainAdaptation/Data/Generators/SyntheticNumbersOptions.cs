namespace DomainAdaptation;

/// <summary>What <see cref="SyntheticNumbers"/> varies, and how far. Of what was tried the defaults teach most of SVHN, by the accuracy on its labelled test images.</summary>
/// <param name="Neighbours">Whether numbers have two or three digits most of the time, so that neighbours show at the sides.</param>
/// <param name="Rotation">Standard deviation of the angle, in degrees.</param>
/// <param name="Slant">Standard deviation of the shear, the tangent of its angle.</param>
/// <param name="Perspective">Standard deviation of how much nearer one side is than the other, as a part of the distance.</param>
/// <param name="Resolution">The median number of pixels in a row before the image is scaled to 32: few make it blurred. Half to twice as many are common.</param>
/// <param name="Blur">Median of the blur's standard deviation, in those pixels.</param>
/// <param name="Contrast">Median difference of light and dark, in levels from 0 to 255.</param>
/// <param name="Colour">How strong colours are; 0 leaves shades of gray, 1 are those of SVHN.</param>
/// <param name="Lighting">Standard deviation of the change in brightness from one side to the other, as a part of it.</param>
/// <param name="Noise">Median of the grain, in levels.</param>
/// <param name="Jpeg">The share of images that go through a JPEG file.</param>
/// <param name="Shadows">The share of numbers that throw a shadow on the flat ground.</param>
/// <param name="Outlines">The share of numbers with an outline in a third colour.</param>
/// <param name="Plates">The share of images that show an edge of the plate that bears the number, and a flat wall beside it. The paper has no clutter: that is 0.</param>
/// <param name="BareOnes">The share of numbers whose ones are plain bars, as they are often painted; fonts give them a flag.</param>
/// <param name="Counted">Whether digits come as houses are counted: first digits by Benford's law, the others evenly, so that 1 is the most frequent class. Without it, and without neighbours, classes come evenly, which those of SVHN do not.</param>
/// <param name="Strays">The share of digits that are small in their image; as many are off its middle, and as many turned by three and a half times <paramref name="Rotation"/>, each by itself: boxes around digits in photographs are drawn by hand, and upright.</param>
public sealed record SyntheticNumbersOptions(
    bool Neighbours = true,
    double Rotation = 5,
    double Slant = 0.1,
    double Perspective = 0.12,
    double Resolution = 17,
    double Blur = 1.05,
    double Contrast = 58,
    double Colour = 1,
    double Lighting = 0.2,
    double Noise = 1.1,
    double Jpeg = 0.7,
    double Shadows = 0.2,
    double Outlines = 0.08,
    double Plates = 0.5,
    double BareOnes = 0.3,
    bool Counted = true,
    double Strays = 0.5)
{
    /// <summary>A copy with some values changed.</summary>
    public SyntheticNumbersOptions With(
        bool? neighbours = null,
        double? rotation = null,
        double? slant = null,
        double? perspective = null,
        double? resolution = null,
        double? blur = null,
        double? contrast = null,
        double? colour = null,
        double? lighting = null,
        double? noise = null,
        double? jpeg = null,
        double? shadows = null,
        double? outlines = null,
        double? plates = null,
        double? bareOnes = null,
        bool? counted = null,
        double? strays = null) =>
        new(
            neighbours ?? Neighbours,
            rotation ?? Rotation,
            slant ?? Slant,
            perspective ?? Perspective,
            resolution ?? Resolution,
            blur ?? Blur,
            contrast ?? Contrast,
            colour ?? Colour,
            lighting ?? Lighting,
            noise ?? Noise,
            jpeg ?? Jpeg,
            shadows ?? Shadows,
            outlines ?? Outlines,
            plates ?? Plates,
            bareOnes ?? BareOnes,
            counted ?? Counted,
            strays ?? Strays);

    /// <summary>Throws when a value makes no sense.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of range; the message names it.</exception>
    public void Validate()
    {
        Require(Rotation is >= 0 and <= 90, nameof(Rotation), Rotation, "from 0 to 90 degrees");
        Require(Slant is >= 0 and <= 1, nameof(Slant), Slant, "from 0 to 1");
        Require(Perspective is >= 0 and <= 0.2, nameof(Perspective), Perspective, "from 0 to 0.2");
        Require(Resolution is >= 8 and <= 64, nameof(Resolution), Resolution, "from 8 to 64 pixels");
        Require(Blur is >= 0 and <= 8, nameof(Blur), Blur, "from 0 to 8 pixels");
        Require(Contrast is > 0 and <= 255, nameof(Contrast), Contrast, "above 0 and at most 255");
        Require(Colour is >= 0 and <= 5, nameof(Colour), Colour, "from 0 to 5");
        Require(Lighting is >= 0 and <= 1, nameof(Lighting), Lighting, "from 0 to 1");
        Require(Noise is >= 0 and <= 100, nameof(Noise), Noise, "from 0 to 100 levels");
        Require(Jpeg is >= 0 and <= 1, nameof(Jpeg), Jpeg, "a share from 0 to 1");
        Require(Shadows is >= 0 and <= 1, nameof(Shadows), Shadows, "a share from 0 to 1");
        Require(Outlines is >= 0 and <= 1, nameof(Outlines), Outlines, "a share from 0 to 1");
        Require(Strays is >= 0 and <= 1, nameof(Strays), Strays, "a share from 0 to 1");
        Require(BareOnes is >= 0 and <= 1, nameof(BareOnes), BareOnes, "a share from 0 to 1");
        Require(Plates is >= 0 and <= 1, nameof(Plates), Plates, "a share from 0 to 1");
    }

    private static void Require(bool holds, string name, object value, string rule)
    {
        if (!holds)
        {
            throw new ArgumentOutOfRangeException(name, value, $"{name} must be {rule}.");
        }
    }
}
