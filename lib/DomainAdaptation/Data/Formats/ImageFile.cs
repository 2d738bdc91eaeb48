using SkiaSharp;

namespace DomainAdaptation;

/// <summary>Decodes PNG, JPEG and PPM files to RGB bytes, row after row; the content tells which, not the name. Writes PNG files.</summary>
/// <remarks>A header that claims more pixels than its file can hold is refused before anything is allocated for them.</remarks>
internal static class ImageFile
{
    // A photo of a common camera is 10 to 20 MB; nothing here is ever near these limits.
    public const long LargestPixels = 50_000_000;
    private const long LargestFile = 64 << 20;

    // What a byte of a file can become: deflate, in PNG, makes 1032 of one; JPEG needs a bit for 8×8 pixels.
    private const long LargestCompression = 1032;
    private const long JpegPixelsPerByte = 8 * 64;

    /// <param name="path">The file.</param>
    /// <param name="admit">Sees width and height, as the header claims them, before anything is allocated; throws to refuse.</param>
    /// <exception cref="InvalidDataException">It is no image, too large or truncated; the message names the file.</exception>
    public static RgbImage Read(string path, Action<int, int>? admit = null) => Decode(Content(path), path, admit);

    /// <summary>As <see cref="Read"/>, with a fourth byte a pixel: 0 where the picture is transparent, 255 where it is not.</summary>
    public static RgbaImage ReadWithAlpha(string path, Action<int, int>? admit = null) => DecodeWithAlpha(Content(path), path, admit);

    /// <param name="content">What the file holds.</param>
    /// <param name="path">Its name, for messages.</param>
    /// <param name="admit">As for <see cref="Read"/>.</param>
    public static RgbImage Decode(byte[] content, string path, Action<int, int>? admit = null)
    {
        if (PpmFile.IsPpm(content))
        {
            return PpmFile.Decode(content, path, admit);
        }

        var image = DecodeWithAlpha(content, path, admit);
        return new(WithoutAlpha(image.Pixels), image.Width, image.Height);
    }

    /// <summary>Writes a PNG file. Not through a temporary name, which would take a flush to the disk for each of many small files.</summary>
    public static void WritePng(string path, ReadOnlySpan<byte> rgb, int width, int height)
    {
        NativeBackend.EnsureLoaded();
        var rgba = new byte[width * height * 4];
        for (int from = 0, to = 0; from < rgb.Length; from += 3, to += 4)
        {
            rgb.Slice(from, 3).CopyTo(rgba.AsSpan(to));
            rgba[to + 3] = byte.MaxValue;
        }

        using var image = SKImage.FromPixelCopy(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Opaque), rgba);
        using var png = image.Encode(SKEncodedImageFormat.Png, 100);
        using var file = AtomicFile.Opened(path, () => File.Create(path));
        png.SaveTo(file);
    }

    private static byte[] Content(string path) => new FileInfo(path).Length <= LargestFile
        ? File.ReadAllBytes(path)
        : throw new InvalidDataException($"{path} is larger than the 64 MiB that an image may have.");

    private static RgbaImage DecodeWithAlpha(byte[] content, string path, Action<int, int>? admit)
    {
        if (content.Length == 0)
        {
            throw new InvalidDataException($"{path} is empty; it should be an image.");
        }

        NativeBackend.EnsureLoaded();
        // Skia reads many more formats, some of which begin like anything; none of them is wanted.
        using var data = content is [0x89, (byte)'P', (byte)'N', (byte)'G', ..] or [0xff, 0xd8, 0xff, ..] ? SKData.CreateCopy(content) : null;
        using var codec = data is null ? null : SKCodec.Create(data);
        if (codec is null)
        {
            throw new InvalidDataException($"{path} is no image: it holds neither PNG nor JPEG. Remove it, or fetch it again.");
        }

        int width = codec.Info.Width, height = codec.Info.Height;
        if (width <= 0 || height <= 0 || (long)width * height > LargestPixels)
        {
            throw new InvalidDataException($"{path} claims {width}×{height} pixels, more than the 50 million that an image may have.");
        }

        if (!CanHold(content, width, height))
        {
            throw new InvalidDataException($"{path} claims {width}×{height} pixels, more than its {content.Length} bytes can hold; fetch or copy it again.");
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

    private static bool CanHold(byte[] content, long width, long height)
    {
        if (content[0] == 0xff)
        {
            return width * height <= content.Length * JpegPixelsPerByte;
        }

        // The header of a PNG is always the first part; it holds the bits of a sample and the kind of colour.
        var channels = content.Length < 26 ? 1 : content[25] switch { 2 => 3, 4 => 2, 6 => 4, _ => 1 };
        var bits = content.Length < 26 ? 1 : Math.Max(1, (int)content[24]) * channels;
        return height * (1 + (width * bits / 8)) <= content.Length * LargestCompression;
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
