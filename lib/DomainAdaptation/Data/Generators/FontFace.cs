using SkiaSharp;

namespace DomainAdaptation;

/// <summary>The outlines of one face's ten digits; the tallest has height 1.</summary>
internal sealed class FontFace
{
    // Large enough for hinting to be of no consequence.
    private const float Size = 512;

    // The side of the small pictures by which digits are told from symbols.
    private const int Side = 12;
    private static readonly Lazy<float[][][]> Handwritten = new(DrawByHand);

    private FontFace(string file, string family, SKFontStyle style, SKPath[] digits, float[] advances)
    {
        File = file;
        Family = family;
        Style = $"{style.Weight} {style.Width} {style.Slant}";
        Weight = style.Weight;
        Italic = style.Slant != SKFontStyleSlant.Upright;
        Digits = digits;
        Bounds = Array.ConvertAll(digits, d => d.TightBounds);
        Advances = advances;
    }

    public string File { get; }

    public string Family { get; }

    public string Style { get; }

    /// <summary>400 is regular, 700 bold.</summary>
    public int Weight { get; }

    public bool Italic { get; }

    /// <summary>The outlines, y down, the baseline at 0.</summary>
    public SKPath[] Digits { get; }

    /// <summary>The box around each outline.</summary>
    public SKRect[] Bounds { get; }

    /// <summary>How far the next digit is from each.</summary>
    public float[] Advances { get; }

    /// <summary>Null when the typeface has no ten digits that look like digits.</summary>
    public static FontFace? Of(SKTypeface typeface, string file)
    {
        using var font = new SKFont(typeface, Size) { Hinting = SKFontHinting.None, Subpixel = true, LinearMetrics = true };
        var glyphs = typeface.GetGlyphs("0123456789");
        if (glyphs.Length != 10 || Array.IndexOf(glyphs, (ushort)0) >= 0)
        {
            return null;
        }

        var paths = Array.ConvertAll(glyphs, g => font.GetGlyphPath(g));
        if (paths.Any(p => p is null || p.IsEmpty || p.TightBounds is var box && (box.Width <= 0 || box.Height <= 0)))
        {
            return null;
        }

        var scale = 1 / paths.Max(p => p.TightBounds.Height);
        var smaller = SKMatrix.CreateScale(scale, scale);
        foreach (var path in paths)
        {
            path.Transform(smaller);
        }

        using var style = typeface.FontStyle;
        var face = new FontFace(file, typeface.FamilyName, style, paths, Array.ConvertAll(font.GetGlyphWidths(glyphs), w => w * scale));
        return face.LooksLikeDigits() ? face : null;
    }

    /// <summary>Equal for faces that draw the same digits, such as one font in two packages.</summary>
    public string Outlines() => string.Join('|', Digits.Select(d => d.ToSvgPathData()));

    // Symbol fonts have ornaments, playing cards or other scripts in place of digits. At least six of ten must be nearest, of all
    // digits, to themselves as people write them: by chance it would be one.
    private bool LooksLikeDigits() => Enumerable.Range(0, 10).Count(d => Nearest(Small(d)) == d) >= 6;

    private static int Nearest(float[] picture)
    {
        var (nearest, smallest) = (0, float.MaxValue);
        for (var digit = 0; digit < 10; digit++)
        {
            foreach (var other in Handwritten.Value[digit])
            {
                var sum = 0f;
                for (var p = 0; p < picture.Length; p++)
                {
                    sum += (other[p] - picture[p]) * (other[p] - picture[p]);
                }

                (nearest, smallest) = sum < smallest ? (digit, sum) : (nearest, smallest);
            }
        }

        return nearest;
    }

    private float[] Small(int digit)
    {
        var image = new byte[Side * Side];
        using var canvas = new MaskCanvas(Side);
        canvas.Clear(Side);
        var box = Bounds[digit];
        var matrix = SKMatrix.CreateTranslation(-box.Left, -box.Top).PostConcat(SKMatrix.CreateScale(Side / box.Width, Side / box.Height));
        canvas.Fill(Digits[digit], matrix);
        canvas.CopyTo(image);
        return Normalised(image, Side, 0, 0, Side, Side);
    }

    private static float[][][] DrawByHand()
    {
        var hand = new Handwriting();
        var image = new byte[Handwriting.Size * Handwriting.Size];
        return [.. Enumerable.Range(0, 10).Select(digit => Enumerable.Range(0, 40).Select(i =>
        {
            hand.Draw(digit, Seeds.Generator(1, "digits to compare fonts with", i), image);
            var inked = Enumerable.Range(0, image.Length).Where(p => image[p] > 64).ToArray();
            int left = inked.Min(p => p % Handwriting.Size), right = inked.Max(p => p % Handwriting.Size), top = inked.Min(p => p / Handwriting.Size), bottom = inked.Max(p => p / Handwriting.Size);
            return Normalised(image, Handwriting.Size, left, top, right + 1 - left, bottom + 1 - top);
        }).ToArray())];
    }

    // Part of a picture as 12×12 numbers of length 1, a little blurred so that thick and thin strokes compare.
    private static float[] Normalised(byte[] image, int stride, int left, int top, int width, int height)
    {
        var camera = new CameraImage(Handwriting.Size);
        camera.Reset(width, height);
        for (var p = 0; p < width * height; p++)
        {
            camera.Values.AsSpan(3 * p, 3).Fill(image[((top + (p / width)) * stride) + left + (p % width)]);
        }

        camera.Resize(Side, Side);
        camera.Blur(1);
        var picture = Enumerable.Range(0, Side * Side).Select(p => camera.Values[3 * p]).ToArray();
        var length = MathF.Sqrt(picture.Sum(v => v * v)) + 1e-6f;
        return Array.ConvertAll(picture, v => v / length);
    }
}
