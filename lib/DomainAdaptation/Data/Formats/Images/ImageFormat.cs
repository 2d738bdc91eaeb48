namespace DomainAdaptation;

/// <summary>What kind of file begins with some bytes. The content tells, never the name: a WebP may be called .jpg.</summary>
/// <param name="Name">What people call it.</param>
/// <param name="IsRead">Whether it can be read here.</param>
internal sealed record ImageFormat(string Name, bool IsRead)
{
    public static readonly ImageFormat Png = new("PNG", true), Jpeg = new("JPEG", true), Gif = new("GIF", true), Bmp = new("BMP", true), WebP = new("WebP", true);

    private static readonly ImageFormat Tiff = new("TIFF", false), Heif = new("HEIF (HEIC, AVIF)", false), Pdf = new("PDF", false), Svg = new("SVG", false), Icon = new("icon", false), Jpeg2000 = new("JPEG 2000", false);

    // By what users call their files; those of other programs' notes and lists are no images.
    private static readonly string[] Read = [".jpg", ".jpeg", ".jfif", ".jpe", ".png", ".gif", ".bmp", ".webp", ".ppm"];
    private static readonly string[] Known = [".tif", ".tiff", ".heic", ".heif", ".avif", ".jp2", ".jxl", ".svg", ".psd", ".ico", ".dng", ".cr2", ".nef", ".arw"];

    /// <summary>The formats that are read, for messages.</summary>
    public const string All = "JPEG, PNG, GIF, BMP, WebP or PPM";

    /// <summary>The kind of a file, or null where it is none that is known here. PPM is told by <see cref="PpmFile"/>.</summary>
    public static ImageFormat? Of(ReadOnlySpan<byte> content) => content switch
    {
        [0x89, (byte)'P', (byte)'N', (byte)'G', ..] => Png,
        [0xff, 0xd8, 0xff, ..] => Jpeg,
        [(byte)'G', (byte)'I', (byte)'F', (byte)'8', ..] => Gif,
        [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, (byte)'W', (byte)'E', (byte)'B', (byte)'P', ..] => WebP,
        [(byte)'B', (byte)'M', _, _, _, _, 0, 0, 0, 0, ..] => Bmp,
        [(byte)'I', (byte)'I', 42, 0, ..] or [(byte)'M', (byte)'M', 0, 42, ..] => Tiff,
        [_, _, _, _, (byte)'f', (byte)'t', (byte)'y', (byte)'p', ..] => Heif,
        [(byte)'%', (byte)'P', (byte)'D', (byte)'F', ..] => Pdf,
        [(byte)'<', (byte)'s', (byte)'v', (byte)'g', ..] or [(byte)'<', (byte)'?', (byte)'x', (byte)'m', (byte)'l', ..] => Svg,
        [0, 0, 1, 0, ..] => Icon,
        [0, 0, 0, 12, (byte)'j', (byte)'P', ..] => Jpeg2000,
        _ => null,
    };

    /// <summary>Whether a file is to be read as an image, by its name.</summary>
    public static bool IsImage(string path) => Read.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether a file is an image by its name, but of a kind that cannot be read here.</summary>
    public static bool IsOtherImage(string path) => Known.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase);
}
