using System.Globalization;
using System.Security.Cryptography;
using SkiaSharp;

namespace DomainAdaptation;

/// <summary>One picture a class, transparent around the sign: <c>0.png</c> to <c>42.png</c>, numbered as GTSRB's classes.</summary>
internal sealed class SignTemplates : IDisposable
{
    private const int Smallest = 24, Largest = 4096;

    private SignTemplates(SKImage[] images, string fingerprint)
    {
        Images = images;
        Fingerprint = fingerprint;
    }

    public SKImage[] Images { get; }

    /// <summary>Eight hexadecimal digits that tell one set of pictures from another.</summary>
    public string Fingerprint { get; }

    /// <param name="folder">Where they are.</param>
    /// <param name="german">Whether to change what Germany has otherwise: see <see cref="GermanSigns"/>.</param>
    /// <exception cref="DataNotFoundException">There is no such folder, or a class has no picture.</exception>
    /// <exception cref="InvalidDataException">A picture is damaged, tiny, or nowhere transparent or opaque.</exception>
    public static SignTemplates Read(string folder, bool german)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        var full = Path.GetFullPath(folder);
        const string Advice = "Name a folder with one picture a class, 0.png to 42.png, transparent around the sign, such as Meta of a copy of GTSRB.";
        if (!Directory.Exists(full))
        {
            throw new DataNotFoundException($"There is no folder of sign templates at {full}. {Advice}");
        }

        var files = Enumerable.Range(0, SyntheticSigns.Classes).Select(c => Path.Combine(full, c.ToString(CultureInfo.InvariantCulture) + ".png")).ToArray();
        if (Array.Find(files, f => !File.Exists(f)) is { } missing)
        {
            throw new DataNotFoundException($"{full} holds no template {Path.GetFileName(missing)}. {Advice}");
        }

        var images = Array.ConvertAll(files, ReadOne);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var image in images)
        {
            hash.AppendData(image.Pixels);
        }

        var pictures = Array.ConvertAll(images, Picture);
        for (var label = 0; german && label < pictures.Length; label++)
        {
            using var template = pictures[label];
            pictures[label] = GermanSigns.Of(label, template);
        }

        return new(pictures, Convert.ToHexStringLower(hash.GetHashAndReset())[..8]);
    }

    public void Dispose()
    {
        foreach (var image in Images)
        {
            image.Dispose();
        }
    }

    private static RgbaImage ReadOne(string file)
    {
        var image = ImageFile.ReadWithAlpha(file, (width, height) =>
        {
            if (Math.Min(width, height) < Smallest || Math.Max(width, height) > Largest)
            {
                throw new InvalidDataException($"{file} has {width}×{height} pixels; a sign template has {Smallest} to {Largest} a side.");
            }
        });
        var opaque = Enumerable.Range(0, image.Pixels.Length / 4).Count(p => image.Pixels[(4 * p) + 3] > 127);
        return opaque > 0 && opaque < image.Pixels.Length / 4
            ? image
            : throw new InvalidDataException($"{file} is {(opaque == 0 ? "wholly transparent, so there is no sign in it" : "nowhere transparent, so the sign cannot be told from what is around it")}; a template is transparent around the sign only.");
    }

    // Cut to the sign itself.
    private static SKImage Picture(RgbaImage image)
    {
        using var whole = SKImage.FromPixelCopy(new SKImageInfo(image.Width, image.Height, SKColorType.Rgba8888, SKAlphaType.Unpremul), image.Pixels);
        var inside = Enumerable.Range(0, image.Width * image.Height).Where(p => image.Pixels[(4 * p) + 3] > 127).ToArray();
        var box = new SKRectI(inside.Min(p => p % image.Width), inside[0] / image.Width, inside.Max(p => p % image.Width) + 1, (inside[^1] / image.Width) + 1);
        using var cut = new SKBitmap(new SKImageInfo(box.Width, box.Height, SKColorType.Rgba8888, SKAlphaType.Premul));
        using (var canvas = new SKCanvas(cut))
        {
            canvas.Clear(SKColors.Transparent);
            canvas.DrawImage(whole, -box.Left, -box.Top, new SKSamplingOptions(SKFilterMode.Nearest));
        }

        return SKImage.FromBitmap(cut);
    }
}
