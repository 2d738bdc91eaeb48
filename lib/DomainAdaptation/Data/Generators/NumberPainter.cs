using SkiaSharp;

namespace DomainAdaptation;

/// <summary>Draws one image of <see cref="SyntheticNumbers"/>. An instance holds working memory and serves one thread.</summary>
/// <remarks>
/// The picture is made as a camera makes it: flat shapes, light, the lens, few pixels, grain, a JPEG file; then it is scaled to 32×32 as SVHN's crops are.
/// The constants were fitted to 8,000 training images of SVHN without their labels: dark and light of an image were taken as the two means of its brightness.
/// </remarks>
internal sealed class NumberPainter(FontSet fonts, SyntheticNumbersOptions options) : IDisposable
{
    private const int Largest = 64;

    private readonly MaskCanvas canvas = new(Largest);
    private readonly CameraImage image = new(Largest);
    private readonly byte[] ink = new byte[Largest * Largest];
    private readonly byte[] other = new byte[Largest * Largest];
    private readonly List<Placed> text = [];
    private double weight;

    /// <param name="label">The digit in the middle; where digits are counted as houses are, the number decides.</param>
    /// <param name="random">The numbers to draw with.</param>
    /// <param name="rgb">32·32·3 bytes to fill.</param>
    /// <returns>The digit in the middle.</returns>
    public int Draw(int label, Random random, Span<byte> rgb)
    {
        var size = (int)Math.Clamp(random.Positive(options.Resolution, 0.4), 9, Largest);
        label = Write(label, random, size);
        image.Reset(size, size);
        Paint(random);
        image.Blur(Math.Min(random.Positive(options.Blur, 0.3), 0.05 * size));
        image.Fringe(Shift(random), Shift(random), 1.5 * Shift(random), 1.5 * Shift(random));
        var grain = random.Positive(options.Noise, 0.6);
        image.AddNoise(random, grain, 0.4 * grain);
        image.AddBlotches(random, options.Colour * random.Positive(5, 0.3));
        if (random.Chance(options.Jpeg))
        {
            image.Jpeg((int)random.Between(55, 96));
        }

        image.Resize(SyntheticNumbers.Size, SyntheticNumbers.Size);
        image.CopyTo(rgb);
        return label;
    }

    private double Shift(Random random) => options.Colour * random.Bell(0, 0.35);

    public void Dispose() => canvas.Dispose();

    // Which digits stand where: the labelled one in the middle, the others beside it.
    private int Write(int label, Random random, int size)
    {
        var face = Choose(random);
        // Shares of digits by the length of SVHN's numbers, of which those with four digits are left out.
        var length = options.Neighbours ? random.Next(100) switch { < 8 => 1, < 58 => 2, _ => 3 } : 1;
        var place = random.Next(length);
        var digits = new int[length];
        if (options.Counted && options.Neighbours)
        {
            Count(digits, random);
            label = digits[place];
        }
        else
        {
            for (var i = 0; i < length; i++)
            {
                digits[i] = i == place ? label : random.Next(10);
            }
        }

        var bar = random.Chance(options.BareOnes) ? Bar(face, random) : null;
        var spacing = random.Bell(-0.01, 0.05);
        var box = bar is not null && label == 1 ? bar.Bounds : face.Bounds[label];

        // The crop is a square around the digit's box, drawn by hand and so rarely tight. What strays is small in it, off its middle, or turned far.
        var scale = size * (Strays(random) ? random.Between(0.45, 0.8) : Math.Clamp(random.Bell(0.89, 0.08), 0.62, 1.1)) / Math.Max(box.Width, box.Height);
        var off = Strays(random);
        var turn = options.Rotation * (Strays(random) ? 3.5 : 1);
        var widen = random.Positive(0.7, 0.15);
        var farthest = off ? 0.4 * scale * widen * Advance(label) : size; // or a neighbour would be nearer the middle
        var matrix = SKMatrix.CreateTranslation(-box.MidX, -box.MidY)
            .PostConcat(SKMatrix.CreateScale((float)(scale * widen), (float)scale))
            .PostConcat(SKMatrix.CreateSkew((float)-random.Bell(0.02, options.Slant), 0))
            .PostConcat(SKMatrix.CreateRotationDegrees((float)random.Bell(0, turn)))
            .PostConcat(new SKMatrix(1, 0, 0, 0, 1, 0, (float)(random.Bell(0, options.Perspective) / size), (float)(random.Bell(0, options.Perspective) / size), 1))
            .PostConcat(SKMatrix.CreateTranslation((float)((size * 0.5) + Math.Clamp(random.Bell(0, (off ? 0.12 : 0.035) * size), -farthest, farthest)), (float)((size * 0.5) + random.Bell(0, (off ? 0.1 : 0.03) * size))));
        weight = random.Chance(0.35) ? random.Between(0, 0.07) : 0;
        text.Clear();
        var x = 0.0;
        for (var i = 0; i < place; i++)
        {
            x -= Advance(digits[i]) + spacing;
        }

        foreach (var digit in digits)
        {
            text.Add(new(bar is not null && digit == 1 ? bar : face.Digits[digit], SKMatrix.CreateTranslation((float)x, 0).PostConcat(matrix)));
            x += Advance(digit) + spacing;
        }

        return label;

        double Advance(int digit) => bar is not null && digit == 1 ? bar.Bounds.Width + (2 * bar.Bounds.Left) : face.Advances[digit];
    }

    // Without strays no number is drawn, so that images are those of before there were any.
    private bool Strays(Random random) => options.Strays > 0 && random.Chance(options.Strays);

    // Houses are counted from one, so that first digits follow Benford's law: P(d) = log₁₀(1 + 1/d).
    private static void Count(Span<int> digits, Random random)
    {
        foreach (ref var digit in digits)
        {
            digit = random.Next(10);
        }

        digits[0] = (int)Math.Pow(10, random.NextDouble());
    }

    // As heavy as the face, with some space at both sides.
    private static SKPath Bar(FontFace face, Random random)
    {
        var width = (float)random.Between(0.11, 0.17) * (face.Weight < 600 ? 1 : 1.7f);
        using var path = new SKPathBuilder();
        path.AddRect(new SKRect(0.12f, -1, 0.12f + width, 0));
        return path.Detach();
    }

    // Families alike. House numbers are seldom thin or italic, so of such faces most are put back.
    private FontFace Choose(Random random)
    {
        for (var tries = 0; ; tries++)
        {
            var family = fonts.Families[random.Next(fonts.Families.Length)];
            var face = family[random.Next(family.Length)];
            var keep = (face.Italic ? 0.3 : 1) * (face.Weight < 400 ? 0.2 : face.Weight < 600 ? 0.7 : 1);
            if (random.Chance(keep) || tries == 20)
            {
                return face;
            }
        }
    }

    private void Cover(byte[] mask, double dx, double dy, double wider)
    {
        canvas.Clear(image.Width);
        foreach (var digit in text)
        {
            canvas.Fill(digit.Path, digit.Matrix.PostConcat(SKMatrix.CreateTranslation((float)dx, (float)dy)), weight + wider);
        }

        canvas.CopyTo(mask);
    }

    private void Paint(Random random)
    {
        int size = image.Width;
        Rgb dark = Dark(random), light = Light(random, dark);
        var (ground, front) = random.Chance(0.5) ? (dark, light) : (light, dark);
        for (var p = 0; p < size * size; p++)
        {
            Set(p, ground, 1);
        }

        if (random.Chance(options.Plates))
        {
            PaintWall(random, ground);
        }

        if (random.Chance(options.Shadows))
        {
            // Raised digits throw a soft shadow, a little aside and down.
            Cover(other, size * random.Bell(0, 0.05), size * random.Between(0.01, 0.08), 0);
            Mix(other, ground.Times(random.Between(0.3, 0.75)), random.Between(0.4, 1));
            image.Blur(size * random.Between(0.005, 0.03));
        }

        if (random.Chance(options.Outlines))
        {
            Cover(other, 0, 0, random.Between(0.06, 0.16));
            Mix(other, random.Chance(0.6) ? front.Towards(ground, random.Between(0.4, 1.4)) : Dark(random), 1);
        }

        Cover(ink, 0, 0, 0);
        Mix(ink, front, 1);
        Shine(random);
    }

    // Fitted: median 81 and a factor of 1.55 each way; blueish in the shade, colours rarely strong.
    private Rgb Dark(Random random)
    {
        var level = Math.Min(random.Positive(70, 0.42), 185);
        var strength = options.Colour * random.Positive(1, 0.55);
        return Rgb.Of(level, strength * random.Bell(-0.5, 7.5), strength * random.Bell(10, 12));
    }

    // Fitted: independent of the dark, its colours near those of the dark and less blue.
    private Rgb Light(Random random, Rgb dark)
    {
        var level = Math.Min(dark.Level + Math.Max(random.Positive(options.Contrast, 0.34), 0.5 * options.Contrast), 255);
        return Rgb.Of(level, (0.6 * (dark.Red - dark.Green)) + (options.Colour * random.Bell(-2.5, 4.5)), (0.6 * (dark.Blue - dark.Green)) + (options.Colour * random.Bell(-3, 6)));
    }

    // Beyond a straight edge somewhere near the border, the plate ends.
    private void PaintWall(Random random, Rgb ground)
    {
        var size = image.Width;
        var wall = random.Chance(0.5) ? Dark(random) : Light(random, Dark(random));
        var angle = random.Next(4) * Math.PI / 2;
        angle += random.Bell(0, 0.1);
        double dx = Math.Cos(angle), dy = Math.Sin(angle), edge = size * random.Between(0.32, 0.5);
        for (var p = 0; p < size * size; p++)
        {
            var beyond = (dx * ((p % size) + 0.5 - (size / 2.0))) + (dy * ((p / size) + 0.5 - (size / 2.0))) - edge;
            Set(p, ground.Towards(wall, Math.Clamp(beyond + 0.5, 0, 1)), 1);
        }
    }

    // Light falls off to one side, on ground and digits alike.
    private void Shine(Random random)
    {
        var size = image.Width;
        double across = random.Bell(0, options.Lighting), down = random.Bell(0, options.Lighting * 0.6);
        for (var p = 0; p < size * size; p++)
        {
            var light = (float)(1 + (across * (((p % size) / (double)size) - 0.5) * 2) + (down * (((p / size) / (double)size) - 0.5) * 2));
            for (var channel = 0; channel < 3; channel++)
            {
                image.Values[(3 * p) + channel] *= light;
            }
        }
    }

    private void Mix(byte[] mask, Rgb colour, double opacity)
    {
        for (var p = 0; p < image.Width * image.Height; p++)
        {
            Set(p, colour, opacity * mask[p] / 255);
        }
    }

    private void Set(int pixel, Rgb colour, double share)
    {
        var values = image.Values.AsSpan(3 * pixel, 3);
        values[0] += (float)(share * (colour.Red - values[0]));
        values[1] += (float)(share * (colour.Green - values[1]));
        values[2] += (float)(share * (colour.Blue - values[2]));
    }

    private sealed record Placed(SKPath Path, SKMatrix Matrix);

    private sealed record Rgb(double Red, double Green, double Blue)
    {
        public double Level => (0.299 * Red) + (0.587 * Green) + (0.114 * Blue);

        /// <param name="level">Brightness.</param>
        /// <param name="red">How much more red than green.</param>
        /// <param name="blue">How much more blue than green.</param>
        public static Rgb Of(double level, double red, double blue)
        {
            var green = level - (0.299 * red) - (0.114 * blue);
            return new(Math.Clamp(green + red, 0, 255), Math.Clamp(green, 0, 255), Math.Clamp(green + blue, 0, 255));
        }

        public Rgb Times(double factor) => new(Red * factor, Green * factor, Blue * factor);

        public Rgb Towards(Rgb other, double share) => new(Red + (share * (other.Red - Red)), Green + (share * (other.Green - Green)), Blue + (share * (other.Blue - Blue)));
    }
}
