using static TorchSharp.torch.nn;

namespace DomainAdaptation;

public static partial class Architectures
{
    /// <summary>The network of SVHN and SYN NUMBERS, for images of 32 × 32.</summary>
    /// <param name="seed">Seed of the initial weights.</param>
    /// <param name="padding">Zeros around the input of each convolution, on which the paper is silent. Pools round up as Caffe's do,
    /// so that 0 gives 32–28–14–10–5–1 and 128 features, 2 gives 32–16–8 and 8,192.</param>
    /// <param name="classCount">The number of classes.</param>
    /// <param name="dropout">The rate of dropout behind the hidden layers of Gy. The paper has dropout in this network and states neither rate nor place.</param>
    /// <returns>
    /// Gf: conv 5×5×64, pool 3/2, conv 5×5×64, pool 3/2, conv 5×5×128; Gy: 3072, 2048, <paramref name="classCount"/>; Gd: 1024, 1024, 1;
    /// ReLU between and at the end of Gf.
    /// </returns>
    public static DomainAdversarialNetwork Svhn(int seed = 1, int padding = 0, int classCount = 10, double dropout = 0.5) =>
        Svhn(seed, padding, classCount, dropout, null, null, batchNorm: false);

    /// <summary>The network of SVHN with batch normalisation and dropout of feature maps.</summary>
    /// <param name="seed">Seed of the initial weights.</param>
    /// <param name="padding">As in <see cref="Svhn(int, int, int, double)"/>.</param>
    /// <param name="classCount">The number of classes.</param>
    /// <param name="dropout">The rate of dropout behind the hidden layers of Gy.</param>
    /// <param name="labelWidths">The hidden layers of Gy; the paper's 3072 and 2048 when null.</param>
    /// <param name="domainWidths">The hidden layers of Gd; the paper's 1024 and 1024 when null.</param>
    /// <returns>As <see cref="Svhn(int, int, int, double)"/>, with the two ingredients.</returns>
    public static DomainAdversarialNetwork SvhnBatchNorm(
        int seed = 1,
        int padding = 0,
        int classCount = 10,
        double dropout = 0,
        IReadOnlyList<int>? labelWidths = null,
        IReadOnlyList<int>? domainWidths = null) =>
        Svhn(seed, padding, classCount, dropout, labelWidths, domainWidths, batchNorm: true);

    private static DomainAdversarialNetwork Svhn(
        int seed, int padding, int classCount, double dropout, IReadOnlyList<int>? labelWidths, IReadOnlyList<int>? domainWidths, bool batchNorm)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(padding);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(padding, 2);
        using var random = InitialWeights(seed);
        var side = 32;
        for (var convolution = 1; convolution <= 3; convolution++)
        {
            side += (2 * padding) - 4;
            side = convolution < 3 ? side / 2 : side; // a pool of 3 with stride 2 that rounds up halves, odd sides downwards
        }

        var count = 128L * side * side;
        return new DomainAdversarialNetwork(
            Layers.Convolutions(
                ("conv1", Layers.Convolution(3, 64, 5, padding)),
                ("pool1", Layers.CaffePool()), // before the ReLU: the same result, on a quarter of the values
                ("norm1", Norm(batchNorm, 64)),
                ("relu1", ReLU(inplace: true)),
                ("conv2", Layers.Convolution(64, 64, 5, padding)),
                ("pool2", Layers.CaffePool()),
                ("drop2", MapDropout(batchNorm)), // behind the pool: the same result, on a quarter of the values
                ("norm2", Norm(batchNorm, 64)),
                ("relu2", ReLU(inplace: true)),
                ("conv3", Layers.Convolution(64, 128, 5, padding)),
                ("norm3", Norm(batchNorm, 128)),
                ("relu3", ReLU(inplace: true)),
                ("flatten", Flatten())),
            Layers.FullyConnected([count, .. Wide(labelWidths ?? [3072, 2048]), classCount], dropout: dropout),
            Layers.FullyConnected([count, .. Wide(domainWidths ?? [1024, 1024]), 1], batchNorm));
    }
}
