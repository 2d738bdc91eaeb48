using TorchSharp;
using static TorchSharp.torch;

namespace DomainAdaptation;

/// <summary>
/// SqueezeNet 1.0 (Iandola et al. 2016), a small network for ImageNet whose published weights are 5 MB: a feature extractor for
/// photographs where the paper's, AlexNet, would be 240 MB.
/// </summary>
/// <remarks>
/// Images are 227 × 227; pools round up (111, 55, 27, 13), as Caffe's do. New networks have random weights:
/// <see cref="LoadWeights"/> gives them the published ones.
/// </remarks>
public static class SqueezeNet
{
    /// <summary>Height and width of the images in pixels.</summary>
    public const int ImageSize = 227;

    // Blocks of which a part of the network consists; the weights of all others are in the file too.
    private static readonly string[] Blocks = ["conv1", "fire2", "fire3", "fire4", "fire5", "fire6", "fire7", "fire8", "fire9", "conv_final"];

    /// <summary>What the network was trained on: 0..255 minus the mean of ImageNet, here for RGB bytes; the trunk itself turns RGB into BGR.</summary>
    public static Normalisation Normalisation { get; } = new([123 / 255.0, 117 / 255.0, 104 / 255.0], [255, 255, 255]);

    /// <summary>All up to the pool behind fire8: [n, 3, 227, 227] to [n, 512, 13, 13].</summary>
    public static nn.Module<Tensor, Tensor> Trunk() => Layers.Chain(TrunkLayers());

    /// <summary>The last block and the mean of each map: [n, 512, 13, 13] to [n, 512].</summary>
    public static nn.Module<Tensor, Tensor> Top() => Layers.Chain(TopLayers());

    /// <summary>Trunk and top in one: [n, 3, 227, 227] to [n, 512].</summary>
    public static nn.Module<Tensor, Tensor> Features() => Layers.Chain([.. TrunkLayers(), .. TopLayers()]);

    /// <summary>The rest of the classifier of ImageNet: fire9's maps [n, 512, 13, 13] to [n, 1000].</summary>
    internal static nn.Module<Tensor, Tensor> Classifier() => Layers.Chain(
        ("conv_final", Layers.Convolution(512, 1000, 1, padding: 1)),
        ("relu_final", nn.ReLU(inplace: true)),
        ("pool_final", new GlobalAveragePool()));

    /// <summary>Gives a network, or a part of one, the published weights of all blocks it has.</summary>
    /// <param name="part">A module whose blocks are called as here: conv1, fire2, …</param>
    /// <param name="path">The weights as safetensors, in Caffe's or this library's names (<c>fire2/conv1x1_1.weight</c>).</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is malformed, or made for another network; the message lists what is missing, unexpected or misshapen.</exception>
    public static void LoadWeights(nn.Module<Tensor, Tensor> part, string path)
    {
        ArgumentNullException.ThrowIfNull(part);
        var own = part.named_children().Select(c => c.name).ToHashSet(StringComparer.Ordinal);
        Weights.LoadPart(part, path, Blocks.Where(b => !own.Contains(b)).ToList());
    }

    private static (string Name, nn.Module<Tensor, Tensor>? Layer)[] TrunkLayers() =>
    [
        ("bgr", new ReverseChannels()),
        ("conv1", Layers.Convolution(3, 96, 7, stride: 2)),
        ("pool1", Layers.CaffePool()), // before the ReLU: the same result, on a quarter of the values
        ("relu1", nn.ReLU(inplace: true)),
        ("fire2", new Fire(96, 16, 64)),
        ("fire3", new Fire(128, 16, 64)),
        ("fire4", new Fire(128, 32, 128)),
        ("pool4", Layers.CaffePool()),
        ("fire5", new Fire(256, 32, 128)),
        ("fire6", new Fire(256, 48, 192)),
        ("fire7", new Fire(384, 48, 192)),
        ("fire8", new Fire(384, 64, 256)),
        ("pool8", Layers.CaffePool()),
    ];

    private static (string Name, nn.Module<Tensor, Tensor>? Layer)[] TopLayers() =>
    [
        ("fire9", new Fire(512, 64, 256)),
        ("pool9", new GlobalAveragePool()),
    ];
}
