namespace DomainAdaptation;

/// <summary>Office-31 (Ganin &amp; Lempitsky 2014, §4.3; JMLR 2016, §5.2.4, Table 3): objects of an office in shop photos, webcam photos and photos of a good camera.</summary>
/// <remarks>
/// The protocol is the one that JMLR calls fully transductive: training sees all labelled images of the source and all images of the
/// target without labels, and is tested on that very target. There is no held-out source either: source accuracies are of training images, and train-on-target is tested on
/// what it was trained on. The paper has three of the six pairs; later ones have all.
/// Where the paper fine-tunes AlexNet for 50,000 steps, the variants <c>resnet</c> and <c>squeezenet</c> take the features of such a network as they are
/// (<see cref="FrozenFeatures"/>, computed once and kept in the folder <c>features</c> of the data home) and train what stands behind:
/// a bottleneck and the two heads. Minutes on two cores instead of weeks. <c>resnet-stages</c> adds features of the stage before the last. The variant <c>resnet-tuned</c> trains the ResNet's last stage too.
/// </remarks>
public static class Office31Experiments
{
    /// <summary>Amazon → Webcam: a large gap.</summary>
    public static Experiment AmazonToWebcam { get; } = Create("amazon", "webcam");

    /// <summary>DSLR → Webcam: a small gap, and a small source.</summary>
    public static Experiment DslrToWebcam { get; } = Create("dslr", "webcam");

    /// <summary>Webcam → DSLR: a small gap.</summary>
    public static Experiment WebcamToDslr { get; } = Create("webcam", "dslr");

    /// <summary>Amazon → DSLR, which the paper has not: a large gap, and a small target.</summary>
    public static Experiment AmazonToDslr { get; } = Create("amazon", "dslr");

    /// <summary>DSLR → Amazon, which the paper has not: the smallest source to the largest target.</summary>
    public static Experiment DslrToAmazon { get; } = Create("dslr", "amazon");

    /// <summary>Webcam → Amazon, which the paper has not.</summary>
    public static Experiment WebcamToAmazon { get; } = Create("webcam", "amazon");

    /// <summary>The paper's three, in the order of its table.</summary>
    public static IReadOnlyList<Experiment> OfPaper { get; } = [AmazonToWebcam, DslrToWebcam, WebcamToDslr];

    /// <summary>All six, the paper's three first.</summary>
    public static IReadOnlyList<Experiment> All { get; } = [.. OfPaper, AmazonToDslr, DslrToAmazon, WebcamToAmazon];

    // Steps, not passes: the domains are of 498 to 2,817 images, and a bound should take as many steps as the method.
    internal static DannOptions FrozenOptions(Scale scale, double domainWeight = 1) =>
        new(Epochs: scale == Scale.Smoke ? 2 : 10, StepsPerEpoch: scale == Scale.Smoke ? 20 : 90, BatchSize: 64, LearningRate: 0.01, DomainWeight: domainWeight, AverageDecay: 0.99);

    // A step goes through the fourth stage and back: fewer of them. The maps are what that stage was trained on, so they stay as they are.
    internal static DannOptions TunedOptions(Scale scale) => FrozenOptions(scale).With(stepsPerEpoch: scale == Scale.Smoke ? 1 : 40, scaling: InputScaling.None);

    // base_lr 0.001, lr_policy inv with gamma 0.001 and power 0.75 is 0.001 (1 + 0.001 t)^−0.75: α = 0.001 · 50,000 = 50, β = 0.75.
    // λ goes through its ramp within the first 10,000 of the 50,000 steps and is 1 from there: γ = 10 · 5 = 50, which at that point has
    // reached 0.9999. The domain loss counts a tenth. The rates by layer are the network's.
    internal static DannOptions CaffeOptions(Scale scale) =>
        new(
            Epochs: scale switch { Scale.Smoke => 1, Scale.Quick => 10, _ => 50 },
            StepsPerEpoch: scale switch { Scale.Smoke => 2, Scale.Quick => 100, _ => 1_000 },
            BatchSize: scale == Scale.Smoke ? 8 : 128,
            LearningRate: 0.001,
            Alpha: 50,
            Beta: 0.75,
            Gamma: 50,
            DomainWeight: 0.1);

    private static string TitleOf(string domain) => domain == "dslr" ? "DSLR" : char.ToUpperInvariant(domain[0]) + domain[1..];

    private static Experiment Create(string source, string target)
    {
        string? weights = null, alexNet = null; // from the data home that the images were loaded from
        Recipe Frozen(Backbone backbone, string whose, double domainWeight, int features = 512) => new(
            backbone.Id,
            $"{whose} features, a bottleneck with batch statistics for each domain, and the authors' heads.",
            seed => Architectures.Bottleneck(seed, features),
            scale => FrozenOptions(scale, domainWeight),
            (scale, home) => Transductive(backbone.Features(scale, home, Office31.Set, source), backbone.Features(scale, home, Office31.Set, target)),
            [backbone.Needs]);
        Recipe[] recipes =
        [
            Frozen(Backbone.ResNet, "ResNet-18's", domainWeight: 1),
            new(
                "resnet-tuned",
                "The same with the fourth stage of the ResNet trained too, from maps of the third that are computed once.",
                seed => Architectures.TunedResNet(weights ?? ResNet18File.Find(DataHome.Find()), seed),
                TunedOptions,
                (scale, home) =>
                {
                    weights = ResNet18File.Find(home);
                    return Transductive(Backbone.ResNetTrunk.Features(scale, home, Office31.Set, source), Backbone.ResNetTrunk.Features(scale, home, Office31.Set, target));
                },
                [Backbone.ResNetTrunk.Needs]),
            Frozen(Backbone.ResNetStages, "Two stages of the ResNet-18's", domainWeight: 1, ResNetStages.Features),
            Frozen(Backbone.Squeeze, "SqueezeNet's", domainWeight: 2),
            new(
                "caffe",
                "The authors' own network and settings: AlexNet, fine-tuned. It needs AlexNet's weights, and a GPU.",
                seed => Architectures.AlexNet(seed, weights: alexNet ?? AlexNetWeights(DataHome.Find())),
                CaffeOptions,
                (scale, home) =>
                {
                    alexNet = AlexNetWeights(home); // what cannot be run is told before images are read
                    return Transductive(Images(scale, home, source), Images(scale, home, target));
                }),
        ];
        return new($"office-{source}-to-{target}", $"Office-31: {TitleOf(source)} → {TitleOf(target)}", recipes, recipes[0].Load!, needs: ["office31"]);
    }

    private static ExperimentData Transductive(LabelledDomain source, LabelledDomain target) => new(source, source, target, target);

    private static LabelledDomain Images(Scale scale, DataHome home, string domain) =>
        scale == Scale.Smoke ? Office31.Set.Few(home, domain, SqueezeNet.ImageSize, perClass: 1) : Office31.Set.Read(home, domain, SqueezeNet.ImageSize);

    private static string AlexNetWeights(DataHome home)
    {
        var path = home.PathOf("weights", "bvlc_alexnet.safetensors");
        return File.Exists(path) ? path : throw new DataNotFoundException(
            $"The weights of AlexNet are missing: there is no {path}. The variant caffe starts from Caffe's bvlc_alexnet, with the tensors conv1.weight, " +
            "conv1.bias, … fc7.bias: convert it and put it there, or use the variant squeezenet.");
    }
}
