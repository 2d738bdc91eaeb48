using TorchSharp;
using static TorchSharp.torch;

namespace DomainAdaptation;

/// <summary>Samples of one domain without labels: all that a trainer ever sees of the target.</summary>
/// <remarks>
/// Images are kept as bytes, N × height × width × channels, and become floats a batch at a time; other samples are
/// 32-bit floats of any shape N × …. The domain owns its tensor and lives as long as the program needs the data.
/// </remarks>
public sealed class UnlabelledDomain
{
    /// <summary>Wraps a tensor of samples.</summary>
    /// <param name="name">What the data are, copy included, such as <c>"MNIST-M train"</c>; it goes into every run record.</param>
    /// <param name="samples">Bytes [N, height, width, channels] for images, or float32 [N, …]. The domain takes it over.</param>
    /// <exception cref="ArgumentException">The tensor is empty, or of another type or shape.</exception>
    public UnlabelledDomain(string name, Tensor samples)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(samples);
        if (samples.dim() < 2 || samples.shape[0] == 0)
        {
            throw new ArgumentException($"{name}: samples must be [N, …] with N > 0, not [{string.Join(", ", samples.shape)}].", nameof(samples));
        }

        if (!(samples.dtype == ScalarType.Byte && samples.dim() == 4) && samples.dtype != ScalarType.Float32)
        {
            throw new ArgumentException($"{name}: samples must be images as bytes [N, height, width, channels] or float32, not {samples.dtype} with {samples.dim()} dimensions.", nameof(samples));
        }

        if (samples.shape[0] > int.MaxValue)
        {
            throw new ArgumentException($"{name} has {samples.shape[0]} samples, and a domain has room for {int.MaxValue}: take a part of them.", nameof(samples));
        }

        Name = name;
        // A scope must not take away what the domain keeps, and no gradient flows into data that a layer may have made.
        Samples = (samples.requires_grad ? samples.detach() : samples).DetachFromDisposeScope();
        Count = (int)samples.shape[0];
    }

    /// <summary>What the data are; it goes into every run record.</summary>
    public string Name { get; }

    /// <summary>The samples: bytes [N, height, width, channels], or float32 [N, …]. Do not dispose it.</summary>
    public Tensor Samples { get; }

    /// <summary>The number of samples, N.</summary>
    public int Count { get; }

    /// <summary>Whether the samples are images: bytes [N, height, width, channels].</summary>
    public bool IsImages => Samples.dtype == ScalarType.Byte;

    /// <summary>The shape of one sample as a network sees it: channels × height × width for images.</summary>
    public IReadOnlyList<long> SampleShape =>
        IsImages ? [Samples.shape[3], Samples.shape[1], Samples.shape[2]] : Samples.shape[1..];

    /// <summary>Images from bytes, image after image, row after row, with a pixel's channels side by side.</summary>
    /// <param name="name">What the data are; it goes into every run record.</param>
    /// <param name="pixels">The bytes of all images.</param>
    /// <param name="height">Rows of an image.</param>
    /// <param name="width">Columns of an image.</param>
    /// <param name="channels">Bytes of a pixel: 3 for colour, 1 for gray. Nothing else tells: the bytes of three gray images are those of one in colour.</param>
    /// <exception cref="ArgumentException">The number of bytes is not a multiple of an image's.</exception>
    public static UnlabelledDomain FromImages(string name, byte[] pixels, int height, int width, int channels) =>
        new(name, Pixels(name, pixels, height, width, channels));

    /// <summary>The first <paramref name="count"/> samples, or all when there are fewer.</summary>
    public UnlabelledDomain Take(int count) =>
        count >= Count ? this : new(Name + Limited(count), Samples.narrow(0, 0, count));

    /// <summary>So many samples, evenly spread over all: the first ones of a set that is sorted by class would be of few classes.</summary>
    internal UnlabelledDomain Spread(int count)
    {
        if (count >= Count)
        {
            return this;
        }

        using var index = SpreadOver(Count, count);
        return new(Name + string.Create(System.Globalization.CultureInfo.InvariantCulture, $", {count:N0} spread"), Samples.index_select(0, index));
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Name}: {Count} samples of {string.Join("×", SampleShape)}, no labels";

    internal static Tensor SpreadOver(int all, int count) => tensor(Enumerable.Range(0, count).Select(i => (long)i * all / count).ToArray());

    internal static string Limited(int count) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $", first {count:N0}");

    internal static Tensor Pixels(string name, byte[] pixels, int height, int width, int channels)
    {
        ArgumentNullException.ThrowIfNull(pixels);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(height);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(channels);
        var size = checked(height * width * channels);
        if (pixels.Length == 0 || pixels.Length % size != 0)
        {
            throw new ArgumentException($"{name}: {pixels.Length} bytes are not a whole number of {height}×{width}×{channels} images.", nameof(pixels));
        }

        NativeBackend.EnsureLoaded();
        return tensor(pixels, ScalarType.Byte).reshape(pixels.Length / size, height, width, channels);
    }
}
