using System.Globalization;

namespace DomainAdaptation;

/// <summary>An image of GTSRB: its full path, its size, the rectangle of the sign (last column and row included), the class.</summary>
internal sealed record GtsrbRow(string File, int Width, int Height, int Left, int Top, int Right, int Bottom, int Class)
{
    /// <summary>The track, a run of photos of one sign: the number before the last "_" of 00000_00012.ppm or 00020_00000_00012.png. Null where there is none.</summary>
    public string? Track => Path.GetFileNameWithoutExtension(File).Split('_') is [.., var track, _] ? string.Create(CultureInfo.InvariantCulture, $"{Class}/{track}") : null;

    /// <summary>The sign in an image: a picture that has the size the table says still has its margins, another one has lost them.</summary>
    public ImagePart PartOf(RgbImage image) =>
        image.Width == Width && image.Height == Height
            // Copies differ in whether the last column and row are named or those after them; the edge of the image decides.
            ? new(Left, Top, Math.Min(Right + 1, Width) - Left, Math.Min(Bottom + 1, Height) - Top)
            : new(0, 0, image.Width, image.Height);
}
