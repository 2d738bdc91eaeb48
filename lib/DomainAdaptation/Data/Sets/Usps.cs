using System.Globalization;

namespace DomainAdaptation;

/// <summary>USPS (Hull 1994): 7,291 + 2,007 digits from envelopes, 16×16, white on black; the usual partner of MNIST, though not in the paper.</summary>
/// <remarks>
/// Four idx files lie in <c>usps</c> under the data home, or in the home itself, as <c>.gz</c> or unpacked:
/// <c>usps-train-images-idx3-ubyte</c>, <c>usps-train-labels-idx1-ubyte</c>, and the same with <c>test</c>. No terms are stated.
/// </remarks>
public static class Usps
{
    private static readonly string[] Parts = ["train", "test"];

    /// <summary>The training digits as a domain, the gray value in all three channels: bytes [N, size, size, 3], ten classes.</summary>
    /// <param name="home">Where the files are.</param>
    /// <param name="size">Rows and columns: 28 as MNIST, by linear interpolation; 16 as they are.</param>
    /// <exception cref="DataNotFoundException">The files are not there.</exception>
    /// <exception cref="InvalidDataException">A file is damaged.</exception>
    public static LabelledDomain Train(DataHome home, int size = 28) => Read(home, Parts[0], size);

    /// <summary>The test digits as a domain: see <see cref="Train"/>.</summary>
    /// <exception cref="DataNotFoundException">The files are not there.</exception>
    /// <exception cref="InvalidDataException">A file is damaged.</exception>
    public static LabelledDomain Test(DataHome home, int size = 28) => Read(home, Parts[1], size);

    internal static IEnumerable<FileCopy> Files(DataHome home) =>
        Parts.SelectMany(p => new[] { Locate(home, p, "images-idx3"), Locate(home, p, "labels-idx1") }).Select(f => new FileCopy(f, Path.GetFileName(f)));

    private static LabelledDomain Read(DataHome home, string part, int size)
    {
        ArgumentNullException.ThrowIfNull(home);
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        var digits = DigitImages.Read($"USPS {part}", Locate(home, part, "images-idx3"), Locate(home, part, "labels-idx1"));
        var name = string.Create(CultureInfo.InvariantCulture, $"{digits.Name} ({digits.Count:N0})");
        if ((long)digits.Count * size * size > Array.MaxLength / 3)
        {
            throw new ArgumentOutOfRangeException(nameof(size), size, $"{digits.Count} digits of this size take more than the 2 GiB that a domain may have.");
        }

        return digits.ResizeTo(size).ToDomain(name);
    }

    private static string Locate(DataHome home, string part, string kind)
    {
        var file = $"usps-{part}-{kind}-ubyte";
        return home.FileOf("USPS", $"usps/{file}.gz", $"usps/{file}", $"{file}.gz", file);
    }
}
