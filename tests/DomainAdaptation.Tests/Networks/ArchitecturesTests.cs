using TorchSharp;
using static TorchSharp.torch;

namespace DomainAdaptation.Tests;

public sealed class ArchitecturesTests
{
    public static TheoryData<string, int, long> Features { get; } = new()
    {
        { "mnist", 28, 768 },
        { "mnist", 32, 1200 },
        { "mnist-bn", 28, 768 },
        { "svhn-0", 32, 128 },
        { "svhn-1", 32, 2048 },
        { "svhn-2", 32, 8192 },
        { "svhn-bn-2", 32, 8192 },
        { "gtsrb", 32, 256 },
        { "gtsrb", 40, 1024 },
        { "gtsrb", 48, 2304 },
        { "gtsrb-bn", 40, 1024 },
    };

    [Theory]
    [MemberData(nameof(Features))]
    public void The_features_are_as_many_as_the_figure_gives(string name, int size, long features)
    {
        using var scope = NewDisposeScope();
        using var network = Network(name, size);
        network.eval();
        var output = network.FeatureExtractor.call(rand(2, 3, size, size));
        Assert.Equal([2, features], output.shape);
        Assert.True(output.min().item<float>() >= 0, "a ReLU ends the features");
        Assert.Equal([2, name.StartsWith("gtsrb", StringComparison.Ordinal) ? 43 : 10], network.LabelPredictor.call(output).shape);
        Assert.Equal([2, 1], network.DomainClassifier.call(output).shape);
    }

    [Theory]
    [InlineData("svhn-0", 20_000_000)]
    [InlineData("svhn-bn-0", 20_000_000)]
    [InlineData("gtsrb", 5_000_000)]
    [InlineData("gtsrb-bn", 5_000_000)]
    public void A_training_step_reaches_every_weight(string name, long atMost)
    {
        using var scope = NewDisposeScope();
        using var network = Network(name, name[0] == 's' ? 32 : 40);
        var size = name[0] == 's' ? 32 : 40;
        var features = network.FeaturesOf(rand(6, 3, size, size), [new(Domain.Source, 0, 3), new(Domain.Target, 3, 3)]);
        (network.LabelPredictor.call(features).sum() + network.DomainClassifier.call(features).square().sum()).backward();
        Assert.All(network.named_parameters(), p => Assert.True(p.parameter.grad is not null, $"{p.name} has no gradient"));
        Assert.InRange(network.parameters().Sum(p => p.numel()), 1, atMost);
    }

    [Theory]
    [InlineData("mnist")]
    [InlineData("svhn-0")]
    [InlineData("gtsrb-bn")]
    public void The_seed_decides_the_weights_and_touches_no_other_random_numbers(string name)
    {
        manual_seed(3);
        using var expected = rand(4);
        manual_seed(3);
        using var first = Network(name, 40, seed: 1);
        using var drawn = rand(4);
        using var again = Network(name, 40, seed: 1);
        using var other = Network(name, 40, seed: 2);
        Assert.Equal(expected.data<float>().ToArray(), drawn.data<float>().ToArray());
        Assert.Equal(Weights.Sha256(first), Weights.Sha256(again));
        Assert.NotEqual(Weights.Sha256(first), Weights.Sha256(other));
    }

    [Fact]
    public void The_widths_of_the_heads_can_be_chosen()
    {
        using var svhn = Architectures.SvhnBatchNorm(labelWidths: [7], domainWidths: [5, 6]);
        using var gtsrb = Architectures.GtsrbBatchNorm(labelWidths: [], domainWidths: [8]);
        Assert.Equal([[7, 128], [10, 7]], Matrices(svhn.LabelPredictor));
        Assert.Equal([[5, 128], [6, 5], [1, 6]], Matrices(svhn.DomainClassifier));
        Assert.Equal([[43, 1024]], Matrices(gtsrb.LabelPredictor));
        Assert.Equal([[8, 1024], [1, 8]], Matrices(gtsrb.DomainClassifier));
    }

    [Fact]
    public void Sizes_without_an_output_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Architectures.Gtsrb(size: 31));
        Assert.Throws<ArgumentOutOfRangeException>(() => Architectures.Svhn(padding: 3));
        Assert.Throws<ArgumentOutOfRangeException>(() => Architectures.Mnist(size: 15));
    }

    private static List<long[]> Matrices(nn.Module module) => [.. module.parameters().Select(p => p.shape).Where(s => s.Length == 2)];

    private static DomainAdversarialNetwork Network(string name, int size, int seed = 1) => name switch
    {
        "mnist" => Architectures.Mnist(seed, size),
        "mnist-bn" => Architectures.MnistBatchNorm(seed, size),
        "gtsrb" => Architectures.Gtsrb(seed, size),
        "gtsrb-bn" => Architectures.GtsrbBatchNorm(seed, size),
        _ when name.StartsWith("svhn-bn-", StringComparison.Ordinal) => Architectures.SvhnBatchNorm(seed, padding: name[^1] - '0'),
        _ => Architectures.Svhn(seed, padding: name[^1] - '0'),
    };
}
