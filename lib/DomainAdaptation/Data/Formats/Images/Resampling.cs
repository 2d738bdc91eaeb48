namespace DomainAdaptation;

/// <summary>Warps a part of an image to another size: by area averaging where it shrinks, by linear interpolation where it grows.</summary>
internal static class Resampling
{
    /// <param name="image">The image.</param>
    /// <param name="part">The part of it; within the image.</param>
    /// <param name="height">Rows to make.</param>
    /// <param name="width">Columns to make.</param>
    /// <param name="result">Gets them: height × width × 3.</param>
    public static void Warp(RgbImage image, ImagePart part, int height, int width, Span<byte> result)
    {
        if (part.Width == width && part.Height == height)
        {
            for (var row = 0; row < height; row++)
            {
                image.Pixels.AsSpan(3 * (((part.Top + row) * image.Width) + part.Left), 3 * width).CopyTo(result[(3 * row * width)..]);
            }

            return;
        }

        var columns = Weights(part.Width, width);
        var rows = Weights(part.Height, height);
        // Columns first: one pass along each axis. A row that is made counts in two neighbours at most, so two old ones are kept
        // and not all: there may be a million of them.
        float[][] narrow = [new float[3 * width], new float[3 * width]];
        int[] kept = [-1, -1];
        var sums = new float[3 * width];
        for (var row = 0; row < height; row++)
        {
            var (first, weights) = rows[row];
            Array.Clear(sums);
            for (var k = 0; k < weights.Length; k++)
            {
                var old = first + k;
                var line = narrow[old & 1];
                if (kept[old & 1] != old)
                {
                    Narrow(image.Pixels.AsSpan(3 * (((part.Top + old) * image.Width) + part.Left), 3 * part.Width), columns, line);
                    kept[old & 1] = old;
                }

                var weight = weights[k];
                for (var p = 0; p < sums.Length; p++)
                {
                    sums[p] += weight * line[p];
                }
            }

            for (var p = 0; p < sums.Length; p++)
            {
                result[(3 * row * width) + p] = (byte)Math.Clamp((int)MathF.Round(sums[p]), 0, 255);
            }
        }
    }

    private static void Narrow(ReadOnlySpan<byte> row, (int First, float[] Weights)[] columns, float[] result)
    {
        for (var column = 0; column < columns.Length; column++)
        {
            var (first, weights) = columns[column];
            for (var channel = 0; channel < 3; channel++)
            {
                var sum = 0f;
                for (var k = 0; k < weights.Length; k++)
                {
                    sum += weights[k] * row[(3 * (first + k)) + channel];
                }

                result[(3 * column) + channel] = sum;
            }
        }
    }

    // For each place of the new axis: the first place of the old one that counts, and how much each counts.
    private static (int First, float[] Weights)[] Weights(int from, int to)
    {
        var result = new (int, float[])[to];
        var step = (double)from / to;
        for (var i = 0; i < to; i++)
        {
            if (from >= to)
            {
                double start = i * step, end = Math.Min(from, start + step);
                var first = (int)start;
                // Rounding must not make a sliver of the next pixel.
                var last = Math.Min(from, Math.Max(first + 1, (int)Math.Ceiling(end - 1e-9)));
                result[i] = (first, [.. Enumerable.Range(first, last - first).Select(k => (float)((Math.Min(end, k + 1) - Math.Max(start, k)) / (end - start)))]);
            }
            else
            {
                var centre = Math.Clamp(((i + 0.5) * step) - 0.5, 0, from - 1);
                var first = (int)centre;
                var share = (float)(centre - first);
                result[i] = share == 0 ? (first, [1f]) : (first, [1 - share, share]);
            }
        }

        return result;
    }
}
