using System.Globalization;

namespace DomainAdaptation;

/// <summary>Images of digits as SVHN's authors pack them: X [32, 32, 3, N] bytes and y [N, 1], 10 standing for the digit 0.</summary>
internal static class DigitsMat
{
    public const int Side = 32;
    private const int PerImage = Side * Side * 3;

    /// <param name="title">What they are, such as <c>"SVHN train"</c>; the number of images follows it in the domain's name.</param>
    /// <param name="path">The file.</param>
    /// <exception cref="InvalidDataException">The file is damaged, or holds something else; the message names it.</exception>
    public static LabelledDomain Read(string title, string path)
    {
        var file = MatFile.Read(path);
        var x = file.Find("X");
        var y = file.Find("y");
        // MATLAB drops a last dimension of 1.
        var count = x.Dimensions.Count == 4 ? x.Dimensions[3] : 1;
        if (x.Storage != MatStorage.UInt8 || x.Dimensions.Count is < 3 or > 4 || !x.Dimensions.Take(3).SequenceEqual([Side, Side, 3]) || count == 0)
        {
            throw new InvalidDataException($"{path}: {x} should be bytes [32, 32, 3, N] with N images.");
        }

        if (y.Count != count || y.Dimensions.Any(d => d != 1 && d != count))
        {
            throw new InvalidDataException($"{path}: {y} should hold a label for each of {count} images.");
        }

        var pixels = x.Raw;
        InParallel.For(count, () => new byte[PerImage], (i, image) =>
        {
            var place = pixels.AsSpan(i * PerImage, PerImage);
            place.CopyTo(image);
            for (var p = 0; p < Side * Side; p++)
            {
                for (var channel = 0; channel < 3; channel++)
                {
                    // Rows run fastest in the file, then columns, then channels.
                    place[(3 * p) + channel] = image[(((channel * Side) + (p % Side)) * Side) + (p / Side)];
                }
            }
        });
        return LabelledDomain.FromImages(string.Create(CultureInfo.InvariantCulture, $"{title} ({count:N0} images)"), pixels, Digits(y.ToDoubles(), path), Side, Side, classCount: DigitImages.ClassCount);
    }

    /// <summary>Writes such a file; pixels [N, 32, 32, 3], labels 0 to 9.</summary>
    /// <exception cref="ArgumentException">Pixels and labels do not fit together, or take more than 2 GiB.</exception>
    public static void Write(string path, byte[] pixels, int[] labels)
    {
        if (pixels.Length != (long)labels.Length * PerImage)
        {
            throw new ArgumentException($"{pixels.Length} bytes are not {labels.Length} images of 32×32×3.", nameof(pixels));
        }

        var columns = new byte[pixels.Length];
        InParallel.For(labels.Length, i =>
        {
            for (var p = 0; p < PerImage; p++)
            {
                columns[(i * PerImage) + (((p % 3 * Side) + (p / 3 % Side)) * Side) + (p / (3 * Side))] = pixels[(i * PerImage) + p];
            }
        });
        MatFileWriter.Write(
            path,
            MatArray.OfBytes("X", [Side, Side, 3, labels.Length], columns),
            MatArray.OfBytes("y", [labels.Length, 1], Array.ConvertAll(labels, l => l == 0 ? (byte)10 : checked((byte)l))));
    }

    private static int[] Digits(double[] labels, string path)
    {
        var wrong = Array.FindIndex(labels, l => l is not (>= 0 and <= 10) || l != Math.Floor(l));
        if (wrong >= 0)
        {
            throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture, $"{path}: label {labels[wrong]} of image {wrong} is no digit (1 to 9, and 10 or 0 for zero)."));
        }

        return labels.Contains(0) && labels.Contains(10)
            ? throw new InvalidDataException($"{path} has labels 0 as well as 10, of which only one can stand for the digit 0.")
            : Array.ConvertAll(labels, l => (int)l % 10);
    }
}
