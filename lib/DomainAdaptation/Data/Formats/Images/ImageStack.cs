namespace DomainAdaptation;

/// <summary>Many images in one block of bytes, all warped to one size, and what became of each file.</summary>
/// <param name="Pixels">Bytes [images that were read, height, width, 3].</param>
/// <param name="Traits">What is unusual about each file; null where it could not be read.</param>
/// <param name="Faults">Why a file could not be read; null where it was.</param>
/// <param name="IsPassing">Whether a fault lies in the place of a file, not in what it holds, so that it may be gone the next time.</param>
internal sealed record ImageStack(byte[] Pixels, ImageTraits?[] Traits, string?[] Faults, bool IsPassing)
{
    // One image of the largest size that is read, or many small ones: 350 MB on however many cores.
    private static readonly PixelBudget Shared = new(ImageFile.LargestPixels);

    /// <summary>Reads files on all cores; the first that is no whole image is told.</summary>
    /// <param name="files">The images.</param>
    /// <param name="height">Rows of each when it is read.</param>
    /// <param name="width">Columns of each when it is read.</param>
    /// <param name="part">The part of image i that counts; by default the whole of it.</param>
    /// <param name="budget">What may be decoded at once; by default one bound for all that is read.</param>
    /// <returns>Bytes [N, height, width, 3].</returns>
    /// <exception cref="InvalidDataException">A file is missing or no whole image; the message names the first of those.</exception>
    public static byte[] Read(IReadOnlyList<string> files, int height, int width, Func<int, RgbImage, ImagePart>? part = null, PixelBudget? budget = null) =>
        Read(files, height, width, skipUnreadable: false, part, budget).Pixels;

    /// <summary>As the other, but files that cannot be read may be left out.</summary>
    /// <param name="files">The images.</param>
    /// <param name="height">Rows of each when it is read.</param>
    /// <param name="width">Columns of each when it is read.</param>
    /// <param name="skipUnreadable">Whether a file that cannot be read is left out, rather than the end of all.</param>
    /// <param name="part">As for the other.</param>
    /// <param name="budget">As for the other.</param>
    public static ImageStack Read(IReadOnlyList<string> files, int height, int width, bool skipUnreadable, Func<int, RgbImage, ImagePart>? part = null, PixelBudget? budget = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        var length = 3L * height * width;
        if (length * files.Count > Array.MaxLength)
        {
            throw new InvalidDataException($"{files.Count} images of {height}×{width} take more than the 2 GiB that a domain may have; ask for a smaller size.");
        }

        var pixels = new byte[length * files.Count];
        var traits = new ImageTraits?[files.Count];
        var faults = new string?[files.Count];
        var passing = false;
        budget ??= Shared;
        InParallel.For(files.Count, i =>
        {
            var held = 0L;
            try
            {
                var image = ImageFile.Read(files[i], (columns, rows) => budget.Take(held = (long)columns * rows));
                Resampling.Warp(image, part?.Invoke(i, image) ?? new(0, 0, image.Width, image.Height), height, width, pixels.AsSpan((int)length * i, (int)length));
                traits[i] = image.Traits | (4 * image.Width <= width || 4 * image.Height <= height ? ImageTraits.Small : ImageTraits.None);
            }
            catch (InvalidDataException e) when (skipUnreadable)
            {
                faults[i] = e.Message;
            }
            catch (Exception e) when (skipUnreadable && e is IOException or UnauthorizedAccessException)
            {
                Volatile.Write(ref passing, true);
                faults[i] = e switch
                {
                    FileNotFoundException or DirectoryNotFoundException => new FileInfo(files[i]).LinkTarget is null ? "is gone" : "is a link to nothing",
                    UnauthorizedAccessException => "may not be read: check its permissions",
                    _ => "cannot be read from its disk",
                };
            }
            finally
            {
                budget.Return(held);
            }
        });
        return new(Kept(pixels, (int)length, faults), traits, faults, passing);
    }

    /// <summary>Of things that belong to the files, those whose file was read.</summary>
    public IEnumerable<T> OfThoseRead<T>(IEnumerable<T> each) => each.Where((_, i) => Faults[i] is null);

    private static byte[] Kept(byte[] pixels, int length, string?[] faults)
    {
        var kept = 0;
        for (var i = 0; i < faults.Length; i++)
        {
            if (faults[i] is null)
            {
                if (kept < i)
                {
                    Array.Copy(pixels, (long)length * i, pixels, (long)length * kept, length);
                }

                kept++;
            }
        }

        return kept == faults.Length ? pixels : pixels[..(length * kept)];
    }
}
