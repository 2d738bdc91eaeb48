using System.Globalization;

namespace DomainAdaptation;

/// <summary>
/// Numbers drawn from fonts, in place of the paper's SYN NUMBERS (v1, §4.1; JMLR, §5.2.4), about 500,000 images from Windows fonts
/// tuned by hand to mimic SVHN, whose download has gone.
/// </summary>
/// <remarks>
/// <para>One, two or three digits; position, orientation, colours of ground and ink, and blur vary; no clutter behind them but an edge of the plate. The label is the digit in
/// the middle, or nearest to it; the border cuts most neighbours, as in SVHN.</para>
/// <para>Image i depends on the seed, on i, on the fonts and the options: not on the number of images or of threads. Other versions of SkiaSharp, or another kind of processor,
/// may round a pixel differently.</para>
/// </remarks>
public static class SyntheticNumbers
{
    /// <summary>Rows and columns of an image.</summary>
    public const int Size = 32;

    // Raised whenever the same options draw other images: old records and checkpoints then are of other data.
    private const int Look = 2;

    // .NET arrays end at 2 GiB: 699,050 images.
    private const int Most = int.MaxValue / (3 * Size * Size);

    /// <summary>Draws images of the ten digits.</summary>
    /// <param name="count">How many; the classes come as <see cref="SyntheticNumbersOptions.Counted"/> says, in random order. The paper has about 500,000, which take 1.5 GB.</param>
    /// <param name="seed">Which ones.</param>
    /// <param name="fonts">What to draw with: <see cref="FontSet.System"/> or <see cref="FontSet.Read"/>.</param>
    /// <param name="options">What varies, and how far.</param>
    /// <param name="onProgress">Is told now and then how many images are done, from any thread.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>uint8 images of 3×32×32.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The count or an option is out of range.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static LabelledDomain Generate(int count, int seed, FontSet fonts, SyntheticNumbersOptions? options = null, Action<int>? onProgress = null, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, Most);
        ArgumentNullException.ThrowIfNull(fonts);
        options ??= new();
        options.Validate();
        const int Image = 3 * Size * Size;
        var pixels = new byte[count * Image];
        var labels = new int[count];
        GeneratedImages.Make(count, () => new NumberPainter(fonts, options), (i, painter) =>
        {
            labels[i] = painter.Draw(EvenClasses.Of(10, seed, "synthetic numbers order", i), Seeds.Generator(seed, "synthetic numbers", i), pixels.AsSpan(Image * i, Image));
        }, onProgress, cancellation);

        var name = string.Create(CultureInfo.InvariantCulture, $"SYN NUMBERS drawn anew ({count:N0}, {fonts}, seed {seed}, look {Look}{(options == new SyntheticNumbersOptions() ? "" : ", own options")})");
        return LabelledDomain.FromImages(name, pixels, labels, Size, Size, classCount: DigitImages.ClassCount);
    }

    /// <summary>Writes images as the authors packed theirs, with a line beside them that says what they are.</summary>
    /// <param name="numbers">Images of 3×32×32 in ten classes: what <see cref="Generate"/> returns.</param>
    /// <param name="folder">Gets <c>synth_train_32x32.mat</c> (X [32, 32, 3, N] and y [N, 1], 10 for the digit 0) and <c>synth_train_32x32.txt</c>.</param>
    /// <param name="part"><c>train</c> or <c>test</c>.</param>
    /// <exception cref="ArgumentException">The images are of another size, or take more than 2 GiB.</exception>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public static void Write(LabelledDomain numbers, string folder, string part = "train")
    {
        ArgumentNullException.ThrowIfNull(numbers);
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        if (part is not ("train" or "test"))
        {
            throw new ArgumentException($"The part is train or test, not \"{part}\".", nameof(part));
        }

        if (numbers.ClassCount != 10 || !numbers.SampleShape.SequenceEqual([3, Size, Size]))
        {
            throw new ArgumentException($"{numbers} are no images of 3×32×32 in ten classes.", nameof(numbers));
        }

        var file = Path.Combine(folder, $"synth_{part}_32x32");
        DigitsMat.Write(file + ".mat", numbers.Samples.data<byte>().ToArray(), [.. LabelledDomain.ClassesOf(numbers).Select(l => (int)l)]);
        AtomicFile.WriteText(file + ".txt", numbers.Name + "\n");
    }
}
