using TorchSharp;
using static TorchSharp.torch;

namespace DomainAdaptation;

/// <summary>A network for one's own images: what is frozen in front, what is trained behind, and how.</summary>
internal sealed class ImageNetwork : IDisposable
{
    /// <summary>The choice by the size of the images.</summary>
    public const string Auto = "auto";

    private const int FromPixels = 64; // shorter sides from here on are photographs

    private nn.Module<Tensor, Tensor>? frozen;
    private Augmentation? changes;

    private ImageNetwork(string id, string title, int imageSize, IReadOnlyList<string> methods) => (Id, Title, ImageSize, Methods) = (id, title, imageSize, methods);

    /// <summary>What it is called in options and models.</summary>
    public string Id { get; }

    /// <summary>What a reader sees.</summary>
    public string Title { get; }

    /// <summary>Height and width of its images.</summary>
    public int ImageSize { get; }

    /// <summary>The methods that are tried unless others are named.</summary>
    public IReadOnlyList<string> Methods { get; }

    /// <summary>The ids that an option may name.</summary>
    public static IReadOnlyList<string> Ids { get; } = [Auto, "resnet18", "small"];

    /// <summary>The network of this id, without weights.</summary>
    /// <exception cref="UnknownChoiceException">There is none.</exception>
    public static ImageNetwork Of(string id) => id switch
    {
        "resnet18" => new(id, "ResNet-18 of ImageNet, frozen, and a bottleneck with two heads", ResNet18.ImageSize, [DomainAdaptation.Methods.Dann, Mcc.Description.Id]),
        "small" => new(id, "the paper's smallest network, with batch statistics for each domain, at 32 × 32", 32, [DomainAdaptation.Methods.Dann, Cdan.DescriptionE.Id]),
        _ => throw new UnknownChoiceException($"There is no network '{id}': use {string.Join(", ", Ids)}.", nameof(id)),
    };

    /// <summary>By the sizes of the first images: photographs get the pretrained network, small images the small one.</summary>
    public static string Choose(IEnumerable<string> files)
    {
        var sides = files.Select(ShorterSide).OfType<int>().Order().ToList();
        return sides.Count > 0 && sides[sides.Count / 2] >= FromPixels ? "resnet18" : "small";
    }

    /// <summary>What is to be seen of training images beside each image itself.</summary>
    public ImageViews Views { get; private set; } = ImageViews.None;

    /// <summary>Takes note of how training images are to be changed. What is frozen sees the same views of each in every epoch.</summary>
    /// <exception cref="ArgumentException">What is trained sees features, which cannot be moved or inverted; or sees images, which are moved and not cropped.</exception>
    public void Augment(Augmentation? augmentation, int crops)
    {
        if (Id == "resnet18" && augmentation is not null && (augmentation.Shift > 0 || augmentation.Invert))
        {
            throw new ArgumentException("Shifts and negatives are for the network 'small': the ResNet sees each image once, and its mirror image where flips are asked for. Choose that network, or leave them out.", nameof(augmentation));
        }

        if (Id != "resnet18" && crops > 0)
        {
            throw new ArgumentException("Crops are for the network 'resnet18'. For the small network take a shift, which is drawn anew at every step.", nameof(crops));
        }

        Views = new(Id == "resnet18" && augmentation is { Flip: true }, crops);
        changes = Id == "resnet18" ? null : augmentation;
    }

    /// <summary>Reads the weights of what is frozen, if anything is.</summary>
    /// <exception cref="DataNotFoundException">They are not there.</exception>
    public void Prepare(DataHome home)
    {
        if (Id == "resnet18" && frozen is null)
        {
            var network = ResNet18.Features();
            ResNet18.LoadWeights(network, ResNet18File.Find(home));
            network.eval();
            frozen = network;
        }
    }

    /// <summary>What the part that is trained sees of images: bytes as they are, or features, [n, features] of one view alone and else [n, views, features].</summary>
    /// <param name="pixels">Images of <see cref="ImageSize"/>, R, G, B.</param>
    /// <param name="views">What a frozen network sees of each.</param>
    public Tensor See(byte[] pixels, ImageViews views)
    {
        var images = UnlabelledDomain.FromImages("images", pixels, ImageSize, ImageSize, channels: 3);
        if (frozen is null)
        {
            return images.Samples;
        }

        using var samples = images.Samples;
        var seen = views.Of(samples).Select(v => FrozenFeatures.Compute(new UnlabelledDomain("views", v), frozen, ResNet18.Normalisation)).ToList();
        if (seen is [var alone])
        {
            return alone;
        }

        var all = stack(seen, 1);
        seen.ForEach(v => v.Dispose());
        return all;
    }

    /// <summary>A new network to train on what <see cref="See"/> gives.</summary>
    public DomainAdversarialNetwork Create(int seed, int classCount) =>
        Id == "resnet18" ? Architectures.Bottleneck(seed, classCount: classCount) : Architectures.MnistBatchNorm(seed, ImageSize, classCount);

    /// <summary>The settings of its training: those of the experiments on Office-31, or on MNIST-M.</summary>
    public DannOptions Options(int samples, int seed) => Id == "resnet18"
        ? new(Epochs: 10, StepsPerEpoch: 90, BatchSize: 64, LearningRate: 0.01, AverageDecay: 0.99, Seed: seed)
        : new(Epochs: 15, StepsPerEpoch: Math.Clamp(samples / 64, Math.Clamp(samples / 6, 10, 50), 400), LearningRate: 0.03, DomainWeight: 2, AverageDecay: 0.99, Seed: seed, Augmentation: changes);

    /// <summary>What is frozen and a copy of what was trained, as one network of images; it takes over what is frozen.</summary>
    public DomainAdversarialNetwork Whole(DomainAdversarialNetwork trained, int classCount)
    {
        var copy = Create(seed: 1, classCount);
        Weights.CopyInto(copy.state_dict(), trained.state_dict(), "memory");
        copy.Domain = trained.Domain;
        copy.Normalisation = trained.Normalisation;
        return Joined(copy);
    }

    /// <summary>The same for a model that is to be loaded: the layers, with weights of no meaning.</summary>
    public DomainAdversarialNetwork Empty(int classCount)
    {
        frozen ??= Id == "resnet18" ? ResNet18.Features() : null;
        return Joined(Create(seed: 1, classCount));
    }

    /// <inheritdoc/>
    public void Dispose() => frozen?.Dispose();

    private DomainAdversarialNetwork Joined(DomainAdversarialNetwork trained)
    {
        if (frozen is null)
        {
            return trained;
        }

        var features = (TorchSharp.Modules.Sequential)trained.FeatureExtractor;
        if (trained.Normalisation is { } normalisation)
        {
            Fold(normalisation, features.children().OfType<TorchSharp.Modules.Linear>().First());
        }

        var whole = new DomainAdversarialNetwork(nn.Sequential(("frozen", frozen), ("trained", features)), trained.LabelPredictor, trained.DomainClassifier)
        {
            Normalisation = ResNet18.Normalisation,
            Domain = trained.Domain,
        };
        frozen = null;
        return whole;
    }

    // (x − m) · s and then W·x + b is W·s·x + b − W·(s·m).
    private static void Fold(Normalisation normalisation, TorchSharp.Modules.Linear first)
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        var (mean, factor) = (tensor(normalisation.Mean.Select(m => (float)m).ToArray()), tensor(normalisation.Factor.Select(f => (float)f).ToArray()));
        first.weight.mul_(factor);
        first.bias!.sub_(first.weight.matmul(mean.expand(first.weight.size(1))));
    }

    private static int? ShorterSide(string file)
    {
        try
        {
            var image = ImageFile.Read(file);
            return Math.Min(image.Width, image.Height);
        }
        catch (Exception e) when (e is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            return null; // the doctor tells
        }
    }
}
