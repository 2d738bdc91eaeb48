using System.Globalization;

namespace DomainAdaptation;

/// <summary>
/// Traffic signs made from one picture a class, in place of the paper's SYN SIGNS (JMLR, §5.2.4): 100,000 images of 43 classes that the authors had
/// made, whose download has gone.
/// </summary>
/// <remarks>
/// Each sign is turned, tilted, lit, blurred and put before a background, as in GTSRB's crops: many dark, some against the light, and some of few pixels.
/// Image i depends on the seed, on i, on the templates, photos and options: not on the number of images or of threads. Other versions of SkiaSharp, or another
/// kind of processor, may round a pixel differently.
/// </remarks>
public static class SyntheticSigns
{
    /// <summary>The number of classes, GTSRB's.</summary>
    public const int Classes = 43;

    private const int SmallestSize = 16, LargestSize = 64;

    /// <summary>Makes images of traffic signs.</summary>
    /// <param name="count">How many; the paper has 100,000.</param>
    /// <param name="seed">Which ones.</param>
    /// <param name="templates">A folder with one picture a class, <c>0.png</c> to <c>42.png</c>, transparent around the sign.</param>
    /// <param name="size">Rows and columns, 16 to 64; the authors' images have 40.</param>
    /// <param name="photos">What is behind the signs; by default textures that the library draws.</param>
    /// <param name="frequencies">How frequent each of the 43 classes is, to any scale; by default the classes come evenly, in random order.</param>
    /// <param name="options">What varies, and how far.</param>
    /// <param name="onProgress">Is told now and then how many images are done, from any thread.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>uint8 images of 3×size×size.</returns>
    /// <exception cref="DataNotFoundException">The folder, or a template in it, is not there.</exception>
    /// <exception cref="InvalidDataException">A template cannot be used, or a photo is smaller than 32×32.</exception>
    /// <exception cref="ArgumentException">The frequencies are not 43 numbers from 0 on with a sum above 0.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The count, the size or an option is out of range.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static LabelledDomain Generate(
        int count,
        int seed,
        string templates,
        int size = 40,
        Photos? photos = null,
        IReadOnlyList<double>? frequencies = null,
        SyntheticSignsOptions? options = null,
        Action<int>? onProgress = null,
        CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        ArgumentOutOfRangeException.ThrowIfLessThan(size, SmallestSize);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(size, LargestSize);
        var image = 3 * size * size;
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, int.MaxValue / image);
        var cumulative = Cumulative(frequencies);
        options ??= new();
        options.Validate();
        SignPainter.Check(photos);
        NativeBackend.EnsureLoaded();
        using var signs = SignTemplates.Read(templates, options.German);
        var pixels = new byte[count * image];
        var labels = new int[count];
        GeneratedImages.Make(count, () => new SignPainter(signs, photos, options, size), (i, painter) =>
        {
            labels[i] = cumulative is null
                ? EvenClasses.Of(Classes, seed, "synthetic signs order", i)
                : Drawn(cumulative, Seeds.Generator(seed, "synthetic signs class", i).NextDouble());
            painter.Draw(labels[i], Seeds.Generator(seed, "synthetic signs", i), pixels.AsSpan(image * i, image));
        }, onProgress, cancellation);

        var behind = photos is null ? "textures" : photos.ToString();
        var own = (frequencies is null ? "" : ", own frequencies") + (options == new SyntheticSignsOptions() ? "" : ", own options");
        var name = string.Create(CultureInfo.InvariantCulture, $"SYN SIGNS made anew ({count:N0}, templates {signs.Fingerprint} over {behind}, seed {seed}{own})");
        return LabelledDomain.FromImages(name, pixels, labels, size, size, classCount: Classes);
    }

    private static double[]? Cumulative(IReadOnlyList<double>? frequencies)
    {
        if (frequencies is null)
        {
            return null;
        }

        var sum = 0.0;
        var cumulative = frequencies.Select(f => sum += f).ToArray();
        return frequencies.Count == Classes && frequencies.All(f => f >= 0) && double.IsFinite(sum) && sum > 0
            ? Array.ConvertAll(cumulative, c => c / sum)
            : throw new ArgumentException($"The frequencies should be {Classes} numbers from 0 on, one a class, not all 0.", nameof(frequencies));
    }

    private static int Drawn(double[] cumulative, double at) => Array.FindIndex(cumulative, c => at < c);

    /// <summary>Writes images as the authors laid out theirs, with a line beside them that says what they are.</summary>
    /// <param name="signs">What <see cref="Generate"/> returns.</param>
    /// <param name="folder">Gets <c>train/00000.png</c> and so on, <c>train_labelling.txt</c> ("path class 0" a line), written last, and <c>generated.txt</c>.</param>
    /// <exception cref="ArgumentException">They are no images in 43 classes.</exception>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public static void Write(LabelledDomain signs, string folder)
    {
        ArgumentNullException.ThrowIfNull(signs);
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        if (signs.ClassCount != Classes || signs.SampleShape is not [3, var height, var width])
        {
            throw new ArgumentException($"{signs} are no images in {Classes} classes.", nameof(signs));
        }

        var train = AtomicFile.FolderFor(Path.Combine(folder, "train", File(0)));
        var pixels = signs.Samples.data<byte>().ToArray();
        var labels = LabelledDomain.ClassesOf(signs);
        var image = pixels.Length / signs.Count;
        string File(int index) => index.ToString("00000", CultureInfo.InvariantCulture) + ".png";
        InParallel.For(signs.Count, i => ImageFile.WritePng(Path.Combine(train, File(i)), pixels.AsSpan(i * image, image), (int)width, (int)height));
        var lines = labels.Select((label, i) => string.Create(CultureInfo.InvariantCulture, $"train/{File(i)} {label} 0\n"));
        AtomicFile.WriteText(Path.Combine(folder, "generated.txt"), signs.Name + "\n");
        AtomicFile.WriteText(Path.Combine(folder, "train_labelling.txt"), string.Concat(lines));
    }
}
