using SkiaSharp;

namespace DomainAdaptation;

/// <summary>Turns a picture as its camera was held, which a photograph's EXIF notes.</summary>
internal static class Orientation
{
    /// <param name="image">The pixels as they are stored.</param>
    /// <param name="origin">Which corner of the picture the first stored pixel is, and which edge the first row.</param>
    public static RgbaImage Upright(RgbaImage image, SKEncodedOrigin origin)
    {
        if (origin is SKEncodedOrigin.TopLeft or SKEncodedOrigin.Default || !Enum.IsDefined(origin))
        {
            return image;
        }

        var (width, height) = (image.Width, image.Height);
        var swaps = origin is SKEncodedOrigin.LeftTop or SKEncodedOrigin.RightTop or SKEncodedOrigin.RightBottom or SKEncodedOrigin.LeftBottom;
        var (columns, rows) = swaps ? (height, width) : (width, height);
        var turned = new byte[image.Pixels.Length];
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                var (column, row) = origin switch
                {
                    SKEncodedOrigin.TopRight => (width - 1 - x, y),
                    SKEncodedOrigin.BottomRight => (width - 1 - x, height - 1 - y),
                    SKEncodedOrigin.BottomLeft => (x, height - 1 - y),
                    SKEncodedOrigin.LeftTop => (y, x),
                    SKEncodedOrigin.RightTop => (height - 1 - y, x),
                    SKEncodedOrigin.RightBottom => (height - 1 - y, width - 1 - x),
                    _ => (y, width - 1 - x),
                };
                image.Pixels.AsSpan(4 * ((y * width) + x), 4).CopyTo(turned.AsSpan(4 * ((row * columns) + column)));
            }
        }

        return new(turned, columns, rows, image.Traits | ImageTraits.Turned);
    }
}
