using System.Globalization;
using System.Security.Cryptography;
using TorchSharp;
using static TorchSharp.torch;

namespace DomainAdaptation;

/// <summary>
/// The ResNet (He et al. 2016) of the NuGet package <c>Microsoft.ML.DnnImageFeaturizer.ResNet18</c>, trained on ImageNet: a feature extractor for photographs,
/// with a pretrained backbone of the kind that later papers report Office-31 with.
/// </summary>
/// <remarks>
/// Images are 224 × 224. Its fourth stage has three blocks where the ResNet-18 of the paper has two: 15.9 million numbers. New networks have random weights:
/// <see cref="LoadWeights"/> gives them the published ones.
/// </remarks>
public static class ResNet18
{
    /// <summary>Height and width of the images in pixels.</summary>
    public const int ImageSize = 224;

    private const string Sha256 = "e2552f19db2dfdb01b3669537b6a0f1b44da38d18279535492ed5dfc2ef1ff8f";
    private const long Length = 63_653_533;

    // Of each layer: the number of its convolution in the file and the first of the four of its batch normalisation.
    private static readonly (string Convolution, string Norm, int Weight, int Statistics)[] Numbers =
    [
        ("conv1", "norm1", 91, 96),
        .. Block("block1", 86, 113, 82, 127), .. Block("block2", 77, 144, 73, 158),
        .. Block("block3", 68, 175, 64, 189, 199, 203), .. Block("block4", 59, 220, 55, 234),
        .. Block("block5", 50, 251, 46, 265, 275, 279), .. Block("block6", 41, 296, 37, 310),
        .. Block("block7", 32, 327, 28, 341, 351, 355), .. Block("block8", 23, 372, 19, 386), .. Block("block9", 14, 403, 10, 417),
    ];

    /// <summary>What the network was trained on: 0..255 minus the mean of ImageNet, here for RGB bytes; the trunk itself turns RGB into BGR.</summary>
    /// <remarks>The package subtracts an image of means; these are its means over all pixels.</remarks>
    public static Normalisation Normalisation { get; } = new([123.15 / 255, 115.90 / 255, 103.06 / 255], [255, 255, 255]);

    /// <summary>All up to the third stage: [n, 3, 224, 224] to [n, 256, 14, 14].</summary>
    public static nn.Module<Tensor, Tensor> Trunk() => Layers.Chain(TrunkLayers());

    /// <summary>The fourth stage and the mean of each map: [n, 256, 14, 14] to [n, 512].</summary>
    /// <param name="fixedNorms">Whether batch normalisation keeps the published statistics in training too, as is usual where the rest is trained further on few images.</param>
    public static nn.Module<Tensor, Tensor> Top(bool fixedNorms = false) => Layers.Chain(TopLayers(fixedNorms));

    /// <summary>Trunk and top in one: [n, 3, 224, 224] to [n, 512].</summary>
    public static nn.Module<Tensor, Tensor> Features() => Layers.Chain([.. TrunkLayers(), .. TopLayers(fixedNorms: false)]);

    /// <summary>The maps of the second, third and fourth stage together, for tasks that ask where: [n, 3, h, w] to [n, 896, h / 8, w / 8], with h and w multiples of 8.</summary>
    public static nn.Module<Tensor, Tensor> Pyramid() => new ResNetPyramid([.. TrunkLayers(), .. TopLayers(fixedNorms: false).SkipLast(1)]);

    /// <summary>Gives a network, or a part of one, the published weights of all layers it has.</summary>
    /// <param name="part">A module whose layers are called as here: conv1, norm1, block1, …</param>
    /// <param name="path">The file <c>ResNet18.onnx</c> of the package.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">It is another file, or a damaged one.</exception>
    public static void LoadWeights(nn.Module<Tensor, Tensor> part, string path)
    {
        ArgumentNullException.ThrowIfNull(part);
        if (Fault(path) is { } fault)
        {
            throw new InvalidDataException($"{path} {fault}. Fetch it again: dotnet run scripts/get-data.cs -- resnet18");
        }

        using var file = OnnxFile.ReadInitialisers(path);
        var own = part.named_children().Select(c => c.name).ToHashSet(StringComparer.Ordinal);
        var names = Numbers.Where(n => own.Contains(n.Convolution.Split('.')[0])).SelectMany(n => new[]
        {
            ($"{n.Convolution}.weight", $"Parameter{n.Weight}"),
            ($"{n.Norm}.weight", $"Parameter{n.Statistics}"), ($"{n.Norm}.bias", $"Parameter{n.Statistics + 1}"),
            ($"{n.Norm}.running_mean", $"Constant{n.Statistics + 2}"), ($"{n.Norm}.running_var", $"Constant{n.Statistics + 3}"),
        });
        var found = names.Where(n => file.Tensors.ContainsKey(n.Item2)).ToDictionary(n => n.Item1, n => file.Tensors[n.Item2], StringComparer.Ordinal);
        Weights.CopyInto(part.state_dict().Where(t => !t.Key.EndsWith("num_batches_tracked", StringComparison.Ordinal)).ToDictionary(StringComparer.Ordinal), found, path);
    }

    /// <summary>Null when a file of the weights is whole and right; else what is wrong with it, as the end of a sentence.</summary>
    internal static string? Fault(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        if (file.Length != Length)
        {
            return string.Create(CultureInfo.InvariantCulture, $"holds {file.Length:N0} of {Length:N0} bytes");
        }

        var sum = Convert.ToHexStringLower(SHA256.HashData(file));
        return sum == Sha256 ? null : $"has a wrong checksum: SHA-256 {sum[..12]}… instead of {Sha256[..12]}…";
    }

    private static (string Name, nn.Module<Tensor, Tensor>? Layer)[] TrunkLayers() =>
    [
        ("bgr", new ReverseChannels()),
        ("conv1", Layers.Convolution(3, 64, 7, padding: 3, stride: 2, bias: false)),
        ("norm1", nn.BatchNorm2d(64)),
        ("relu1", nn.ReLU(inplace: true)),
        ("pool1", nn.MaxPool2d(3, stride: 2, padding: 1)),
        ("block1", new ResidualBlock(64, 64)), ("block2", new ResidualBlock(64, 64)),
        ("block3", new ResidualBlock(64, 128, stride: 2)), ("block4", new ResidualBlock(128, 128)),
        ("block5", new ResidualBlock(128, 256, stride: 2)), ("block6", new ResidualBlock(256, 256)),
    ];

    private static (string Name, nn.Module<Tensor, Tensor>? Layer)[] TopLayers(bool fixedNorms) =>
    [
        ("block7", new ResidualBlock(256, 512, stride: 2, fixedNorms)), ("block8", new ResidualBlock(512, 512, fixedNorms: fixedNorms)), ("block9", new ResidualBlock(512, 512, fixedNorms: fixedNorms)),
        ("pool", new GlobalAveragePool()),
    ];

    private static IEnumerable<(string, string, int, int)> Block(string name, int first, int firstNorm, int second, int secondNorm, int? down = null, int downNorm = 0)
    {
        yield return ($"{name}.main.conv1", $"{name}.main.norm1", first, firstNorm);
        yield return ($"{name}.main.conv2", $"{name}.main.norm2", second, secondNorm);
        if (down is { } number)
        {
            yield return ($"{name}.down.conv", $"{name}.down.norm", number, downNorm);
        }
    }
}
