using System.Text.Json;
using Microsoft.ML.OnnxRuntime;
using TorchSharp;
using static TorchSharp.torch;

namespace DomainAdaptation.Tests;

public sealed class OnnxModelTests
{
    private static readonly Normalisation Photo = new([0.45, 0.5, 0.4], [4, 3.5, 3]);

    [Theory]
    [InlineData("mnist", 28)]
    [InlineData("mnist-bn", 29)]
    [InlineData("svhn-0", 32)]
    [InlineData("svhn-2", 32)]
    [InlineData("svhn-bn-1", 32)]
    [InlineData("gtsrb", 33)]
    [InlineData("gtsrb-bn", 40)]
    public void The_networks_of_the_library_say_in_ONNX_Runtime_what_they_say_here(string name, int size)
    {
        using var network = name switch
        {
            "mnist" => Architectures.Mnist(size: size),
            "mnist-bn" => Architectures.MnistBatchNorm(size: size),
            "gtsrb" => Architectures.Gtsrb(size: size),
            "gtsrb-bn" => Architectures.GtsrbBatchNorm(size: size),
            "svhn-bn-1" => Architectures.SvhnBatchNorm(padding: 1, labelWidths: [64]),
            _ => Architectures.Svhn(padding: name[^1] - '0'),
        };
        Onnxed.Agrees(network, Photo, size, size);
    }

    [Fact]
    public void AlexNet_does() // groups, local response normalisation, channels reversed
    {
        using var network = Architectures.AlexNet();
        Onnxed.Agrees(network, SqueezeNet.Normalisation, 227, 227, batches: [2]);
    }

    [Theory]
    [InlineData("resnet18", 65, 97)]
    [InlineData("resnet18", 224, 224)]
    [InlineData("squeezenet", 67, 99)]
    public void A_backbone_and_what_was_trained_behind_it_are_one_model(string name, int height, int width)
    {
        using var random = RandomScope.Begin(1);
        using var backbone = name == "resnet18" ? ResNet18.Features() : SqueezeNet.Features();
        Onnxed.Shake(backbone);
        using var network = Architectures.Bottleneck(classCount: 31);
        Onnxed.Agrees(network, new([0.1], [2]), height, width, Domain.Target, backbone, name == "resnet18" ? ResNet18.Normalisation : SqueezeNet.Normalisation, batches: height == 224 ? [2] : [1, 5]);
    }

    [Theory]
    [InlineData("none")]
    [InlineData("one mean")]
    [InlineData("each image")]
    [InlineData("each channel")]
    [InlineData("each image, then scaled")]
    public void Every_normalisation_is_inside(string name)
    {
        Normalisation normalisation = name switch
        {
            "none" => Normalisation.None,
            "one mean" => new([0.3], [3]),
            "each image" => new([0], [1], EachImage: true),
            "each channel" => new([0], [1], EachChannel: true),
            _ => new([0.1, -0.2, 0.3], [1, 2, 0.5], EachImage: true),
        };
        using var network = Small(nn.Sequential(nn.Conv2d(3, 8, 3), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten()), 9, 12);
        Onnxed.Agrees(network, normalisation, 9, 12, flatImages: true);
    }

    [Theory]
    [InlineData("each image")]
    [InlineData("each channel")]
    public void So_is_that_of_the_maps_of_a_backbone(string name)
    {
        using var random = RandomScope.Begin(2);
        using var backbone = nn.Sequential(nn.Conv2d(3, 4, 3), nn.BatchNorm2d(4), nn.ReLU());
        Onnxed.Shake(backbone);
        using var network = new DomainAdversarialNetwork(nn.Flatten(), nn.Linear(4 * 6 * 7, 5), nn.Linear(4 * 6 * 7, 1));
        Onnxed.Agrees(network, new([0], [1], name == "each image", name == "each channel"), 8, 9, backbone: backbone, backboneNormalisation: Photo);
    }

    [Fact]
    public void Gray_images_have_one_channel()
    {
        using var network = Small(nn.Sequential(nn.Conv2d(1, 4, 3), nn.Flatten()), 7, 5, channels: 1);
        Onnxed.Agrees(network, new([0.4], [2]), 7, 5, channels: 1);
    }

    [Fact]
    public void A_temperature_makes_it_less_sure_and_leaves_the_class()
    {
        using var network = Architectures.Mnist();
        var sure = Onnxed.Agrees(network, Photo, 28, 28);
        var unsure = Onnxed.Agrees(network, Photo, 28, 28, temperature: 2.5);
        Assert.Equal(sure.Classes, unsure.Classes);
        Assert.All(sure.Probabilities.Chunk(10).Zip(unsure.Probabilities.Chunk(10)), p => Assert.True(p.First.Max() > p.Second.Max()));
    }

    [Fact]
    public void Statistics_are_those_of_the_domain_that_is_asked_for_and_of_the_networks_own_by_default()
    {
        using var network = Architectures.MnistBatchNorm();
        var source = Onnxed.Agrees(network, Photo, 28, 28, Domain.Source);
        var target = Onnxed.Agrees(network, Photo, 28, 28, Domain.Target);
        Assert.True(source.Probabilities.Zip(target.Probabilities, (a, b) => Math.Abs(a - b)).Max() > 0.05);

        using var folder = new TemporaryFolder();
        network.Domain = Domain.Target;
        OnnxModel.Write(network, folder.At("own.onnx"), Onnxed.Names(10), 28, 28);
        OnnxModel.Write(network, folder.At("asked.onnx"), Onnxed.Names(10), 28, 28, domain: Domain.Target);
        Assert.Equal(File.ReadAllBytes(folder.At("asked.onnx")), File.ReadAllBytes(folder.At("own.onnx")));
        var error = Assert.Throws<ArgumentException>(() => OnnxModel.Write(network, folder.At("no.onnx"), Onnxed.Names(10), 28, 28, domain: Domain.SourceAt(3)));
        Assert.Contains("Source4", error.Message, StringComparison.Ordinal);
    }

    public static TheoryData<string, int, int> Layers { get; } = new()
    {
        { "strides", 21, 16 }, { "strides", 20, 19 }, { "unnamed", 11, 14 }, { "same", 13, 12 }, { "means", 12, 18 }, { "twice", 8, 8 }, { "heads", 6, 6 },
    };

    [Theory]
    [MemberData(nameof(Layers))]
    public void Layers_of_ones_own_do_too(string name, int height, int width)
    {
        using var random = RandomScope.Begin(3);
        var shared = nn.Conv2d(4, 4, 3, padding: 1);
        using var network = Small(name switch
        {
            "strides" => nn.Sequential(
                ("conv", nn.Conv2d(3, 8, (3, 2), stride: (2, 1), padding: (1, 0), bias: false)), ("norm", nn.BatchNorm2d(8)), ("pool", nn.MaxPool2d(3, stride: 2, padding: 1, ceil_mode: true)),
                ("relu", nn.ReLU(inplace: true)), ("wide", nn.Conv2d(8, 4, 3, padding: 2, dilation: 2, groups: 4)), ("drop", nn.Dropout2d(0.5)), ("flatten", nn.Flatten())),
            "unnamed" => nn.Sequential(
                nn.Conv2d(3, 6, 3), nn.BatchNorm2d(6, affine: false), nn.Tanh(), nn.Sequential(nn.Identity(), nn.Conv2d(6, 8, 1), nn.Sigmoid()),
                nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(8, 7, hasBias: false), nn.BatchNorm1d(7), nn.LeakyReLU(0.2), nn.Dropout(0.4)),
            "same" => nn.Sequential(
                nn.Conv2d(3, 5, 4, padding: Padding.Same), nn.LocalResponseNorm(3, alpha: 0.5, beta: 0.6, k: 1.5), nn.Conv2d(5, 4, 3, padding: Padding.Valid), nn.Flatten()),
            "means" => nn.Sequential(
                nn.Conv2d(3, 4, 1), nn.AvgPool2d(3, stride: 2, padding: 1), nn.AvgPool2d(3, stride: 1, padding: 1, count_include_pad: false), nn.AdaptiveAvgPool2d([2, 3]), nn.Flatten()),
            "twice" => nn.Sequential(("start", nn.Conv2d(3, 4, 3)), ("first", shared), ("again", shared), ("flatten", nn.Flatten())),
            _ => nn.Flatten(),
        }, height, width);
        Onnxed.Agrees(network, Photo, height, width);
    }

    [Fact]
    public void Pools_round_at_the_edge_as_here()
    {
        using var scope = NewDisposeScope();
        var compared = 0;
        foreach (var (kernel, stride, padding, dilation) in new[] { (2, 2, 0, 1), (3, 2, 0, 1), (3, 2, 1, 1), (2, 3, 1, 1), (4, 3, 2, 1), (3, 1, 1, 1), (3, 3, 1, 2), (2, 5, 0, 1) })
        {
            for (var size = 5; size <= 11; size++)
            {
                using var network = Small(nn.Sequential(nn.MaxPool2d(kernel, stride, padding, dilation, ceil_mode: dilation == 1), nn.Flatten()), size, size + 1);
                Onnxed.Agrees(network, Photo, size, size + 1, batches: [3]);
                compared++;
            }
        }

        Assert.Equal(56, compared);
    }

    [Fact]
    public void A_trained_network_says_the_same_of_the_samples_of_its_domain()
    {
        using var folder = new TemporaryFolder();
        using var network = Architectures.MnistBatchNorm();
        var target = DrawnDigits.Target(64, seed: 2);
        AdversarialTrainer.Fit(new DomainPair(DrawnDigits.Source(64, seed: 1), target.WithoutLabels()), network, new DannOptions(Epochs: 1, StepsPerEpoch: 4, BatchSize: 32));
        OnnxModel.Write(network, folder.At("digits.onnx"), Onnxed.Names(10), 28, 28);
        using var session = new InferenceSession(folder.At("digits.onnx"));
        var said = Onnxed.Run(session, target.Samples);
        using var logits = Predictions.Collect(network, target.WithoutLabels(), Domain.Target, network.call);
        using var expected = nn.functional.softmax(logits, 1);
        Assert.All(expected.data<float>().ToArray().Zip(said.Probabilities), p => Assert.Equal(p.First, p.Second, 1e-4));
        Assert.Equal(Predictions.Labels(network, target.WithoutLabels(), Domain.Target).Select(c => (long)c), said.Classes);
    }

    [Fact]
    public void The_model_names_its_classes_and_keeps_the_names_of_the_weights()
    {
        using var folder = new TemporaryFolder();
        using var network = Architectures.MnistBatchNorm();
        network.Normalisation = Photo;
        network.Domain = Domain.Target;
        string[] names = ["null", "eins", "zwei", "drei", "vier", "fünf", "\"sechs\"", "七", "acht", "neun"];
        OnnxModel.Write(network, folder.At("new", "digits.onnx"), names, 28, 28);
        using var session = new InferenceSession(folder.At("new", "digits.onnx"));
        Assert.Equal(names, JsonSerializer.Deserialize<string[]>(session.ModelMetadata.CustomMetadataMap["classes"]));
        Assert.Equal("Target", session.ModelMetadata.CustomMetadataMap["domain"]);
        Assert.Equal("DomainAdaptation", session.ModelMetadata.ProducerName);
        Assert.Equal([-1, 28, 28, 3], session.InputMetadata["images"].Dimensions);
        Assert.Equal(["n", "", "", ""], session.InputMetadata["images"].SymbolicDimensions);
        Assert.Equal(typeof(byte), session.InputMetadata["images"].ElementType);
        Assert.Equal([-1, 10], session.OutputMetadata["probabilities"].Dimensions);
        Assert.Equal(typeof(long), session.OutputMetadata["class"].ElementType);
        using var weights = OnnxFile.ReadInitialisers(folder.At("new", "digits.onnx"));
        foreach (var (name, tensor) in network.state_dict().Where(t => !t.Key.StartsWith("domain.", StringComparison.Ordinal) && !t.Key.Contains("source", StringComparison.Ordinal)))
        {
            using var plain = tensor.contiguous();
            Assert.Equal(plain.data<float>().ToArray(), weights.Tensors[name].data<float>().ToArray());
        }
    }

    [Fact]
    public void The_network_stays_as_it_was_and_nothing_is_left_in_memory()
    {
        using var folder = new TemporaryFolder();
        using var network = Architectures.MnistBatchNorm();
        network.Normalisation = Photo;
        network.FeatureExtractor.eval();
        var (before, live) = (Weights.Sha256(network), LiveTensors.Count());
        OnnxModel.Write(network, folder.At("first.onnx"), Onnxed.Names(10), 28, 28, domain: Domain.Target);
        OnnxModel.Write(network, folder.At("again.onnx"), Onnxed.Names(10), 28, 28, domain: Domain.Target);
        Assert.Equal(live, LiveTensors.Count());
        Assert.Equal(before, Weights.Sha256(network));
        Assert.Equal((false, true, Domain.Source), (network.FeatureExtractor.training, network.LabelPredictor.training, network.Domain));
        Assert.All(network.parameters(), p => Assert.True(p.requires_grad));
        Assert.Equal(File.ReadAllBytes(folder.At("first.onnx")), File.ReadAllBytes(folder.At("again.onnx")));
    }

    [Fact]
    public void What_cannot_be_written_is_told_by_its_layer_and_nothing_is_written()
    {
        Refused<NotSupportedException>(Small(nn.Sequential(("mid", nn.Sequential(nn.Flatten(), nn.Softplus()))), 6, 6), "features.mid.1, of type Softplus, cannot be written", "such a layer is not written");
        Refused<NotSupportedException>(Small(new OwnSequential(), 6, 6), "features, of type OwnSequential, cannot be written");
        Refused<NotSupportedException>(Small(nn.Sequential(nn.BatchNorm2d(3, track_running_stats: false), nn.Flatten()), 6, 6), "features.0, of type BatchNorm2d, cannot be written", "running statistics");
        Refused<NotSupportedException>(Small(nn.Sequential(nn.Conv2d(3, 2, 3, padding: 1, padding_mode: PaddingModes.Reflect), nn.Flatten()), 6, 6), "features.0, of type Conv2d, cannot be written", "Reflect");
        Refused<NotSupportedException>(Small(nn.Sequential(nn.LocalResponseNorm(4), nn.Flatten()), 6, 6), "features.0, of type LocalResponseNorm, cannot be written");
        Refused<NotSupportedException>(Small(nn.Sequential(nn.Flatten(2), nn.Flatten()), 6, 6), "features.0, of type Flatten, cannot be written");
        Refused<NotSupportedException>(Small(nn.Sequential(nn.AdaptiveAvgPool2d(4), nn.Flatten()), 6, 6), "features.0, of type AdaptiveAvgPool2d, cannot be written", "6×6");
        Refused<NotSupportedException>(Small(nn.Sequential(nn.AvgPool2d(4, ceil_mode: true), nn.Flatten()), 6, 6), "features.0, of type AvgPool2d, cannot be written");
        Refused<NotSupportedException>(Small(nn.Sequential(nn.MaxPool2d(2, 4, 0, 4, ceil_mode: true), nn.Flatten()), 6, 6), "features.0, of type MaxPool2d, cannot be written", "rounds up");
        Refused<ArgumentException>(Small(nn.Flatten(), 6, 7), "labels expects 126 values a sample, and is given 108");
        Refused<ArgumentException>(Small(nn.Sequential(nn.Conv2d(1, 2, 3), nn.Flatten()), 6, 6, channels: 1), "features.0 expects maps of 1 channels, and is given 3×6×6");
        Refused<ArgumentException>(Small(nn.Sequential(nn.Conv2d(3, 2, 7), nn.Flatten()), 9, 9), "features.0 moves a window of 7×7, which is too large");
        Refused<NotSupportedException>(new(nn.Sequential(nn.Flatten(), nn.Linear(108, 1 << 15, device: META)), nn.Sequential(nn.Linear(1 << 15, 1 << 14, device: META), nn.Linear(1 << 14, 5)), nn.Linear(5, 1)), "would take 2,1", "less than 2 GB");
    }

    [Fact]
    public void Wrong_arguments_are_refused()
    {
        using var folder = new TemporaryFolder();
        using var network = Architectures.Mnist();
        Assert.Throws<InvalidOperationException>(() => OnnxModel.Write(network, folder.At("a.onnx"), Onnxed.Names(10), 28, 28));
        network.Normalisation = Photo;
        using var backbone = nn.Identity();
        Assert.Contains("10 outputs and there are 9 names", Assert.Throws<ArgumentException>(() => OnnxModel.Write(network, folder.At("a.onnx"), Onnxed.Names(9), 28, 28)).Message, StringComparison.Ordinal);
        Assert.Contains("come together", Assert.Throws<ArgumentException>(() => OnnxModel.Write(network, folder.At("a.onnx"), Onnxed.Names(10), 28, 28, backbone)).Message, StringComparison.Ordinal);
        Assert.Contains("come together", Assert.Throws<ArgumentException>(() => OnnxModel.Write(network, folder.At("a.onnx"), Onnxed.Names(10), 28, 28, backboneNormalisation: Photo)).Message, StringComparison.Ordinal);
        Assert.Contains("made for images", Assert.Throws<ArgumentException>(() => OnnxModel.Write(network, folder.At("a.onnx"), Onnxed.Names(10), 28, 28, backbone, Photo)).Message, StringComparison.Ordinal);
        Assert.Contains("3 channels", Assert.Throws<ArgumentException>(() => OnnxModel.Write(network, folder.At("a.onnx"), Onnxed.Names(10), 28, 28, channels: 1)).Message, StringComparison.Ordinal);
        foreach (var temperature in new[] { 0, -1, double.NaN, double.PositiveInfinity, 1e-300 })
        {
            Assert.Throws<ArgumentOutOfRangeException>(() => OnnxModel.Write(network, folder.At("a.onnx"), Onnxed.Names(10), 28, 28, temperature: temperature));
        }

        Directory.CreateDirectory(folder.At("taken"));
        Assert.Throws<IOException>(() => OnnxModel.Write(network, folder.At("taken"), Onnxed.Names(10), 28, 28));
        Assert.Equal([folder.At("taken")], Directory.GetFileSystemEntries(folder.Path));
    }

    private static void Refused<T>(DomainAdversarialNetwork network, params string[] says)
        where T : Exception
    {
        using var folder = new TemporaryFolder();
        using (network)
        {
            network.Normalisation = Normalisation.None;
            File.WriteAllText(folder.At("model.onnx"), "as before");
            var error = Assert.ThrowsAny<T>(() => OnnxModel.Write(network, folder.At("model.onnx"), Onnxed.Names(5), 6, 6));
            Assert.All(says, s => Assert.Contains(s, error.Message, StringComparison.Ordinal));
            Assert.DoesNotContain('\n', error.Message);
            Assert.Equal("as before", File.ReadAllText(Assert.Single(Directory.GetFiles(folder.Path))));
        }
    }

    // Features of one's own, and a row of five classes behind them.
    private static DomainAdversarialNetwork Small(nn.Module<torch.Tensor, torch.Tensor> features, int height, int width, int channels = 3)
    {
        using var random = RandomScope.Begin(4);
        using var noGradient = no_grad();
        using var image = zeros(2, channels, height, width);
        features.eval();
        using var output = features.call(image);
        return new(features, nn.Linear(output.shape[1..].Aggregate((a, b) => a * b), 5), nn.Linear(output.shape[^1], 1));
    }

    private sealed class OwnSequential() : TorchSharp.Modules.Sequential(nn.Flatten())
    {
        public override torch.Tensor forward(torch.Tensor input) => base.forward(input).neg();
    }
}
