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
    /// <param name="size">Rows and columns, the border included.</param>
    /// <param name="border">
    /// Black pixels on each side; the digits are scaled to what is left. USPS's own fill their image where MNIST's are 20 × 20 in the middle of 28 × 28:
    /// 28 and 4 lay them out like MNIST's, 16 and 0 leave them as they are.
    /// </param>
    /// <exception cref="DataNotFoundException">The files are not there.</exception>
    /// <exception cref="InvalidDataException">A file is damaged.</exception>
    public static LabelledDomain Train(DataHome home, int size = 28, int border = 4) => Read(home, Parts[0], size, border);

    /// <summary>The test digits as a domain: see <see cref="Train"/>.</summary>
    /// <exception cref="DataNotFoundException">The files are not there.</exception>
    /// <exception cref="InvalidDataException">A file is damaged.</exception>
    public static LabelledDomain Test(DataHome home, int size = 28, int border = 4) => Read(home, Parts[1], size, border);

    internal static IEnumerable<FileCopy> Files(DataHome home) =>
        Parts.SelectMany(p => new[] { Locate(home, p, "images-idx3"), Locate(home, p, "labels-idx1") }).Select(f => new FileCopy(f, Path.GetFileName(f)));

    private static LabelledDomain Read(DataHome home, string part, int size, int border)
    {
        ArgumentNullException.ThrowIfNull(home);
        ArgumentOutOfRangeException.ThrowIfNegative(border);
        ArgumentOutOfRangeException.ThrowIfLessThan(size, (2L * border) + 1);
        var digits = DigitImages.Read($"USPS {part}", Locate(home, part, "images-idx3"), Locate(home, part, "labels-idx1"));
        if ((long)digits.Count * size * size > Array.MaxLength / 3)
        {
            throw new ArgumentOutOfRangeException(nameof(size), size, $"{digits.Count} digits of this size take more than the 2 GiB that a domain may have.");
        }

        var scaled = size - (2 * border);
        var layout = border == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $", {scaled}×{scaled} in {size}×{size}");
        return digits.ResizeTo(scaled).PadTo(size).ToDomain(string.Create(CultureInfo.InvariantCulture, $"{digits.Name} ({digits.Count:N0}{layout})"));
    }

    private static string Locate(DataHome home, string part, string kind)
    {
        var file = $"usps-{part}-{kind}-ubyte";
        return home.FileOf("USPS", $"usps/{file}.gz", $"usps/{file}", $"{file}.gz", file);
    }
}
