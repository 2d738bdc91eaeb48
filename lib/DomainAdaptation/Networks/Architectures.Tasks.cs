using static TorchSharp.torch.nn;

namespace DomainAdaptation;

public static partial class Architectures
{
    /// <summary>A small encoder and decoder that gives a class to each pixel. Not in the paper.</summary>
    /// <param name="seed">Seed of the initial weights.</param>
    /// <param name="classCount">The number of classes.</param>
    /// <param name="domains">1: the domain classifier tells sources from targets. More: a logit for each domain, sources first, at each place.</param>
    /// <returns>
    /// Gf: six 3×3 convolutions with batch statistics for each domain, to a quarter of the size and an eighth and back, [n, 64, h / 4, w / 4]; Gy: a 1×1 convolution and
    /// linear interpolation to the image's size, which is a multiple of 4; Gd: convolutional, two 3×3×64 of stride 2 and <paramref name="domains"/> logits at each place of the map.
    /// </returns>
    public static DomainAdversarialNetwork Segmenter(int seed = 1, int classCount = 11, int domains = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(domains, 1);
        using var random = InitialWeights(seed);
        return new DomainAdversarialNetwork(new EncoderDecoder(), PixelClasses(EncoderDecoder.Features, classCount, 4), MapDomains(EncoderDecoder.Features, domains));
    }

    /// <summary>A small network that gives the coordinates of points in an image. Not in the paper.</summary>
    /// <param name="seed">Seed of the initial weights.</param>
    /// <param name="points">The number of points.</param>
    /// <param name="size">Rows and columns of the image, a multiple of 16.</param>
    /// <returns>
    /// Gf: four 3×3 convolutions (5×5 the first) of 32, 64, 96 and 96 maps, each with a pool of 2 and batch statistics for each domain, and dropout of 0.2; Gy: 256 with batch normalisation, <paramref name="points"/> × 2;
    /// Gd: 256, 1; ReLU between.
    /// </returns>
    public static DomainAdversarialNetwork Landmarks(int seed = 1, int points = 68, int size = 96)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 16);
        using var random = InitialWeights(seed);
        var count = 96L * (size / 16) * (size / 16);
        return new DomainAdversarialNetwork(
            Layers.Convolutions(
            [
                .. Pooled("1", 3, 32, 5), .. Pooled("2", 32, 64, 3), .. Pooled("3", 64, 96, 3), .. Pooled("4", 96, 96, 3), ("flatten", Flatten()), ("drop", Dropout(0.2)),
            ]),
            Layers.Chain(("fc", Layers.FullyConnected([count, 256, points * 2], batchNorm: true)), ("points", Unflatten(1, [points, 2]))),
            Layers.FullyConnected([count, 256, 1]));
    }

    /// <summary>The network of Martinez et al. (2017) that lifts joints in an image to joints in space.</summary>
    /// <param name="seed">Seed of the initial weights.</param>
    /// <param name="joints">The number of joints.</param>
    /// <param name="width">The width of the layers; the authors take 1,024.</param>
    /// <param name="dropout">The rate of dropout; the authors take 0.5.</param>
    /// <param name="ownStatistics">Whether batch normalisation has statistics for each domain; otherwise both share them.</param>
    /// <returns>
    /// Gf: 2 · <paramref name="joints"/> to <paramref name="width"/>, and two residual blocks of two layers, with batch normalisation, also behind the last, which the authors have not; Gy: linear, <paramref name="joints"/> × 3; Gd: 256, 256, 1.
    /// </returns>
    public static DomainAdversarialNetwork Lifting(int seed = 1, int joints = 38, int width = 1024, double dropout = 0.5, bool ownStatistics = true)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(joints, 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        using var random = InitialWeights(seed);
        return new DomainAdversarialNetwork(
            Layers.Chain(
            [
                .. LinearResidual.Step("0", 2 * joints, width, dropout, ownStatistics),
                ("block1", new LinearResidual(width, dropout, ownStatistics)),
                ("block2", new LinearResidual(width, dropout, ownStatistics)),
                ("norm", LinearResidual.Norm(width, ownStatistics)),
            ]),
            Layers.Chain(("fc", Linear(width, joints * 3)), ("joints", Unflatten(1, [joints, 3]))),
            Layers.FullyConnected([width, 256, 256, 1]));
    }

    private static (string, Module<TorchSharp.torch.Tensor, TorchSharp.torch.Tensor>?)[] Pooled(string name, long inputs, long outputs, int kernel) =>
    [
        ("conv" + name, Layers.Convolution(inputs, outputs, kernel, padding: kernel / 2)),
        ("pool" + name, MaxPool2d(2)),
        ("norm" + name, new DomainBatchNorm((int)outputs)),
        ("relu" + name, ReLU(inplace: true)),
    ];
}
