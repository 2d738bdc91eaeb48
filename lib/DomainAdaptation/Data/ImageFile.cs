using SkiaSharp;

namespace DomainAdaptation;

/// <summary>Decodes PNG and JPEG files to RGB bytes, row after row.</summary>
internal static class ImageFile
{
    // A photo of a common camera is 10 to 20 MB; nothing here is ever near these limits.
    private const long LargestFile = 64 << 20;
    private const long LargestPixels = 50_000_000;

    /// <param name="path">The file.</param>
    /// <param name="admit">Sees width and height, as the header claims them, before anything is allocated; throws to refuse.</param>
    /// <exception cref="InvalidDataException">It is no image, too large or truncated; the message names the file.</exception>
    public static RgbImage Read(string path, Action<int, int>? admit = null)
    {
        var image = ReadWithAlpha(path, admit);
        return new(WithoutAlpha(image.Pixels), image.Width, image.Height);
    }

    /// <summary>As <see cref="Read"/>, with a fourth byte a pixel: 0 where the picture is transparent, 255 where it is not.</summary>
    public static RgbaImage ReadWithAlpha(string path, Action<int, int>? admit = null)
    {
        NativeBackend.EnsureLoaded();
        if (new FileInfo(path).Length is var length && (length == 0 || length > LargestFile))
        {
            throw new InvalidDataException(length == 0 ? $"{path} is empty; it should be an image." : $"{path} is larger than the 64 MiB that an image may have.");
        }

        using var data = SKData.CreateCopy(File.ReadAllBytes(path));
        using var codec = SKCodec.Create(data)
            ?? throw new InvalidDataException($"{path} is no image: it holds neither PNG nor JPEG. Remove it, or fetch it again.");
        int width = codec.Info.Width, height = codec.Info.Height;
        if (width <= 0 || height <= 0 || (long)width * height > LargestPixels)
        {
            throw new InvalidDataException($"{path} claims {width}×{height} pixels, more than the 50 million that an image may have.");
        }

        admit?.Invoke(width, height);
        var info = new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Unpremul);
        var rgba = new byte[info.BytesSize];
        unsafe
        {
            fixed (byte* pixels = rgba)
            {
                if (codec.GetPixels(info, (IntPtr)pixels) is var result && result != SKCodecResult.Success)
                {
                    throw new InvalidDataException($"{path} is a truncated or damaged image ({result}); fetch or copy it again.");
                }
            }
        }

        return new(rgba, width, height);
    }

    private static byte[] WithoutAlpha(byte[] rgba)
    {
        var rgb = new byte[rgba.Length / 4 * 3];
        for (int from = 0, to = 0; from < rgba.Length; from += 4, to += 3)
        {
            rgb[to] = rgba[from];
            rgb[to + 1] = rgba[from + 1];
            rgb[to + 2] = rgba[from + 2];
        }

        return rgb;
    }
}
