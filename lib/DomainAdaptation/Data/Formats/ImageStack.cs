namespace DomainAdaptation;

/// <summary>Reads many images into one block of bytes, all warped to one size, on all cores.</summary>
internal static class ImageStack
{
    // One image of the largest size that is read, or many small ones: 350 MB on however many cores.
    private static readonly PixelBudget Shared = new(ImageFile.LargestPixels);

    /// <param name="files">The images: PNG, JPEG or PPM.</param>
    /// <param name="height">Rows of each when it is read.</param>
    /// <param name="width">Columns of each when it is read.</param>
    /// <param name="part">The part of image i that counts; by default the whole of it.</param>
    /// <param name="budget">What may be decoded at once; by default one bound for all that is read.</param>
    /// <returns>Bytes [N, height, width, 3].</returns>
    /// <exception cref="InvalidDataException">A file is missing or no whole image; the message names the first of those.</exception>
    public static byte[] Read(IReadOnlyList<string> files, int height, int width, Func<int, RgbImage, ImagePart>? part = null, PixelBudget? budget = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        var length = 3L * height * width;
        if (length * files.Count > Array.MaxLength)
        {
            throw new InvalidDataException($"{files.Count} images of {height}×{width} take more than the 2 GiB that a domain may have; ask for a smaller size.");
        }

        var pixels = new byte[length * files.Count];
        budget ??= Shared;
        InParallel.For(files.Count, i =>
        {
            var held = 0L;
            try
            {
                var image = ImageFile.Read(files[i], (columns, rows) => budget.Take(held = (long)columns * rows));
                Resampling.Warp(image, part?.Invoke(i, image) ?? new(0, 0, image.Width, image.Height), height, width, pixels.AsSpan((int)length * i, (int)length));
            }
            finally
            {
                budget.Return(held);
            }
        });
        return pixels;
    }
}
