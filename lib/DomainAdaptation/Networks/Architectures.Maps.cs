using static TorchSharp.torch.nn;

namespace DomainAdaptation;

public static partial class Architectures
{
    /// <summary>As <see cref="Segmenter"/>, for maps that a pretrained network has made (<see cref="FrozenFeatures"/>, <see cref="ResNet18.Pyramid"/>). Not in the paper.</summary>
    /// <param name="seed">Seed of the initial weights.</param>
    /// <param name="classCount">The number of classes.</param>
    /// <param name="channels">Channels of the maps.</param>
    /// <param name="stride">Pixels for each place of the maps, along a side: <see cref="Segmentation.Stride"/>.</param>
    /// <param name="domains">1: the domain classifier tells sources from targets. More: a logit for each domain, sources first, at each place.</param>
    /// <returns>Gf: dropout of 0.2 of the channels, 1×1×128, 3×3×64 with batch statistics for each domain, [n, 64, h, w]; Gy: a 1×1 convolution and linear interpolation to <paramref name="stride"/> times the size; Gd: as there.</returns>
    public static DomainAdversarialNetwork MapSegmenter(int seed = 1, int classCount = 11, int channels = ResNetPyramid.Channels, int stride = ResNetPyramid.Stride, int domains = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(stride, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(domains, 1);
        using var random = InitialWeights(seed);
        return new DomainAdversarialNetwork(MapFeatures(channels), PixelClasses(64, classCount, stride), MapDomains(64, domains));
    }

    /// <summary>A heatmap for each point of an image, from maps that a pretrained network has made; the coordinates are the mean place under it. Not in the paper.</summary>
    /// <param name="seed">Seed of the initial weights.</param>
    /// <param name="points">The number of points.</param>
    /// <param name="channels">Channels of the maps.</param>
    /// <param name="domains">As for <see cref="MapSegmenter"/>.</param>
    /// <returns>Gf: as for <see cref="MapSegmenter"/>; Gy: a 1×1 convolution, a softmax over the places of each map and the mean place, [n, <paramref name="points"/>, 2] in shares of the image; Gd: as there.</returns>
    public static DomainAdversarialNetwork Heatmaps(int seed = 1, int points = 68, int channels = ResNetPyramid.Channels, int domains = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(domains, 1);
        using var random = InitialWeights(seed);
        return new DomainAdversarialNetwork(
            MapFeatures(channels), Layers.Chain(("conv", Layers.Convolution(64, points, 1)), ("points", new SoftArgmax())), MapDomains(64, domains));
    }

    private static Module<TorchSharp.torch.Tensor, TorchSharp.torch.Tensor> MapFeatures(long channels) => Layers.Chain(
        ("drop", Dropout2d(0.2)),
        ("conv1", Layers.Convolution(channels, 128, 1, bias: false)),
        ("norm1", new DomainBatchNorm(128)),
        ("relu1", ReLU(inplace: true)),
        ("conv2", Layers.Convolution(128, 64, 3, padding: 1, bias: false)),
        ("norm2", new DomainBatchNorm(64)),
        ("relu2", ReLU(inplace: true)));

    private static Module<TorchSharp.torch.Tensor, TorchSharp.torch.Tensor> PixelClasses(long features, int classCount, int stride) => Layers.Chain(
        ("conv", Layers.Convolution(features, classCount, 1)),
        ("up", Upsample(scale_factor: [stride, stride], mode: TorchSharp.torch.UpsampleMode.Bilinear, align_corners: false)));

    // At each place, whose it is.
    private static Module<TorchSharp.torch.Tensor, TorchSharp.torch.Tensor> MapDomains(long features, int domains) => Layers.Chain(
        ("conv1", Layers.Convolution(features, 64, 3, padding: 1, stride: 2)),
        ("relu1", ReLU(inplace: true)),
        ("conv2", Layers.Convolution(64, 64, 3, padding: 1, stride: 2)),
        ("relu2", ReLU(inplace: true)),
        ("conv3", Layers.Convolution(64, domains, 1)));
}
