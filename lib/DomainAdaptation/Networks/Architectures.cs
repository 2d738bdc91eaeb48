using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace DomainAdaptation;

/// <summary>The paper's networks by name (JMLR 2016, Figure 4; the same in Ganin &amp; Lempitsky 2014).</summary>
/// <remarks>
/// Weights start as PyTorch's layers do, uniform in ±1/√(inputs): the paper states no initialisation. The seed decides them
/// and touches no other random numbers.
/// </remarks>
public static class Architectures
{
    /// <summary>The network of MNIST → MNIST-M.</summary>
    /// <param name="seed">Seed of the initial weights.</param>
    /// <param name="size">Height and width of the input in pixels. With unpadded convolutions 28 gives 768 features, 32 gives 1,200;
    /// the paper states 32 × 32 patches and is silent about padding.</param>
    /// <param name="classCount">The number of classes.</param>
    /// <returns>
    /// Gf: conv 5×5×32, pool 2, conv 5×5×48, pool 2; Gy: 100, 100, <paramref name="classCount"/>; Gd: 100, 1; ReLU between.
    /// </returns>
    public static DomainAdversarialNetwork Mnist(int seed = 1, int size = 28, int classCount = 10)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 16);
        using var random = RandomScope.Begin(Seeds.Derive(seed, "initial weights"));
        var count = MnistFeatures(size);
        return new DomainAdversarialNetwork(
            Sequential(
                ("conv1", Layers.Convolution(3, 32, 5)),
                ("pool1", MaxPool2d(2)), // before the ReLU: the same result, on a quarter of the values
                ("relu1", ReLU(inplace: true)),
                ("conv2", Layers.Convolution(32, 48, 5)),
                ("pool2", MaxPool2d(2)),
                ("relu2", ReLU(inplace: true)),
                ("flatten", Flatten())),
            MnistLabelPredictor(count, classCount),
            Sequential(
                ("fc1", Linear(count, 100)),
                ("relu1", ReLU(inplace: true)),
                ("fc2", Linear(100, 1))));
    }

    /// <summary>The network of MNIST → MNIST-M with two ingredients that are younger than the paper: batch normalisation, and dropout of whole feature maps.</summary>
    /// <param name="seed">Seed of the initial weights.</param>
    /// <param name="size">Height and width of the input in pixels.</param>
    /// <param name="classCount">The number of classes.</param>
    /// <returns>As <see cref="Mnist"/>, with statistics for each domain in the features (<see cref="DomainBatchNorm"/>), common ones in Gd, and dropout of 0.5 behind conv2.</returns>
    public static DomainAdversarialNetwork MnistBatchNorm(int seed = 1, int size = 28, int classCount = 10)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 16);
        using var random = RandomScope.Begin(Seeds.Derive(seed, "initial weights"));
        var count = MnistFeatures(size);
        return new DomainAdversarialNetwork(
            Sequential(
                ("conv1", Layers.Convolution(3, 32, 5)),
                ("pool1", MaxPool2d(2)),
                ("norm1", new DomainBatchNorm(32)),
                ("relu1", ReLU(inplace: true)),
                ("conv2", Layers.Convolution(32, 48, 5)),
                ("drop2", Dropout2d(0.5)),
                ("pool2", MaxPool2d(2)),
                ("norm2", new DomainBatchNorm(48)),
                ("relu2", ReLU(inplace: true)),
                ("flatten", Flatten())),
            MnistLabelPredictor(count, classCount),
            Sequential(
                ("fc1", Linear(count, 100)),
                ("norm1", BatchNorm1d(100)),
                ("relu1", ReLU(inplace: true)),
                ("fc2", Linear(100, 1))));
    }

    // Two unpadded 5×5 convolutions, each with a pool of 2 behind it, and 48 maps at the end.
    private static long MnistFeatures(int size)
    {
        long side = (((size - 4) / 2) - 4) / 2;
        return 48 * side * side;
    }

    private static TorchSharp.Modules.Sequential MnistLabelPredictor(long count, int classCount) => Sequential(
        ("fc1", Linear(count, 100)),
        ("relu1", ReLU(inplace: true)),
        ("fc2", Linear(100, 100)),
        ("relu2", ReLU(inplace: true)),
        ("fc3", Linear(100, classCount)));
}
