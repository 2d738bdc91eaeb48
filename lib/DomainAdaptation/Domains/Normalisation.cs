using System.Globalization;
using TorchSharp;
using static TorchSharp.torch;

namespace DomainAdaptation;

/// <summary>How samples become network inputs: (x − mean) · factor for each channel, bytes first divided by 255.</summary>
/// <param name="Mean">The mean of each channel (or, for samples that are not images, one for all values).</param>
/// <param name="Factor">What each channel is multiplied by.</param>
/// <param name="EachImage">Whether each sample is first brought to mean 0 and standard deviation 1 by itself, over all its values.</param>
/// <param name="EachChannel">The same, each of its channels apart.</param>
public sealed record Normalisation(IReadOnlyList<double> Mean, IReadOnlyList<double> Factor, bool EachImage = false, bool EachChannel = false)
{
    private const long ValuesAtATime = 1 << 24;

    /// <summary>Samples as they are, bytes divided by 255.</summary>
    public static Normalisation None { get; } = new([0], [1]);

    /// <summary>One line: (x − mean) · factor of each channel.</summary>
    public override string ToString() =>
        EachImage ? "each image by its own mean and deviation"
        : EachChannel ? "each channel of each image by its own mean and deviation"
        : string.Join(", ", Mean.Zip(Factor, (mean, factor) => string.Create(CultureInfo.InvariantCulture, $"(x − {mean:G4}) · {factor:G4}")));

    /// <summary>Measures the training samples of some domains, each with the same weight.</summary>
    /// <param name="scaling">What to do with them.</param>
    /// <param name="domains">The domains that training sees. No test split, no labels.</param>
    /// <exception cref="ArgumentException">Channels are to be scaled, and the samples have none.</exception>
    public static Normalisation Measure(InputScaling scaling, params IReadOnlyList<UnlabelledDomain> domains)
    {
        ArgumentNullException.ThrowIfNull(domains);
        if (scaling == InputScaling.None)
        {
            return None;
        }

        if (scaling == InputScaling.EachImage)
        {
            return new([0], [1], EachImage: true);
        }

        if (scaling == InputScaling.EachChannel)
        {
            return domains.FirstOrDefault(d => d.Samples.dim() < 4) is { } flat
                ? throw new ArgumentException($"{flat.Name} has samples of [{string.Join(", ", flat.SampleShape)}], without channels: scale each as a whole (EachImage), or all alike.", nameof(scaling))
                : new([0], [1], EachChannel: true);
        }

        using var scope = NewDisposeScope();
        var moments = domains.Select(Moments).ToList();
        var channels = moments[0].Mean.Length;
        double[] mean = new double[channels], factor = new double[channels];
        for (var c = 0; c < channels; c++)
        {
            mean[c] = moments.Average(m => m.Mean[c]);
            var variance = moments.Average(m => m.Square[c]) - (mean[c] * mean[c]);
            factor[c] = scaling == InputScaling.UnitVariance && variance > 1e-12 ? 1 / Math.Sqrt(variance) : 1;
        }

        return new Normalisation(mean, factor);
    }

    /// <summary>Turns samples as a domain keeps them into network inputs.</summary>
    /// <param name="samples">Bytes [n, height, width, channels] or float32 [n, …].</param>
    /// <returns>float32 [n, channels, height, width], laid out channels-last, or float32 [n, …]; the caller disposes it.</returns>
    public Tensor Apply(Tensor samples)
    {
        ArgumentNullException.ThrowIfNull(samples);
        using var scope = NewDisposeScope();
        var images = samples.dtype == ScalarType.Byte; // to be divided by 255
        var x = images ? samples.to(ScalarType.Float32) : samples.alias();
        if (EachImage || EachChannel)
        {
            long[] dimensions = EachImage ? [.. Enumerable.Range(1, (int)x.dim() - 1).Select(d => (long)d)] : images ? [1, 2] : [2, 3];
            var mean = x.mean(dimensions, keepdim: true);
            x = (x - mean) / x.std(dimensions, unbiased: false, keepdim: true).add(Scalars.Flat, Scalars.One);
            images = false;
        }

        var unit = images ? 1.0 / 255 : 1.0;
        // (x·unit − mean)·factor in one pass over the data: x·(unit·factor) + (−mean·factor).
        // A row of pixels at a time: libtorch's inner loop runs over the last dimension, and three channels are too few for it.
        var rows = samples.dtype == ScalarType.Byte ? x.flatten(2) : x;
        var weight = Row(i => unit * Factor[i], samples);
        var bias = Row(i => -Mean[i] * Factor[i], samples);
        var result = addcmul(bias, rows, weight, Scalars.One);
        result = samples.dtype == ScalarType.Byte ? result.unflatten(2, samples.size(2), samples.size(3)).permute(0, 3, 1, 2) : result;
        return (FastPath.Layout ? result : result.contiguous()).MoveToOuterDisposeScope();
    }

    // What the values of a row of pixels have to do with, channel by channel; one value where all channels share it.
    private Tensor Row(Func<int, double> value, Tensor samples)
    {
        var channels = Enumerable.Range(0, Mean.Count).Select(i => (float)value(i));
        var row = Mean.Count == 1 ? channels : Enumerable.Repeat(channels, (int)samples.size(2)).SelectMany(c => c);
        return tensor(row.ToArray(), device: samples.device);
    }

    // A portion at a time, so that it takes no more memory for a million samples than for ten thousand.
    private static (double[] Mean, double[] Square) Moments(UnlabelledDomain domain)
    {
        var samples = domain.Samples;
        var portion = Math.Max(1, ValuesAtATime / Math.Max(1, samples.numel() / domain.Count));
        var portions = Enumerable.Range(0, (int)((domain.Count + portion - 1) / portion)).Select(k => (Start: k * portion, Count: Math.Min(portion, domain.Count - (k * portion))));
        if (!domain.IsImages)
        {
            double sum = 0, squares = 0;
            foreach (var (start, count) in portions)
            {
                using var scope = NewDisposeScope();
                var values = samples.narrow(0, start, count).to(ScalarType.Float64);
                sum += values.sum().item<double>();
                squares += values.square().sum().item<double>();
            }

            return ([sum / samples.numel()], [squares / samples.numel()]);
        }

        // Bytes have 256 values: count them, and both moments are exact.
        var channels = (int)samples.shape[3];
        var found = Enumerable.Repeat(0, channels).Select(_ => new long[256]).ToArray();
        foreach (var (start, count) in portions)
        {
            using var scope = NewDisposeScope();
            var part = samples.narrow(0, start, count);
            for (var c = 0; c < channels; c++)
            {
                var counts = part.select(3, c).reshape(-1).bincount(null, 256).cpu();
                found[c] = [.. found[c].Zip(counts.data<long>(), (a, b) => a + b)];
            }
        }

        return (
            [.. found.Select(n => n.Select((count, v) => count * (v / 255.0)).Sum() / n.Sum())],
            [.. found.Select(n => n.Select((count, v) => count * (v / 255.0) * (v / 255.0)).Sum() / n.Sum())]);
    }
}
