using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace DomainAdaptation.Benchmarks;

/// <summary>One of the paper's networks with data of the right shape, the same bytes in every process that makes them.</summary>
/// <param name="Name">As on the command line.</param>
/// <param name="Size">Height and width of the images in pixels.</param>
/// <param name="ClassCount">The number of classes.</param>
/// <param name="Create">Makes the network, given the rate of dropout where it has any.</param>
internal sealed record BenchmarkNet(string Name, int Size, int ClassCount, Func<double, DomainAdversarialNetwork> Create)
{
    /// <summary>Samples of either domain in a batch.</summary>
    public const int Half = 64;

    /// <summary>Images that are predicted at a time to measure evaluation: two batches.</summary>
    public const int Evaluated = 1000;

    public static IReadOnlyList<BenchmarkNet> All { get; } =
    [
        new("mnist", 28, 10, _ => Architectures.Mnist()),
        new("svhn", 32, 10, dropout => Architectures.Svhn(padding: 2, dropout: dropout)),
        new("gtsrb", 40, 43, _ => Architectures.Gtsrb()),
    ];

    /// <summary>The net of that name.</summary>
    /// <exception cref="BenchmarkException">There is none.</exception>
    public static BenchmarkNet Named(string name) => All.FirstOrDefault(n => n.Name == name)
        ?? throw new BenchmarkException($"'{name}' is no net of the benchmark: there are {string.Join(", ", All.Select(n => n.Name))}.");

    /// <summary>Two domains of bytes from a formula that peer.py has too.</summary>
    public DomainPair Data(int samples) => new(Domain("source", 0, samples), Domain("target", 99_991, samples).WithoutLabels());

    /// <summary>Multiplications and additions of a training step, from the shapes of the layers: forward, weights' gradients, inputs' gradients.</summary>
    public long FlopsOfStep(DomainAdversarialNetwork network)
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        using var mode = EvaluationMode.Begin(network);
        var features = zeros(2 * Half, 3, Size, Size);
        var first = true;
        // The images themselves need no gradient; all other layers pass one on to what is below.
        var flops = Part(network.FeatureExtractor, ref features, f => { var times = first ? 2 : 3; first = false; return f * times; });
        var labelled = features.narrow(0, 0, Half);
        flops += Part(network.LabelPredictor, ref labelled, f => f * 3);
        flops += Part(network.DomainClassifier, ref features, f => f * 3);
        return flops;
    }

    private static long Part(nn.Module<Tensor, Tensor> part, ref Tensor x, Func<long, long> count)
    {
        var flops = 0L;
        foreach (var layer in part.children().Cast<nn.Module<Tensor, Tensor>>())
        {
            x = layer.call(x);
            if (layer is Conv2d or Linear)
            {
                var weight = layer.get_parameter("weight")!;
                flops += count(2 * x.numel() * (weight.numel() / weight.shape[0])); // every output is a sum of so many products
            }
        }

        return flops;
    }

    /// <summary>Bytes from the formula, from a place in its sequence on.</summary>
    public static void Fill(Span<byte> pixels, long start)
    {
        for (var i = 0; i < pixels.Length; i++)
        {
            pixels[i] = (byte)(((((start + i) * 2654435761L) + 12345L) >> 11) % 251);
        }
    }

    // Written where it stays: what making the data leaves behind would count as the training's memory.
    private LabelledDomain Domain(string name, long start, int samples)
    {
        using var scope = NewDisposeScope();
        var images = empty(samples, Size, Size, 3, ScalarType.Byte);
        Fill(images.bytes, start);
        return new LabelledDomain($"synthetic {name}", images, ((arange(samples, ScalarType.Int64) * 7) + start).remainder(ClassCount), ClassCount);
    }
}
