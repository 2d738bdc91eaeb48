namespace DomainAdaptation;

/// <summary>Draws one colourful background, 28×28 RGB: noise, stripes, checks, blobs or gradients, in colours of its own.</summary>
/// <remarks>
/// One field of numbers in [0, 1] over the square is painted with a random palette; often a second one shows through in part,
/// and fine grain lies over both. Arithmetic as in <see cref="Handwriting"/>: the same bytes everywhere. An instance holds working memory and
/// serves one thread.
/// </remarks>
internal sealed class ProceduralTextures
{
    public const int Size = Handwriting.Size;
    private const int Lattice = 16;

    private readonly double[] field = new double[Size * Size];
    private readonly double[] mask = new double[Size * Size];
    private readonly double[] lattice = new double[Lattice * Lattice];
    // Kept, not stackalloc'ed a texture: clearing such memory slows System.Random down (tests/Benchmarks/results/ideas.md).
    private readonly double[] between = new double[Lattice * Size];
    private readonly int[] corner = new int[Size]; // which cell of the lattice a column of pixels is in, or a row
    private readonly double[] inside = new double[Size]; // and where in the cell

    /// <summary>Fills 28·28·3 bytes.</summary>
    public void Draw(Random random, Span<byte> rgb)
    {
        Fill(field, random);
        Paint(field, null, random, rgb);
        if (random.Next(3) == 0)
        {
            Fill(mask, random);
            Fill(field, random);
            Paint(field, mask, random, rgb);
        }

        var grain = 28 * random.NextDouble();
        for (var i = 0; i < rgb.Length; i += 3)
        {
            var lighter = grain * (random.NextDouble() - 0.5);
            for (var channel = i; channel < i + 3; channel++)
            {
                rgb[channel] = (byte)Math.Clamp(rgb[channel] + lighter, 0, 255);
            }
        }
    }

    private void Fill(double[] to, Random random)
    {
        switch (random.Next(8))
        {
            case 0:
                Stripes(to, random, both: false);
                break;
            case 1:
                Stripes(to, random, both: true);
                break;
            case 2:
                Blobs(to, random);
                break;
            case 3:
                Gradient(to, random);
                break;
            default:
                Noise(to, random, octaves: 1 + random.Next(3), cell: 5 + (9 * random.NextDouble()), weight: 1);
                break;
        }
    }

    // Colours along the field; over a mask only where that is above the middle.
    private static void Paint(double[] field, double[]? mask, Random random, Span<byte> rgb)
    {
        var colours = 2 + random.Next(3);
        Span<double> palette = stackalloc double[3 * colours];
        // As in photos, colours of one image are alike, dark ones are more frequent than light ones, and hue counts for less than light.
        double u = random.NextDouble(), v = random.NextDouble();
        double light = 230 * u * Math.Sqrt(u), contrast = 30 + (150 * v * v);
        for (var colour = 0; colour < colours; colour++)
        {
            var lighter = light + (contrast * ((2 * random.NextDouble()) - 1));
            for (var channel = 0; channel < 3; channel++)
            {
                palette[(3 * colour) + channel] = Math.Clamp(lighter + (90 * ((2 * random.NextDouble()) - 1)), 0, 255);
            }
        }

        var hard = random.Next(3) == 0;
        for (var p = 0; p < field.Length; p++)
        {
            if (mask is not null && mask[p] < 0.5)
            {
                continue;
            }

            var at = Math.Clamp(field[p], 0, 1) * (colours - 1);
            var first = Math.Min((int)at, colours - 2);
            var share = hard ? (at - first < 0.5 ? 0 : 1) : at - first;
            for (var channel = 0; channel < 3; channel++)
            {
                var from = palette[(3 * first) + channel];
                rgb[(3 * p) + channel] = (byte)(from + ((palette[(3 * first) + 3 + channel] - from) * share));
            }
        }
    }

    // Triangle waves across a random direction, or the product of two crossing ones (checks), bent by a little noise.
    private void Stripes(double[] to, Random random, bool both)
    {
        Array.Clear(to);
        Noise(to, random, octaves: 1, cell: 9, weight: 0.8 * random.NextDouble());
        double dx = (2 * random.NextDouble()) - 1, dy = (2 * random.NextDouble()) - 1, length = Math.Sqrt((dx * dx) + (dy * dy)) + 1e-9;
        var frequency = 1 / (6 + (12 * random.NextDouble())) / length;
        for (var p = 0; p < to.Length; p++)
        {
            double x = p % Size, y = p / Size;
            var one = Wave((((dx * x) + (dy * y)) * frequency) + to[p]);
            to[p] = both ? (one > 0.5) == (Wave((((dx * y) - (dy * x)) * frequency) + to[p]) > 0.5) ? 1 : 0 : one;
        }
    }

    // Distance to the nearest of some points: cells and discs.
    private static void Blobs(double[] to, Random random)
    {
        var count = 3 + random.Next(10);
        Span<double> centres = stackalloc double[2 * count];
        foreach (ref var c in centres)
        {
            c = Size * random.NextDouble();
        }

        var reach = 4 + (8 * random.NextDouble());
        for (var p = 0; p < to.Length; p++)
        {
            var nearest = double.MaxValue;
            for (var c = 0; c < centres.Length; c += 2)
            {
                double x = (p % Size) - centres[c], y = (p / Size) - centres[c + 1];
                nearest = Math.Min(nearest, (x * x) + (y * y));
            }

            to[p] = Math.Min(1, Math.Sqrt(nearest) / reach);
        }
    }

    private static void Gradient(double[] to, Random random)
    {
        double dx = (2 * random.NextDouble()) - 1, dy = (2 * random.NextDouble()) - 1, length = Math.Abs(dx) + Math.Abs(dy) + 1e-9;
        for (var p = 0; p < to.Length; p++)
        {
            to[p] = 0.5 + (((dx * ((p % Size) - (Size / 2.0))) + (dy * ((p / Size) - (Size / 2.0)))) / (length * Size));
        }
    }

    // Value noise: random numbers on a lattice, interpolated smoothly; each octave half as wide and half as strong.
    private void Noise(double[] to, Random random, int octaves, double cell, double weight)
    {
        Array.Clear(to);
        var total = 2 - (1.0 / (1 << (octaves - 1)));
        for (var octave = 0; octave < octaves; octave++)
        {
            foreach (ref var value in lattice.AsSpan())
            {
                value = random.NextDouble();
            }

            // Stretched, for noise tends to the middle.
            var strength = weight * 1.6 / total / (1 << octave);
            var step = Math.Max(cell / (1 << octave), 2.5);
            for (var i = 0; i < Size; i++)
            {
                corner[i] = (int)(i / step);
                inside[i] = Smooth((i / step) - corner[i]);
            }

            // First along the lattice's rows, then between them.
            for (var row = 0; row <= corner[Size - 1] + 1; row++)
            {
                var values = lattice.AsSpan(row * Lattice, Lattice);
                for (var column = 0; column < Size; column++)
                {
                    var left = values[corner[column]];
                    between[(row * Size) + column] = left + ((values[corner[column] + 1] - left) * inside[column]);
                }
            }

            for (var row = 0; row < Size; row++)
            {
                ReadOnlySpan<double> above = between.AsSpan(corner[row] * Size, Size), below = between.AsSpan((corner[row] + 1) * Size, Size);
                var line = to.AsSpan(row * Size, Size);
                for (var column = 0; column < Size; column++)
                {
                    line[column] += strength * (above[column] + ((below[column] - above[column]) * inside[row]) - 0.5);
                }
            }
        }

        for (var p = 0; p < to.Length; p++)
        {
            to[p] += 0.5;
        }
    }

    private static double Smooth(double t) => t * t * (3 - (2 * t));

    // A triangle wave of period 1 between 0 and 1.
    private static double Wave(double t) => Math.Abs(2 * (t - Math.Floor(t)) - 1);
}
