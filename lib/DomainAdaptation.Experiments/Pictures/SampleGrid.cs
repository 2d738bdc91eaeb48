using SkiaSharp;

namespace DomainAdaptation.Reporting;

/// <summary>Pictures of what a domain looks like, as PNG files.</summary>
public static class SampleGrid
{
    private const int Gap = 2;

    /// <summary>The first samples of each class: one row a class.</summary>
    /// <param name="domain">Images with labels.</param>
    /// <param name="perClass">Samples in a row.</param>
    /// <param name="scale">Screen pixels for each image pixel, by nearest neighbour.</param>
    /// <returns>A PNG file.</returns>
    /// <exception cref="ArgumentException">The domain holds no images.</exception>
    public static byte[] ByClass(LabelledDomain domain, int perClass = 10, int scale = 2)
    {
        ArgumentNullException.ThrowIfNull(domain);
        ArgumentOutOfRangeException.ThrowIfLessThan(perClass, 1);
        return Encode([Rows(domain, perClass)], scale);
    }

    /// <summary>The first samples, row by row.</summary>
    /// <param name="domain">Images without labels.</param>
    /// <param name="rows">Rows of the grid.</param>
    /// <param name="columns">Samples in a row.</param>
    /// <param name="scale">Screen pixels for each image pixel, by nearest neighbour.</param>
    /// <returns>A PNG file.</returns>
    /// <exception cref="ArgumentException">The domain holds no images.</exception>
    public static byte[] First(UnlabelledDomain domain, int rows = 10, int columns = 10, int scale = 2)
    {
        ArgumentNullException.ThrowIfNull(domain);
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, 1);
        return Encode([Rows(domain, rows, columns)], scale);
    }

    /// <summary>Source beside target, both by class: a row shows one class in both domains.</summary>
    /// <param name="source">Images with labels, on the left.</param>
    /// <param name="target">Images with labels (a split for scoring, say), on the right.</param>
    /// <param name="perClass">Samples of each domain in a row.</param>
    /// <param name="scale">Screen pixels for each image pixel, by nearest neighbour.</param>
    /// <returns>A PNG file.</returns>
    /// <exception cref="ArgumentException">A domain holds no images.</exception>
    public static byte[] Beside(LabelledDomain source, LabelledDomain target, int perClass = 8, int scale = 2)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(target);
        return Together([source, target], perClass, scale);
    }

    /// <summary>Several domains beside one another, all by class: a row shows one class in each of them.</summary>
    /// <param name="domains">Images with labels, from left to right.</param>
    /// <param name="perClass">Samples of each domain in a row.</param>
    /// <param name="scale">Screen pixels for each image pixel, by nearest neighbour.</param>
    /// <returns>A PNG file.</returns>
    /// <exception cref="ArgumentException">There is no domain, or one holds no images.</exception>
    public static byte[] Together(IReadOnlyList<LabelledDomain> domains, int perClass = 2, int scale = 2)
    {
        ArgumentNullException.ThrowIfNull(domains);
        ArgumentOutOfRangeException.ThrowIfLessThan(perClass, 1);
        if (domains.Count == 0)
        {
            throw new ArgumentException("There is no domain to show.", nameof(domains));
        }

        return Encode([.. domains.Select(d => Rows(d, perClass))], scale);
    }

    /// <summary>Source beside target as a trainer sees them: the source by class, the target as it comes.</summary>
    /// <param name="pair">The two domains.</param>
    /// <param name="perClass">Samples of each domain in a row.</param>
    /// <param name="scale">Screen pixels for each image pixel, by nearest neighbour.</param>
    /// <param name="mostClasses">Rows at most: a picture of all classes may be large.</param>
    /// <returns>A PNG file.</returns>
    /// <exception cref="ArgumentException">The domains hold no images.</exception>
    public static byte[] OfPair(DomainPair pair, int perClass = 8, int scale = 2, int mostClasses = 20)
    {
        ArgumentNullException.ThrowIfNull(pair);
        ArgumentOutOfRangeException.ThrowIfLessThan(perClass, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(mostClasses, 1);
        return Encode([Rows(pair.Source, perClass, mostClasses), Rows(pair.Target, Math.Min(pair.Source.ClassCount, mostClasses), perClass)], scale);
    }

    private static Tiles Rows(LabelledDomain domain, int perClass, int mostClasses = int.MaxValue)
    {
        if (domain.Task is not Classification)
        {
            throw new ArgumentException($"{domain.Name} is labelled with {domain.Task}: there is no class to sort by. Show the first ones, or what TaskPictures draws.", nameof(domain));
        }

        var labels = domain.Labels.data<long>().ToArray();
        var rows = Enumerable.Range(0, Math.Min(domain.ClassCount, mostClasses))
            .Select(c => (IReadOnlyList<int>)[.. Enumerable.Range(0, labels.Length).Where(i => labels[i] == c).Take(perClass)]);
        return Tiles.Of(domain.WithoutLabels(), [.. rows], perClass);
    }

    private static Tiles Rows(UnlabelledDomain domain, int rows, int columns) =>
        Tiles.Of(domain, [.. Enumerable.Range(0, Math.Min(domain.Count, rows * columns)).Chunk(columns)], columns);

    // Grids side by side on white, with four gaps between them.
    private static byte[] Encode(IReadOnlyList<Tiles> grids, int scale)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(scale, 1);
        int Side(int count, int pixels) => checked((count * ((pixels * scale) + Gap)) + Gap);
        var width = grids.Sum(g => Side(g.Columns, g.Width)) + ((grids.Count - 1) * 4 * Gap);
        var height = grids.Max(g => Side(g.Rows.Count, g.Height));
        var canvas = new byte[checked(width * height * 4)];
        Array.Fill(canvas, byte.MaxValue);
        var left = 0;
        foreach (var grid in grids)
        {
            for (var row = 0; row < grid.Rows.Count; row++)
            {
                for (var column = 0; column < grid.Rows[row].Count; column++)
                {
                    var x = left + Gap + (column * ((grid.Width * scale) + Gap));
                    var y = Gap + (row * ((grid.Height * scale) + Gap));
                    grid.Paint(grid.Rows[row][column], canvas, (y * width) + x, width, scale);
                }
            }

            left += Side(grid.Columns, grid.Width) + (4 * Gap);
        }

        using var image = SKImage.FromPixelCopy(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Opaque), canvas);
        using var png = image.Encode(SKEncodedImageFormat.Png, 100);
        return png.ToArray();
    }
}
