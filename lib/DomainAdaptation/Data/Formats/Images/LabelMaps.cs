namespace DomainAdaptation;

/// <summary>Images whose pixels say what class is there, as PNG files of gray levels or of known colours, brought to one size without mixing classes.</summary>
internal static class LabelMaps
{
    private const int HeaderLength = 26; // of PNG, up to the kind of colour
    private static readonly PixelBudget Budget = new(ImageFile.LargestPixels);

    /// <summary>Reads maps of gray levels on all cores.</summary>
    /// <param name="files">The maps.</param>
    /// <param name="height">Rows of each when it is read.</param>
    /// <param name="width">Columns of each when it is read.</param>
    /// <param name="classOf">The label of each gray level; the level itself when null.</param>
    /// <returns>Bytes [N, height, width].</returns>
    /// <exception cref="InvalidDataException">A file is missing, no whole image, in colour, or of another depth than 8 bits; the message names it.</exception>
    public static byte[] Read(IReadOnlyList<string> files, int height, int width, Func<byte, byte>? classOf = null) => Read(files, height, width, (file, image) =>
    {
        RequireLevels(file, image);
        var labels = Enumerable.Range(0, 256).Select(v => classOf is null ? (byte)v : classOf((byte)v)).ToArray();
        return (r, _, _) => labels[r];
    });

    /// <summary>The same of maps that have a colour for each class.</summary>
    /// <param name="files">The maps.</param>
    /// <param name="height">Rows of each when it is read.</param>
    /// <param name="width">Columns of each when it is read.</param>
    /// <param name="colours">The colour of each class, as 0xRRGGBB.</param>
    /// <param name="other">The label of every other colour.</param>
    public static byte[] ReadColoured(IReadOnlyList<string> files, int height, int width, IReadOnlyList<int> colours, byte other)
    {
        var labels = colours.Select((c, i) => (c, i)).ToDictionary(c => c.c, c => (byte)c.i);
        return Read(files, height, width, (_, _) => (r, g, b) => labels.GetValueOrDefault((r << 16) | (g << 8) | b, other));
    }

    private static byte[] Read(IReadOnlyList<string> files, int height, int width, Func<string, RgbImage, Func<byte, byte, byte, byte>> reading)
    {
        var size = checked(height * width);
        var maps = new byte[checked(files.Count * size)];
        InParallel.For(files.Count, i =>
        {
            var held = 0L;
            try
            {
                var image = ImageFile.Read(files[i], (columns, rows) => Budget.Take(held = (long)columns * rows));
                var label = reading(files[i], image);
                // The middle of each new pixel says which old one it is.
                for (var row = 0; row < height; row++)
                {
                    var line = (int)((row + 0.5) * image.Height / height) * image.Width;
                    for (var column = 0; column < width; column++)
                    {
                        var at = 3 * (line + (int)((column + 0.5) * image.Width / width));
                        maps[(i * size) + (row * width) + column] = label(image.Pixels[at], image.Pixels[at + 1], image.Pixels[at + 2]);
                    }
                }
            }
            finally
            {
                Budget.Return(held);
            }
        });
        return maps;
    }

    // Decoded, levels of another depth are stretched or cut, and would be other classes.
    private static void RequireLevels(string file, RgbImage image)
    {
        if (!image.Traits.HasFlag(ImageTraits.Gray))
        {
            throw new InvalidDataException($"{file} is in colour: a map of classes has their numbers as gray levels.");
        }

        Span<byte> header = stackalloc byte[HeaderLength];
        using var stream = File.OpenRead(file);
        if (stream.ReadAtLeast(header, HeaderLength, throwOnEndOfStream: false) < HeaderLength || ImageFormat.Of(header.ToArray()) != ImageFormat.Png || header[24] != 8)
        {
            throw new InvalidDataException($"{file} is no PNG file of 8 bits a level, in which numbers of classes are kept exactly: save it as one.");
        }
    }
}
