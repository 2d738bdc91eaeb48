using System.Numerics;

namespace DomainAdaptation;

/// <summary>Draws one handwritten digit, 28×28, white ink on black, much as MNIST's look: some 20 pixels tall, in the middle.</summary>
/// <remarks>
/// Only sums, products, quotients and square roots, which every processor rounds alike: the same numbers give the same bytes
/// everywhere. An instance holds working memory and serves one thread.
/// </remarks>
internal sealed class Handwriting
{
    public const int Size = 28;
    private const int PiecesPerSpan = 6;

    private static readonly int Stride = Size + Vector<double>.Count; // the last pixels of a row may be some too many
    private static readonly Vector<double> Offsets = Vector.CreateSequence(0.0, 1.0);

    private readonly double[] distance = new double[Size * Stride];
    private readonly List<Line> lines = [];

    /// <summary>Draws a digit in one of its ways of being written, with a hand of its own: slant, width, size, pen and tremble.</summary>
    /// <param name="digit">0 to 9.</param>
    /// <param name="random">The numbers to draw with; a fixed stream a digit.</param>
    /// <param name="gray">28·28 bytes to fill.</param>
    public void Draw(int digit, Random random, Span<byte> gray)
    {
        var ways = Glyphs.Of(digit);
        Trace(ways[random.Next(ways.Length)], random);
        Place(random);
        Rasterise(gray, softness: Between(random, 0.9, 1.5));
    }

    // The strokes as short lines, with the pen's radius at either end, in arbitrary units.
    private void Trace(Glyphs.Stroke[] strokes, Random random)
    {
        double width = Between(random, 0.5, 0.9), slant = Between(random, -0.15, 0.45);
        // A rotation by the angle whose half has tangent t: exact arithmetic where sine and cosine would not be.
        double t = Between(random, -0.07, 0.07), cosine = (1 - (t * t)) / (1 + (t * t)), sine = 2 * t / (1 + (t * t));
        double tremble = Between(random, 0.01, 0.05), pen = Between(random, 0.038, 0.085), pressure = Between(random, 0, 0.25);
        lines.Clear();
        foreach (var stroke in strokes)
        {
            var points = new Point[stroke.X.Length];
            for (var i = 0; i < points.Length; i++)
            {
                var x = (stroke.X[i] - 0.5 + Bell(random, tremble)) * width;
                var y = stroke.Y[i] - 0.5 + Bell(random, tremble);
                x -= slant * y;
                points[i] = new((cosine * x) - (sine * y), (sine * x) + (cosine * y), pen * (1 + Bell(random, pressure)));
            }

            for (var i = 0; i + 1 < points.Length; i++)
            {
                AddSpan(points, stroke.Corner, i);
            }
        }
    }

    // From point i to the next along a Catmull-Rom curve: smooth through its points, except at corners.
    private void AddSpan(Point[] points, bool[] corner, int i)
    {
        Point from = points[i], to = points[i + 1];
        var before = i == 0 || corner[i] ? from : points[i - 1];
        var after = i + 2 == points.Length || corner[i + 1] ? to : points[i + 2];
        var last = from;
        for (var piece = 1; piece <= PiecesPerSpan; piece++)
        {
            var u = piece / (double)PiecesPerSpan;
            var next = new Point(
                Curve(before.X, from.X, to.X, after.X, u),
                Curve(before.Y, from.Y, to.Y, after.Y, u),
                from.Radius + ((to.Radius - from.Radius) * u));
            lines.Add(new(last, next));
            last = next;
        }
    }

    private static double Curve(double a, double b, double c, double d, double u) =>
        b + (0.5 * u * (c - a + (u * ((2 * a) - (5 * b) + (4 * c) - d + (u * ((3 * (b - c)) + d - a))))));

    // To pixels: 17 to 21 tall (or wide, if that is more), near the middle, and never at the border.
    private void Place(Random random)
    {
        double left = double.MaxValue, top = double.MaxValue, right = double.MinValue, bottom = double.MinValue;
        foreach (var line in lines)
        {
            left = Math.Min(left, Math.Min(line.From.X - line.From.Radius, line.To.X - line.To.Radius));
            right = Math.Max(right, Math.Max(line.From.X + line.From.Radius, line.To.X + line.To.Radius));
            top = Math.Min(top, Math.Min(line.From.Y - line.From.Radius, line.To.Y - line.To.Radius));
            bottom = Math.Max(bottom, Math.Max(line.From.Y + line.From.Radius, line.To.Y + line.To.Radius));
        }

        var scale = Between(random, 17, 21) / Math.Max(bottom - top, right - left);
        var x = (Size / 2.0) + Bell(random, 0.9) - (scale * (left + right) / 2);
        var y = (Size / 2.0) + Bell(random, 0.9) - (scale * (top + bottom) / 2);
        for (var i = 0; i < lines.Count; i++)
        {
            lines[i] = new(Pixels(lines[i].From), Pixels(lines[i].To));
        }

        Point Pixels(Point p) => new((p.X * scale) + x, (p.Y * scale) + y, p.Radius * scale);
    }

    // Ink fades over `softness` pixels at the edge of the stroke: that is the anti-aliasing. Several pixels of a row are measured at once;
    // those beyond a line's reach are too far from it to get ink.
    private void Rasterise(Span<byte> gray, double softness)
    {
        Array.Fill(distance, double.MaxValue);
        foreach (var line in lines)
        {
            double reach = Math.Max(line.From.Radius, line.To.Radius) + softness;
            int left = Pixel(Math.Min(line.From.X, line.To.X) - reach), right = Pixel(Math.Max(line.From.X, line.To.X) + reach);
            int top = Pixel(Math.Min(line.From.Y, line.To.Y) - reach), bottom = Pixel(Math.Max(line.From.Y, line.To.Y) + reach);
            double dx = line.To.X - line.From.X, dy = line.To.Y - line.From.Y, squared = (dx * dx) + (dy * dy) + 1e-12;
            Vector<double> x = new(line.From.X), from = new(line.From.Radius), length = new(squared);
            for (var row = top; row <= bottom; row++)
            {
                var py = row + 0.5 - line.From.Y;
                Vector<double> y = new(py), across = new(py * dy);
                for (var column = left; column <= right; column += Vector<double>.Count)
                {
                    var px = Offsets + new Vector<double>(column + 0.5) - x;
                    var along = Vector.Min(Vector.Max(((px * dx) + across) / length, Vector<double>.Zero), Vector<double>.One);
                    Vector<double> qx = px - (along * dx), qy = y - (along * dy);
                    var edge = Vector.SquareRoot((qx * qx) + (qy * qy)) - from - (along * (line.To.Radius - line.From.Radius));
                    var pixels = distance.AsSpan((row * Stride) + column);
                    Vector.Min(new Vector<double>(pixels), edge).CopyTo(pixels);
                }
            }
        }

        for (var row = 0; row < Size; row++)
        {
            for (var column = 0; column < Size; column++)
            {
                gray[(row * Size) + column] = (byte)(255 * Math.Clamp(0.5 - (distance[(row * Stride) + column] / softness), 0, 1));
            }
        }
    }

    private static int Pixel(double position) => (int)Math.Clamp(position, 0, Size - 1);

    private static double Between(Random random, double low, double high) => low + ((high - low) * random.NextDouble());

    // Roughly a normal distribution with this standard deviation, never beyond 3 of them.
    private static double Bell(Random random, double deviation) =>
        deviation * ((random.NextDouble() + random.NextDouble() + random.NextDouble()) * 2 - 3);

    [System.Runtime.InteropServices.StructLayout(System.Runtime.InteropServices.LayoutKind.Auto)]
    private readonly record struct Point(double X, double Y, double Radius);

    [System.Runtime.InteropServices.StructLayout(System.Runtime.InteropServices.LayoutKind.Auto)]
    private readonly record struct Line(Point From, Point To);
}
