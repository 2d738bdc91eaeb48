namespace DomainAdaptation;

/// <summary>Images whose pixels are class numbers, as PNG files of gray levels, brought to one size without mixing classes.</summary>
internal static class LabelMaps
{
    /// <summary>Reads maps on all cores.</summary>
    /// <param name="files">The maps.</param>
    /// <param name="height">Rows of each when it is read.</param>
    /// <param name="width">Columns of each when it is read.</param>
    /// <param name="classOf">The label of each gray level.</param>
    /// <returns>Bytes [N, height, width].</returns>
    /// <exception cref="InvalidDataException">A file is missing, no whole image, or in colour; the message names it.</exception>
    public static byte[] Read(IReadOnlyList<string> files, int height, int width, Func<byte, byte>? classOf = null)
    {
        var labels = classOf is null ? null : Enumerable.Range(0, 256).Select(v => classOf((byte)v)).ToArray();
        var size = height * width;
        var maps = new byte[checked(files.Count * size)];
        InParallel.For(files.Count, i =>
        {
            var image = ImageFile.Read(files[i]);
            if (!image.Traits.HasFlag(ImageTraits.Gray))
            {
                throw new InvalidDataException($"{files[i]} is in colour: a map of classes has their numbers as gray levels.");
            }

            // The middle of each new pixel says which old one it is.
            for (var row = 0; row < height; row++)
            {
                var line = (int)((row + 0.5) * image.Height / height) * image.Width;
                for (var column = 0; column < width; column++)
                {
                    var level = image.Pixels[3 * (line + (int)((column + 0.5) * image.Width / width))];
                    maps[(i * size) + (row * width) + column] = labels is null ? level : labels[level];
                }
            }
        });
        return maps;
    }
}
