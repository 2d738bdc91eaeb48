using SkiaSharp;

namespace DomainAdaptation;

/// <summary>A colour picture as numbers, and what a camera and its files do to one: blur, noise, few pixels, JPEG.</summary>
/// <remarks>Red, green and blue, row after row, from 0 to 255; values outside are cut off only where bytes are made. It serves one thread.</remarks>
internal sealed class CameraImage
{
    private readonly float[] spare;
    private readonly float[] kernel = new float[64];
    private readonly byte[] rgba;

    /// <param name="largest">The most rows and columns it will hold.</param>
    public CameraImage(int largest)
    {
        Values = new float[3 * largest * largest];
        spare = new float[3 * largest * largest];
        rgba = new byte[4 * largest * largest];
    }

    public float[] Values { get; private set; }

    public int Width { get; private set; }

    public int Height { get; private set; }

    /// <summary>Gives it a size; what the pixels are then is undefined.</summary>
    public void Reset(int width, int height) => (Width, Height) = (width, height);

    /// <summary>A Gaussian blur; the border pixels go on for ever.</summary>
    /// <param name="deviation">In pixels; below 0.1 nothing happens.</param>
    public void Blur(double deviation)
    {
        if (deviation < 0.1)
        {
            return;
        }

        var radius = Math.Min((int)Math.Ceiling(3 * deviation), kernel.Length - 1);
        var sum = 0f;
        for (var i = 0; i <= radius; i++)
        {
            kernel[i] = (float)Math.Exp(-i * i / (2 * deviation * deviation));
            sum += i == 0 ? kernel[i] : 2 * kernel[i];
        }

        for (var i = 0; i <= radius; i++)
        {
            kernel[i] /= sum;
        }

        Convolve(Values, spare, radius, along: 3, length: Width, across: 3 * Width, lines: Height);
        Convolve(spare, Values, radius, along: 3 * Width, length: Height, across: 3, lines: Width);
    }

    /// <summary>The mean along a line: the camera, or the sign, moved while the shutter was open.</summary>
    /// <param name="dx">How far it moved, in pixels to the right.</param>
    /// <param name="dy">How far it moved, in pixels down.</param>
    public void MotionBlur(double dx, double dy)
    {
        var steps = (int)Math.Ceiling(Math.Max(Math.Abs(dx), Math.Abs(dy)) * 2);
        if (steps < 1)
        {
            return;
        }

        Array.Clear(spare, 0, 3 * Width * Height);
        for (var step = 0; step <= steps; step++)
        {
            var at = (step / (double)steps) - 0.5;
            for (var y = 0; y < Height; y++)
            {
                for (var x = 0; x < Width; x++)
                {
                    for (var channel = 0; channel < 3; channel++)
                    {
                        spare[(3 * ((y * Width) + x)) + channel] += Between(Values, x + (at * dx), y + (at * dy), channel) / (steps + 1);
                    }
                }
            }
        }

        Array.Copy(spare, Values, 3 * Width * Height);
    }

    /// <summary>Adds noise of a sensor: grain that all three channels share, and grain of their own.</summary>
    public void AddNoise(Random random, double light, double colour)
    {
        for (var p = 0; p < Width * Height; p++)
        {
            // The sum of three uniform numbers is bell-shaped enough for grain.
            var shared = light * Grain(random);
            for (var channel = 0; channel < 3; channel++)
            {
                Values[(3 * p) + channel] += (float)(shared + (colour * Grain(random)));
            }
        }
    }

    /// <summary>Shifts red and blue against green, as a lens does: coloured fringes at the edges.</summary>
    public void Fringe(double redX, double redY, double blueX, double blueY)
    {
        for (var p = 0; p < Width * Height; p++)
        {
            spare[3 * p] = Between(Values, (p % Width) + redX, (p / Width) + redY, 0);
            spare[(3 * p) + 2] = Between(Values, (p % Width) + blueX, (p / Width) + blueY, 2);
        }

        for (var p = 0; p < Width * Height; p++)
        {
            Values[3 * p] = spare[3 * p];
            Values[(3 * p) + 2] = spare[(3 * p) + 2];
        }
    }

    /// <summary>Adds blotches of red and blue, a quarter of the picture wide: what a sensor's filters and strong compression leave of even colours.</summary>
    public void AddBlotches(Random random, double strength)
    {
        Span<float> lattice = stackalloc float[2 * 36];
        for (var i = 0; i < lattice.Length; i++)
        {
            // Blue, the weakest channel of a sensor, has more of them.
            lattice[i] = (float)((i < 36 ? strength : 1.4 * strength) * Grain(random));
        }

        for (var p = 0; p < Width * Height; p++)
        {
            double x = (p % Width) * 5.0 / Width, y = (p / Width) * 5.0 / Height;
            int left = (int)x, top = (int)y;
            float fx = (float)(x - left), fy = (float)(y - top);
            for (var channel = 0; channel < 2; channel++)
            {
                var corner = (36 * channel) + (6 * top) + left;
                var above = lattice[corner] + ((lattice[corner + 1] - lattice[corner]) * fx);
                var below = lattice[corner + 6] + ((lattice[corner + 7] - lattice[corner + 6]) * fx);
                Values[(3 * p) + (2 * channel)] += above + ((below - above) * fy);
            }
        }
    }

    /// <summary>To another number of pixels: means over areas when there become fewer, straight lines between pixels when more.</summary>
    public void Resize(int width, int height)
    {
        if (width == Width && height == Height)
        {
            return;
        }

        double sx = Width / (double)width, sy = Height / (double)height;
        int nx = Math.Max(1, (int)Math.Ceiling(sx)), ny = Math.Max(1, (int)Math.Ceiling(sy));
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                for (var channel = 0; channel < 3; channel++)
                {
                    var sum = 0f;
                    for (var i = 0; i < nx * ny; i++)
                    {
                        sum += Between(Values, (sx * (x + (((i % nx) + 0.5) / nx))) - 0.5, (sy * (y + (((i / nx) + 0.5) / ny))) - 0.5, channel);
                    }

                    spare[(3 * ((y * width) + x)) + channel] = sum / (nx * ny);
                }
            }
        }

        Array.Copy(spare, Values, 3 * width * height);
        Reset(width, height);
    }

    /// <summary>Through a JPEG file and back.</summary>
    /// <param name="quality">1 to 100.</param>
    public unsafe void Jpeg(int quality)
    {
        var info = new SKImageInfo(Width, Height, SKColorType.Rgba8888, SKAlphaType.Opaque);
        for (var p = 0; p < Width * Height; p++)
        {
            for (var channel = 0; channel < 3; channel++)
            {
                rgba[(4 * p) + channel] = Byte(Values[(3 * p) + channel]);
            }

            rgba[(4 * p) + 3] = byte.MaxValue;
        }

        fixed (byte* pixels = rgba)
        {
            using (var pixmap = new SKPixmap(info, (IntPtr)pixels))
            using (var file = pixmap.Encode(SKEncodedImageFormat.Jpeg, quality))
            using (var codec = SKCodec.Create(file))
            {
                codec.GetPixels(info, (IntPtr)pixels);
            }
        }

        for (var p = 0; p < Width * Height; p++)
        {
            for (var channel = 0; channel < 3; channel++)
            {
                Values[(3 * p) + channel] = rgba[(4 * p) + channel];
            }
        }
    }

    /// <summary>Rounds to bytes, R, G, B, row after row.</summary>
    public void CopyTo(Span<byte> rgb)
    {
        for (var i = 0; i < 3 * Width * Height; i++)
        {
            rgb[i] = Byte(Values[i]);
        }
    }

    private static byte Byte(float value) => (byte)Math.Clamp(value + 0.5f, 0, 255);

    // Standard deviation 1.
    private static double Grain(Random random) => 2 * (random.NextDouble() + random.NextDouble() + random.NextDouble() - 1.5);

    private void Convolve(float[] from, float[] to, int radius, int along, int length, int across, int lines)
    {
        for (var line = 0; line < lines; line++)
        {
            for (var i = 0; i < length; i++)
            {
                int here = (line * across) + (i * along), start = line * across, end = start + ((length - 1) * along);
                float red = kernel[0] * from[here], green = kernel[0] * from[here + 1], blue = kernel[0] * from[here + 2];
                for (var k = 1; k <= radius; k++)
                {
                    int before = Math.Max(here - (k * along), start), after = Math.Min(here + (k * along), end);
                    red += kernel[k] * (from[before] + from[after]);
                    green += kernel[k] * (from[before + 1] + from[after + 1]);
                    blue += kernel[k] * (from[before + 2] + from[after + 2]);
                }

                to[here] = red;
                to[here + 1] = green;
                to[here + 2] = blue;
            }
        }
    }

    // The value between pixels, whose centres have whole coordinates.
    private float Between(float[] values, double x, double y, int channel)
    {
        x = Math.Clamp(x, 0, Width - 1);
        y = Math.Clamp(y, 0, Height - 1);
        int left = (int)x, top = (int)y, right = Math.Min(left + 1, Width - 1), bottom = Math.Min(top + 1, Height - 1);
        float fx = (float)(x - left), fy = (float)(y - top);
        float At(int column, int row) => values[(3 * ((row * Width) + column)) + channel];
        var above = At(left, top) + ((At(right, top) - At(left, top)) * fx);
        var below = At(left, bottom) + ((At(right, bottom) - At(left, bottom)) * fx);
        return above + ((below - above) * fy);
    }
}
