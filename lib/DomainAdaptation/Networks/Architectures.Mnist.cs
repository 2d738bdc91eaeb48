using static TorchSharp.torch.nn;

namespace DomainAdaptation;

public static partial class Architectures
{
    /// <summary>The network of MNIST → MNIST-M.</summary>
    /// <param name="seed">Seed of the initial weights.</param>
    /// <param name="size">Height and width of the input in pixels. With unpadded convolutions 28 gives 768 features, 32 gives 1,200;
    /// the paper states 32 × 32 patches and is silent about padding.</param>
    /// <param name="classCount">The number of classes.</param>
    /// <returns>
    /// Gf: conv 5×5×32, pool 2, conv 5×5×48, pool 2; Gy: 100, 100, <paramref name="classCount"/>; Gd: 100, 1; ReLU between.
    /// </returns>
    public static DomainAdversarialNetwork Mnist(int seed = 1, int size = 28, int classCount = 10) =>
        Mnist(seed, size, classCount, batchNorm: false);

    /// <summary>The network of MNIST → MNIST-M with batch normalisation and dropout of feature maps.</summary>
    /// <param name="seed">Seed of the initial weights.</param>
    /// <param name="size">Height and width of the input in pixels.</param>
    /// <param name="classCount">The number of classes.</param>
    /// <param name="domains">Logits of the domain classifier: 1 tells sources from targets; as many as there are domains, sources first, tell all apart.</param>
    /// <returns>As <see cref="Mnist(int, int, int)"/>, with the two ingredients.</returns>
    public static DomainAdversarialNetwork MnistBatchNorm(int seed = 1, int size = 28, int classCount = 10, int domains = 1) =>
        Mnist(seed, size, classCount, batchNorm: true, domains);

    private static DomainAdversarialNetwork Mnist(int seed, int size, int classCount, bool batchNorm, int domains = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 16);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(domains);
        using var random = InitialWeights(seed);
        long side = (((size - 4) / 2) - 4) / 2;
        var count = 48 * side * side;
        return new DomainAdversarialNetwork(
            Layers.Convolutions(
                ("conv1", Layers.Convolution(3, 32, 5)),
                ("pool1", MaxPool2d(2)), // before the ReLU: the same result, on a quarter of the values
                ("norm1", Norm(batchNorm, 32)),
                ("relu1", ReLU(inplace: true)),
                ("conv2", Layers.Convolution(32, 48, 5)),
                ("pool2", MaxPool2d(2)),
                ("drop2", MapDropout(batchNorm)), // behind the pool: the same result, on a quarter of the values
                ("norm2", Norm(batchNorm, 48)),
                ("relu2", ReLU(inplace: true)),
                ("flatten", Flatten())),
            Layers.FullyConnected([count, 100, 100, classCount]),
            Layers.FullyConnected([count, 100, domains], batchNorm));
    }
}
