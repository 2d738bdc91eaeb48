using SkiaSharp;

namespace DomainAdaptation;

/// <summary>Decodes JPEG, PNG, GIF, BMP, WebP and PPM files to RGB bytes, row after row; the content tells which, not the name. Writes PNG files.</summary>
/// <remarks>
/// What is read is what a viewer shows: a photograph as its camera was held (EXIF), white behind what is transparent, the first frame of many.
/// A header that claims more pixels than its file can hold is refused before anything is allocated for them.
/// </remarks>
internal static class ImageFile
{
    // A photo of a common camera is 10 to 20 MB; nothing here is ever near these limits.
    public const long LargestPixels = 50_000_000;
    private const long LargestFile = 64 << 20;

    // What a byte of a file can become: deflate, in PNG, makes 1032 of one; JPEG needs a bit for 8×8 pixels; a code of GIF has 12 bits and stands for 4096 pixels at most.
    private const long LargestCompression = 1032;
    private const long JpegPixelsPerByte = 8 * 64;
    private const long GifPixelsPerByte = 4096 * 8 / 12;

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
        var (pixels, traits) = OnWhite(image.Pixels);
        return new(pixels, image.Width, image.Height, image.Traits | traits);
    }

    /// <summary>Writes a PNG file. Not through a temporary name, which would take a flush to the disk for each of many small files.</summary>
    public static void WritePng(string path, ReadOnlySpan<byte> rgb, int width, int height)
    {
        using var png = Png(rgb, width, height);
        using var file = AtomicFile.Opened(path, () => File.Create(path));
        png.SaveTo(file);
    }

    /// <summary>The content of a PNG file; the caller disposes it.</summary>
    public static SKData Png(ReadOnlySpan<byte> rgb, int width, int height)
    {
        NativeBackend.EnsureLoaded();
        var rgba = new byte[width * height * 4];
        for (int from = 0, to = 0; from < rgb.Length; from += 3, to += 4)
        {
            rgb.Slice(from, 3).CopyTo(rgba.AsSpan(to));
            rgba[to + 3] = byte.MaxValue;
        }

        using var image = SKImage.FromPixelCopy(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Opaque), rgba);
        return image.Encode(SKEncodedImageFormat.Png, 100);
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

        var format = ImageFormat.Of(content);
        if (format is { IsRead: false })
        {
            throw new InvalidDataException($"{path} is a {format.Name} file, which is not read here: convert it to PNG or JPEG.");
        }

        NativeBackend.EnsureLoaded();
        // Skia reads more formats, some of which begin like anything; none of them is wanted.
        using var data = format is null ? null : SKData.CreateCopy(content);
        using var codec = data is null ? null : SKCodec.Create(data);
        if (codec is null)
        {
            throw new InvalidDataException($"{path} is no image: it holds no {ImageFormat.All}. Remove it, or fetch it again.");
        }

        int width = codec.Info.Width, height = codec.Info.Height;
        if (width <= 0 || height <= 0 || (long)width * height > LargestPixels)
        {
            throw new InvalidDataException($"{path} claims {width}×{height} pixels, more than the 50 million that an image may have.");
        }

        if (!CanHold(format!, content, width, height))
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

        var traits = (codec.FrameCount > 1 ? ImageTraits.Animated : ImageTraits.None)
            | (format == ImageFormat.Png && content.Length > 24 && content[24] == 16 ? ImageTraits.Deep : ImageTraits.None)
            | (format == ImageFormat.Jpeg && JpegHeader.Components(content) == 4 ? ImageTraits.Cmyk : ImageTraits.None);
        return Orientation.Upright(new(rgba, width, height, traits), codec.EncodedOrigin);
    }

    private static bool CanHold(ImageFormat format, byte[] content, long width, long height)
    {
        if (format == ImageFormat.Jpeg)
        {
            return width * height <= content.Length * JpegPixelsPerByte;
        }

        if (format != ImageFormat.Png)
        {
            // A WebP or BMP file of a few bytes may honestly be a large picture of one colour.
            return format != ImageFormat.Gif || width * height <= content.Length * GifPixelsPerByte;
        }

        // The header of a PNG is always the first part; it holds the bits of a sample and the kind of colour.
        var channels = content.Length < 26 ? 1 : content[25] switch { 2 => 3, 4 => 2, 6 => 4, _ => 1 };
        var bits = content.Length < 26 ? 1 : Math.Max(1, (int)content[24]) * channels;
        return height * (1 + (width * bits / 8)) <= content.Length * LargestCompression;
    }

    private static (byte[] Rgb, ImageTraits Traits) OnWhite(byte[] rgba)
    {
        var rgb = new byte[rgba.Length / 4 * 3];
        bool transparent = false, gray = true;
        for (int from = 0, to = 0; from < rgba.Length; from += 4, to += 3)
        {
            var alpha = rgba[from + 3];
            if (alpha == byte.MaxValue)
            {
                (rgb[to], rgb[to + 1], rgb[to + 2]) = (rgba[from], rgba[from + 1], rgba[from + 2]);
            }
            else
            {
                transparent = true;
                for (var c = 0; c < 3; c++)
                {
                    rgb[to + c] = (byte)(((rgba[from + c] * alpha) + (byte.MaxValue * (byte.MaxValue - alpha)) + 127) / byte.MaxValue);
                }
            }

            gray &= rgb[to] == rgb[to + 1] && rgb[to] == rgb[to + 2];
        }

        return (rgb, (transparent ? ImageTraits.Transparent : ImageTraits.None) | (gray ? ImageTraits.Gray : ImageTraits.None));
    }
}
