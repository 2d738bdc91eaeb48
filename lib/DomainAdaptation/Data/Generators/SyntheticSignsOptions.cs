namespace DomainAdaptation;

/// <summary>What <see cref="SyntheticSigns"/> varies, and how far. The defaults are tuned to look like GTSRB.</summary>
/// <param name="Fill">The mean part of the image that the sign takes, side to side.</param>
/// <param name="Rotation">Standard deviation of the angle, in degrees.</param>
/// <param name="Tilt">Standard deviation of how much nearer one side is than the other, as a part of the distance.</param>
/// <param name="Resolution">The median number of pixels in a row before the image is scaled to its size: few make it blurred. Half to twice as many are common.</param>
/// <param name="Blur">Median of the blur's standard deviation, in those pixels.</param>
/// <param name="Motion">The share of images that moved while the shutter was open.</param>
/// <param name="Exposure">The median brightness, as a part of full light.</param>
/// <param name="ExposureSpread">Standard deviation of the brightness's logarithm: dark and over-exposed images.</param>
/// <param name="Backlight">The share of signs against a bright sky.</param>
/// <param name="Fog">The share of images with haze over them.</param>
/// <param name="Shadows">The share of signs on which the edge of a shadow lies.</param>
/// <param name="Colour">How strong colours are, from 0 (gray) to 1 (as in the templates), on average.</param>
/// <param name="Noise">Median of the grain, in levels from 0 to 255.</param>
/// <param name="Jpeg">The share of images that go through a JPEG file.</param>
/// <param name="German">Whether speed limits get the digits of German signs, all warnings a white ground, and the priority road its amber, whatever the templates have.</param>
public sealed record SyntheticSignsOptions(
    double Fill = 0.87,
    double Rotation = 3.5,
    double Tilt = 0.12,
    double Resolution = 34,
    double Blur = 0.5,
    double Motion = 0.15,
    double Exposure = 0.53,
    double ExposureSpread = 0.64,
    double Backlight = 0.17,
    double Fog = 0.1,
    double Shadows = 0.12,
    double Colour = 0.85,
    double Noise = 1.3,
    double Jpeg = 0.2,
    bool German = true)
{
    /// <summary>A copy with some values changed.</summary>
    public SyntheticSignsOptions With(
        double? fill = null,
        double? rotation = null,
        double? tilt = null,
        double? resolution = null,
        double? blur = null,
        double? motion = null,
        double? exposure = null,
        double? exposureSpread = null,
        double? backlight = null,
        double? fog = null,
        double? shadows = null,
        double? colour = null,
        double? noise = null,
        double? jpeg = null,
        bool? german = null) =>
        new(
            fill ?? Fill,
            rotation ?? Rotation,
            tilt ?? Tilt,
            resolution ?? Resolution,
            blur ?? Blur,
            motion ?? Motion,
            exposure ?? Exposure,
            exposureSpread ?? ExposureSpread,
            backlight ?? Backlight,
            fog ?? Fog,
            shadows ?? Shadows,
            colour ?? Colour,
            noise ?? Noise,
            jpeg ?? Jpeg,
            german ?? German);

    /// <summary>Throws when a value makes no sense.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of range; the message names it.</exception>
    public void Validate()
    {
        Require(Fill is >= 0.3 and <= 1.2, nameof(Fill), Fill, "a part from 0.3 to 1.2");
        Require(Rotation is >= 0 and <= 90, nameof(Rotation), Rotation, "from 0 to 90 degrees");
        Require(Tilt is >= 0 and <= 0.2, nameof(Tilt), Tilt, "from 0 to 0.2");
        Require(Resolution is >= 8 and <= 64, nameof(Resolution), Resolution, "from 8 to 64 pixels");
        Require(Blur is >= 0 and <= 8, nameof(Blur), Blur, "from 0 to 8 pixels");
        Require(Motion is >= 0 and <= 1, nameof(Motion), Motion, "a share from 0 to 1");
        Require(Exposure is > 0 and <= 1.3, nameof(Exposure), Exposure, "above 0 and at most 1.3");
        Require(ExposureSpread is >= 0 and <= 2, nameof(ExposureSpread), ExposureSpread, "from 0 to 2");
        Require(Backlight is >= 0 and <= 1, nameof(Backlight), Backlight, "a share from 0 to 1");
        Require(Fog is >= 0 and <= 1, nameof(Fog), Fog, "a share from 0 to 1");
        Require(Shadows is >= 0 and <= 1, nameof(Shadows), Shadows, "a share from 0 to 1");
        Require(Colour is >= 0 and <= 1, nameof(Colour), Colour, "from 0 to 1");
        Require(Noise is >= 0 and <= 100, nameof(Noise), Noise, "from 0 to 100 levels");
        Require(Jpeg is >= 0 and <= 1, nameof(Jpeg), Jpeg, "a share from 0 to 1");
    }

    private static void Require(bool holds, string name, object value, string rule)
    {
        if (!holds)
        {
            throw new ArgumentOutOfRangeException(name, value, $"{name} must be {rule}.");
        }
    }
}
