using SkiaSharp;

namespace DomainAdaptation.Tests;

/// <summary>Makes image files.</summary>
internal static class TestImages
{
    public static void WritePng(string path, int width, int height, Func<int, int, SKColor> colour) =>
        Write(path, width, height, colour, SKEncodedImageFormat.Png);

    public static void WriteJpeg(string path, int width, int height, Func<int, int, SKColor> colour) =>
        Write(path, width, height, colour, SKEncodedImageFormat.Jpeg);

    private static void Write(string path, int width, int height, Func<int, int, SKColor> colour, SKEncodedImageFormat format)
    {
        NativeBackend.EnsureLoaded();
        using var bitmap = new SKBitmap(width, height, SKColorType.Rgba8888, SKAlphaType.Opaque);
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                bitmap.SetPixel(x, y, colour(x, y));
            }
        }

        using var data = bitmap.Encode(format, 90);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, data.ToArray());
    }
}
