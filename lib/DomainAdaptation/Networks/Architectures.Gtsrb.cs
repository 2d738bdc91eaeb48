using static TorchSharp.torch.nn;

namespace DomainAdaptation;

public static partial class Architectures
{
    /// <summary>The network of SYN SIGNS → GTSRB.</summary>
    /// <param name="seed">Seed of the initial weights.</param>
    /// <param name="size">Height and width of the input in pixels, on which the paper is silent. With unpadded convolutions 32 gives 256 features, 40 gives 1,024, 48 gives 2,304.</param>
    /// <param name="classCount">The number of classes: 43 kinds of sign (Figure 4 says 10, a slip).</param>
    /// <returns>
    /// Gf: conv 5×5×96, pool 2, conv 3×3×144, pool 2, conv 5×5×256, pool 2; Gy: 512, <paramref name="classCount"/>; Gd: 1024, 1024, 1; ReLU between.
    /// </returns>
    public static DomainAdversarialNetwork Gtsrb(int seed = 1, int size = 40, int classCount = 43) =>
        Gtsrb(seed, size, classCount, null, null, batchNorm: false);

    /// <summary>The network of SYN SIGNS → GTSRB with batch normalisation and dropout of feature maps.</summary>
    /// <param name="seed">Seed of the initial weights.</param>
    /// <param name="size">Height and width of the input in pixels.</param>
    /// <param name="classCount">The number of classes.</param>
    /// <param name="labelWidths">The hidden layers of Gy; the paper's 512 when null.</param>
    /// <param name="domainWidths">The hidden layers of Gd; the paper's 1024 and 1024 when null.</param>
    /// <returns>As <see cref="Gtsrb(int, int, int)"/>, with the two ingredients.</returns>
    public static DomainAdversarialNetwork GtsrbBatchNorm(
        int seed = 1,
        int size = 40,
        int classCount = 43,
        IReadOnlyList<int>? labelWidths = null,
        IReadOnlyList<int>? domainWidths = null) =>
        Gtsrb(seed, size, classCount, labelWidths, domainWidths, batchNorm: true);

    private static DomainAdversarialNetwork Gtsrb(
        int seed, int size, int classCount, IReadOnlyList<int>? labelWidths, IReadOnlyList<int>? domainWidths, bool batchNorm)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 32);
        using var random = InitialWeights(seed);
        long side = (((((size - 4) / 2) - 2) / 2) - 4) / 2;
        var count = 256 * side * side;
        return new DomainAdversarialNetwork(
            Layers.Convolutions(
                ("conv1", Layers.Convolution(3, 96, 5)),
                ("pool1", MaxPool2d(2)), // before the ReLU: the same result, on a quarter of the values
                ("norm1", Norm(batchNorm, 96)),
                ("relu1", ReLU(inplace: true)),
                ("conv2", Layers.Convolution(96, 144, 3)),
                ("pool2", MaxPool2d(2)),
                ("drop2", MapDropout(batchNorm)), // behind the pool: the same result, on a quarter of the values
                ("norm2", Norm(batchNorm, 144)),
                ("relu2", ReLU(inplace: true)),
                ("conv3", Layers.Convolution(144, 256, 5)),
                ("pool3", MaxPool2d(2)),
                ("norm3", Norm(batchNorm, 256)),
                ("relu3", ReLU(inplace: true)),
                ("flatten", Flatten())),
            Layers.FullyConnected([count, .. Wide(labelWidths ?? [512]), classCount]),
            Layers.FullyConnected([count, .. Wide(domainWidths ?? [1024, 1024]), 1], batchNorm));
    }
}
