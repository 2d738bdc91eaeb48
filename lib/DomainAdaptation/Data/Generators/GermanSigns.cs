using SkiaSharp;

namespace DomainAdaptation;

/// <summary>What German signs have otherwise than the templates that come with copies of GTSRB, which are another country's.</summary>
/// <remarks>
/// Those templates show speed limits with serifs, warnings of bumps and road works on yellow, and the priority road in lemon. German digits are strokes of even width
/// (DIN 1451), so that they can be drawn from their middle lines; all warnings are white, and the priority road is amber.
/// </remarks>
internal static class GermanSigns
{
    private const int Side = 200;

    // The middle lines of the digits in a box 100 tall, whose strokes are 14 wide.
    private const float Stroke = 14, Tall = 100;
    private static readonly Dictionary<char, Digit> Digits = new()
    {
        ['0'] = new(50, "M7 28 A18 21 0 0 1 43 28 V72 A18 21 0 0 1 7 72 Z"),
        ['1'] = new(34, "M4 26 L25 9 V100"),
        ['2'] = new(50, "M7 27 A18 20 0 1 1 41 37 L8 93 H47"),
        ['3'] = new(50, "M7 25 A18 18.5 0 1 1 24 47 H20 M24 47 A19.5 23 0 1 1 5 74"),
        ['5'] = new(50, "M44 7 H12 L9 49 A19 22 0 1 1 6 78"),
        ['6'] = new(50, "M35 3 L11 56 M6.5 69 A18.5 24 0 1 1 43.5 69 A18.5 24 0 1 1 6.5 69"),
        ['7'] = new(48, "M4 7 H42 L17 100"),
        ['8'] = new(50, "M9 27 A16 20 0 1 1 41 27 A16 20 0 1 1 9 27 M7 70 A18 23 0 1 1 43 70 A18 23 0 1 1 7 70"),
    };

    private static readonly Dictionary<int, string> Limits = new() { [0] = "20", [1] = "30", [2] = "50", [3] = "60", [4] = "70", [5] = "80", [7] = "100", [8] = "120" };

    /// <summary>The picture of a class as Germany has it: the template itself, but for the classes above.</summary>
    /// <param name="label">The class in GTSRB.</param>
    /// <param name="template">Its template; not changed.</param>
    /// <returns>A picture of the caller's, even where it looks like the template.</returns>
    public static SKImage Of(int label, SKImage template)
    {
        const int EndOf80 = 6, Priority = 12, Bumps = 22, RoadWorks = 25;
        using var bitmap = new SKBitmap(new SKImageInfo(Side, (int)Math.Round((double)Side * template.Height / template.Width), SKColorType.Rgba8888, SKAlphaType.Premul));
        using (var canvas = new SKCanvas(bitmap))
        {
            canvas.Clear(SKColors.Transparent);
            if (Limits.TryGetValue(label, out var limit))
            {
                Disc(canvas, new SKColor(205, 20, 30), 1);
                Disc(canvas, SKColors.White, 0.77f);
                Write(canvas, limit, SKColors.Black, limit.Length == 3 ? 0.38f : 0.42f);
            }
            else if (label == EndOf80)
            {
                Disc(canvas, new SKColor(90, 90, 90), 1);
                Disc(canvas, SKColors.White, 0.95f);
                Write(canvas, "80", new SKColor(150, 150, 150), 0.42f);
                Bars(canvas);
            }
            else
            {
                canvas.DrawImage(template, SKRect.Create(bitmap.Width, bitmap.Height), new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear));
            }
        }

        if (label is Priority or Bumps or RoadWorks)
        {
            ReplaceYellow(bitmap, label == Priority ? new SKColor(245, 180, 25) : SKColors.White);
        }

        return SKImage.FromBitmap(bitmap);
    }

    private static void Disc(SKCanvas canvas, SKColor colour, float part)
    {
        using var paint = new SKPaint { IsAntialias = true, Color = colour };
        canvas.DrawCircle(Side / 2f, Side / 2f, part * Side / 2, paint);
    }

    private static void Write(SKCanvas canvas, string digits, SKColor colour, float height)
    {
        const float Gap = 10;
        // Three digits are narrower, to fit.
        float scale = height * Side / Tall, narrow = digits.Length == 3 ? 0.86f : 1;
        var width = digits.Sum(d => Digits[d].Width) + (Gap * (digits.Length - 1));
        using var paint = new SKPaint { IsAntialias = true, Color = colour, Style = SKPaintStyle.Stroke, StrokeWidth = Stroke };
        canvas.Save();
        canvas.Translate(Side / 2f, Side / 2f);
        canvas.Scale(scale * narrow, scale);
        canvas.Translate(-width / 2, -Tall / 2);
        foreach (var digit in digits.Select(d => Digits[d]))
        {
            using var path = SKPath.ParseSvgPathData(digit.Lines);
            canvas.DrawPath(path, paint);
            canvas.Translate(digit.Width + Gap, 0);
        }

        canvas.Restore();
    }

    // Five thin lines from the lower left to the upper right, on the disc only.
    private static void Bars(SKCanvas canvas)
    {
        using var paint = new SKPaint { IsAntialias = true, BlendMode = SKBlendMode.SrcATop, Color = new SKColor(25, 25, 25), Style = SKPaintStyle.Stroke, StrokeWidth = 0.03f * Side };
        for (var line = -2; line <= 2; line++)
        {
            var aside = 0.045f * line * Side;
            canvas.DrawLine((0.1f * Side) + aside, (0.95f * Side) + aside, (0.9f * Side) + aside, (0.05f * Side) + aside, paint);
        }
    }

    // How yellow a pixel is: it has red and green and lacks blue.
    private static void ReplaceYellow(SKBitmap bitmap, SKColor by)
    {
        for (var y = 0; y < bitmap.Height; y++)
        {
            for (var x = 0; x < bitmap.Width; x++)
            {
                var colour = bitmap.GetPixel(x, y);
                var yellow = Math.Clamp((Math.Min(colour.Red, colour.Green) - colour.Blue) / 160f, 0, 1);
                byte Mixed(byte from, byte to) => (byte)(from + (yellow * (to - from)));
                bitmap.SetPixel(x, y, new SKColor(Mixed(colour.Red, by.Red), Mixed(colour.Green, by.Green), Mixed(colour.Blue, by.Blue), colour.Alpha));
            }
        }
    }

    private sealed record Digit(float Width, string Lines);
}
