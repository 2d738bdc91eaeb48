using System.Globalization;

namespace DomainAdaptation;

/// <summary>
/// A domain pair that needs no download: digits that the library draws itself, as strokes of a pen, and the same kind of digits
/// blended over colourful textures as MNIST-M is over photos.
/// </summary>
/// <remarks>
/// It stands in for MNIST → MNIST-M where those are not at hand, with the same shape (28×28, colour) and the same kind of shift.
/// Its accuracies are not comparable with the paper's. Image i depends on the seed, on i and on nothing else: not on
/// the number of images, of threads or on the machine.
/// </remarks>
public static class DrawnDigits
{
    /// <summary>The source: white digits on black.</summary>
    /// <param name="count">How many; the classes come evenly, in random order.</param>
    /// <param name="seed">Which ones.</param>
    public static LabelledDomain Source(int count, int seed)
    {
        var digits = Draw("drawn digits", count, seed, "drawn source");
        return digits.ToDomain(Named("Drawn digits", count, seed));
    }

    /// <summary>The target: other digits of the same hands, |texture − digit| per pixel and channel over a texture each.</summary>
    /// <param name="count">How many; the classes come evenly, in random order.</param>
    /// <param name="seed">Which ones. The digits differ from those of <see cref="Source"/> with the same seed.</param>
    /// <returns>The domain with labels; a target to adapt to is its <see cref="LabelledDomain.WithoutLabels"/>.</returns>
    public static LabelledDomain Target(int count, int seed)
    {
        var digits = Draw("drawn digits", count, seed, "drawn target");
        var pixels = new byte[checked(digits.Pixels.Length * 3)];
        const int Image = ProceduralTextures.Size * ProceduralTextures.Size;
        InParallel.For(count, () => new ProceduralTextures(), (i, textures) =>
        {
            var image = pixels.AsSpan(3 * Image * i, 3 * Image);
            textures.Draw(Seeds.Generator(seed, "drawn texture", i), image);
            for (var p = 0; p < Image; p++)
            {
                var ink = digits.Pixels[(Image * i) + p];
                for (var channel = 3 * p; channel < (3 * p) + 3; channel++)
                {
                    image[channel] = Blend.AbsoluteDifference(image[channel], ink);
                }
            }
        });
        return LabelledDomain.FromImages(Named("Drawn digits over textures", count, seed), pixels, digits.Labels, digits.Height, digits.Width, classCount: DigitImages.ClassCount);
    }

    private static DigitImages Draw(string name, int count, int seed, string purpose)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        const int Image = Handwriting.Size * Handwriting.Size;
        var pixels = new byte[checked(count * Image)];
        var labels = Labels(count, seed, purpose);
        InParallel.For(count, () => new Handwriting(), (i, hand) =>
            hand.Draw(labels[i], Seeds.Generator(seed, purpose, i), pixels.AsSpan(Image * i, Image)));
        return new(name, pixels, labels, Handwriting.Size, Handwriting.Size);
    }

    // Each ten in a row hold every digit once, in an order of their own.
    private static int[] Labels(int count, int seed, string purpose)
    {
        var labels = new int[count];
        for (var first = 0; first < count; first += 10)
        {
            int[] order = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];
            Seeds.Generator(seed, purpose + " order", first / 10).Shuffle(order);
            order.AsSpan(0, Math.Min(10, count - first)).CopyTo(labels.AsSpan(first));
        }

        return labels;
    }

    private static string Named(string what, int count, int seed) =>
        string.Create(CultureInfo.InvariantCulture, $"{what} ({count:N0}, seed {seed})");
}
