using SkiaSharp;

namespace DomainAdaptation;

/// <summary>Makes one image of <see cref="SyntheticSigns"/>. An instance holds working memory and serves one thread.</summary>
/// <remarks>As <see cref="NumberPainter"/>: flat shapes, light, the lens, few pixels, grain; then scaled to the size as GTSRB's crops are.</remarks>
internal sealed class SignPainter : IDisposable
{
    private const int Largest = 80, SmallestPhoto = 32;

    // The sign is drawn finer than the image, so that thin strokes keep their share of a pixel.
    private const int Finer = 2;

    private readonly SignTemplates signs;
    private readonly Photos? photos;
    private readonly SyntheticSignsOptions options;
    private readonly int size;
    private readonly CameraImage image = new(Largest);
    private readonly SKBitmap bitmap;
    private readonly SKCanvas canvas;
    private readonly SKPaint paint = new() { IsAntialias = true };
    private readonly ProceduralTextures textures = new();
    private readonly byte[] texture = new byte[3 * ProceduralTextures.Size * ProceduralTextures.Size];

    public SignPainter(SignTemplates signs, Photos? photos, SyntheticSignsOptions options, int size)
    {
        this.signs = signs;
        this.photos = photos;
        this.options = options;
        this.size = size;
        bitmap = new SKBitmap(new SKImageInfo(Finer * Largest, Finer * Largest, SKColorType.Rgba8888, SKAlphaType.Premul));
        canvas = new SKCanvas(bitmap);
    }

    /// <exception cref="InvalidDataException">A photo is too small to lie behind a sign.</exception>
    public static void Check(Photos? photos)
    {
        for (var i = 0; i < (photos?.Count ?? 0); i++)
        {
            var photo = photos!.Images[i];
            if (Math.Min(photo.Width, photo.Height) < SmallestPhoto)
            {
                throw new InvalidDataException($"{photos.Files[i]} has {photo.Width}×{photo.Height} pixels, too few to lie behind a sign; remove it.");
            }
        }
    }

    /// <param name="label">The class.</param>
    /// <param name="random">The numbers to draw with.</param>
    /// <param name="rgb">size·size·3 bytes to fill.</param>
    public void Draw(int label, Random random, Span<byte> rgb)
    {
        var pixels = (int)Math.Clamp(random.Positive(options.Resolution, 0.4), 12, Largest);
        image.Reset(pixels, pixels);
        DrawSign(signs.Images[label], random, pixels);
        // Nobody labels a sign that light has washed away.
        var exposure = Math.Min(random.Positive(options.Exposure, options.ExposureSpread), 1.3);
        PaintBackground(random, exposure);
        PaintSign(random, exposure);
        Veil(random);
        Photograph(random);
        image.Resize(size, size);
        image.CopyTo(rgb);
    }

    public void Dispose()
    {
        canvas.Dispose();
        bitmap.Dispose();
        paint.Dispose();
    }

    // The crop is a square around the sign with a margin, placed by hand.
    private void DrawSign(SKImage sign, Random random, int pixels)
    {
        var side = Finer * pixels;
        var fill = side * Math.Clamp(random.Bell(options.Fill, 0.05), 0.3, 1.2);
        // Seen from the side a sign is narrow.
        var narrow = Math.Min(1, random.Bell(0.98, 0.04));
        var matrix = SKMatrix.CreateTranslation(-sign.Width / 2f, -sign.Height / 2f)
            .PostConcat(SKMatrix.CreateScale((float)(fill * narrow / Math.Max(sign.Width, sign.Height)), (float)(fill / Math.Max(sign.Width, sign.Height))))
            .PostConcat(SKMatrix.CreateRotationDegrees((float)random.Bell(0, options.Rotation)))
            .PostConcat(new SKMatrix(1, (float)random.Bell(0, 0.03), 0, 0, 1, 0, (float)(random.Bell(0, options.Tilt) / side), (float)(random.Bell(0, options.Tilt) / side), 1))
            .PostConcat(SKMatrix.CreateTranslation((float)(side * random.Bell(0.5, 0.02)), (float)(side * random.Bell(0.5, 0.02))));
        canvas.ResetMatrix();
        canvas.Clear(SKColors.Transparent);
        canvas.SetMatrix(matrix);
        canvas.DrawImage(sign, 0, 0, new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear), paint);
        canvas.Flush();
    }

    private void PaintBackground(Random random, double exposure)
    {
        int pixels = image.Width;
        if (random.Chance(options.Backlight))
        {
            Sky(random, exposure);
            return;
        }

        var gain = Math.Min(exposure * random.Positive(0.6, 0.7), 3);
        if (photos is not null)
        {
            Photo(photos.Images[random.Next(photos.Count)], random, gain);
            return;
        }

        textures.Draw(random, texture);
        double zoom = random.Between(0.25, 1) * (ProceduralTextures.Size - 1) / pixels, colour = random.Between(0.1, 0.5);
        for (var p = 0; p < pixels * pixels; p++)
        {
            var from = 3 * (((int)((p / pixels) * zoom) * ProceduralTextures.Size) + (int)((p % pixels) * zoom));
            Put(p, texture[from], texture[from + 1], texture[from + 2], gain, colour);
        }

        image.Blur(random.Between(0.3, 1.5) / zoom * 0.5);
    }

    // A part of a photo, as large as the image or several times so.
    private void Photo(RgbImage photo, Random random, double gain)
    {
        var pixels = image.Width;
        var zoom = random.Between(0.5, 1) * Math.Min(Math.Min(photo.Width, photo.Height) / (double)pixels, 4);
        double left = random.NextDouble() * (photo.Width - (zoom * pixels)), top = random.NextDouble() * (photo.Height - (zoom * pixels));
        for (var p = 0; p < pixels * pixels; p++)
        {
            var from = 3 * (((int)(top + ((p / pixels) * zoom)) * photo.Width) + (int)(left + ((p % pixels) * zoom)));
            Put(p, photo.Pixels[from], photo.Pixels[from + 1], photo.Pixels[from + 2], gain, 1);
        }

        image.Blur(random.Between(0.3, 1.5));
    }

    // White or blue, brighter upwards, and far brighter than the sign before it.
    private void Sky(Random random, double exposure)
    {
        int pixels = image.Width;
        var level = 255 * Math.Min(exposure * random.Positive(1.9, 0.4), 1.3);
        double blue = random.Between(0, 0.45), fall = random.Between(0, 0.25);
        for (var p = 0; p < pixels * pixels; p++)
        {
            var here = level * (1 - (fall * (p / pixels) / pixels));
            Put(p, here * (1 - blue), here * (1 - (0.5 * blue)), here, 1, 1);
        }
    }

    private void Put(int pixel, double red, double green, double blue, double gain, double colour)
    {
        var gray = (0.299 * red) + (0.587 * green) + (0.114 * blue);
        var values = image.Values.AsSpan(3 * pixel, 3);
        values[0] = (float)(gain * (gray + (colour * (red - gray))));
        values[1] = (float)(gain * (gray + (colour * (green - gray))));
        values[2] = (float)(gain * (gray + (colour * (blue - gray))));
    }

    // Old paint is pale, black reflects a little, and light falls unevenly.
    private void PaintSign(Random random, double exposure)
    {
        int pixels = image.Width;
        var drawn = bitmap.GetPixelSpan();
        double colour = Math.Clamp(random.Bell(options.Colour, 0.15), 0, 1), black = random.Between(5, 35), white = random.Between(215, 255);
        double across = random.Bell(0, 0.1), down = random.Bell(0, 0.08), redness = random.Bell(1.06, 0.06), blueness = random.Bell(1, 0.08);
        var shadow = random.Chance(options.Shadows) ? random.Between(0.35, 0.75) : 1;
        double angle = random.Between(0, 2 * Math.PI), dx = Math.Cos(angle), dy = Math.Sin(angle), edge = random.Bell(0, 0.15 * pixels);
        for (var p = 0; p < pixels * pixels; p++)
        {
            int x = p % pixels, y = p / pixels;
            int red = 0, green = 0, blue = 0, alpha = 0;
            for (var i = 0; i < Finer * Finer; i++)
            {
                var at = (((Finer * y) + (i / Finer)) * bitmap.RowBytes) + (4 * ((Finer * x) + (i % Finer)));
                red += drawn[at];
                green += drawn[at + 1];
                blue += drawn[at + 2];
                alpha += drawn[at + 3];
            }

            if (alpha == 0)
            {
                continue;
            }

            double opacity = alpha / (255.0 * Finer * Finer), r = red / (double)alpha, g = green / (double)alpha, b = blue / (double)alpha;
            var gray = (0.299 * r) + (0.587 * g) + (0.114 * b);
            var light = exposure * (1 + (across * ((2.0 * x / pixels) - 1)) + (down * ((2.0 * y / pixels) - 1)));
            light *= (dx * (x - (pixels / 2.0))) + (dy * (y - (pixels / 2.0))) > edge ? shadow : 1;
            Mix(p, opacity, light * redness * Reflected(r), light * Reflected(g), light * blueness * Reflected(b));

            double Reflected(double channel) => black + ((white - black) * Math.Clamp(gray + (colour * (channel - gray)), 0, 1));
        }
    }

    private void Mix(int pixel, double opacity, double red, double green, double blue)
    {
        var values = image.Values.AsSpan(3 * pixel, 3);
        values[0] += (float)(opacity * (red - values[0]));
        values[1] += (float)(opacity * (green - values[1]));
        values[2] += (float)(opacity * (blue - values[2]));
    }

    // Haze, or the light that every lens scatters.
    private void Veil(Random random)
    {
        double veil = random.Chance(options.Fog) ? random.Between(0.15, 0.5) : random.Between(0, 0.03), level = random.Between(110, 240), blue = random.Between(0, 12);
        for (var p = 0; p < image.Width * image.Height; p++)
        {
            Mix(p, veil, level - blue, level, level + blue);
        }
    }

    private void Photograph(Random random)
    {
        if (random.Chance(options.Motion))
        {
            double length = image.Width * random.Between(0.02, 0.11), angle = random.Between(0, Math.PI);
            image.MotionBlur(length * Math.Cos(angle), length * Math.Sin(angle));
        }

        image.Blur(Math.Min(random.Positive(options.Blur, 0.35), 0.042 * image.Width));
        image.Fringe(random.Bell(0, 0.25), random.Bell(0, 0.25), random.Bell(0, 0.4), random.Bell(0, 0.4));
        var grain = random.Positive(options.Noise, 0.6);
        image.AddNoise(random, grain, 0.5 * grain);
        image.AddBlotches(random, random.Positive(2, 0.4));
        if (random.Chance(options.Jpeg))
        {
            image.Jpeg((int)random.Between(60, 96));
        }
    }
}
