using TorchSharp;
using static TorchSharp.torch;

namespace DomainAdaptation.Tests;

public sealed class SqueezeNetTests
{
    [Fact]
    public void It_computes_what_the_published_network_computes()
    {
        var path = PathOf("squeezenet1_0.safetensors");
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        using var golden = Safetensors.Read(PathOf("squeezenet1_0_golden.safetensors"));
        using var trunk = SqueezeNet.Trunk();
        using var top = SqueezeNet.Top();
        using var features = SqueezeNet.Features();
        using var classifier = SqueezeNet.Classifier();
        foreach (var part in new[] { trunk, top, features, classifier })
        {
            SqueezeNet.LoadWeights(part, path);
        }

        var rgb = golden.Tensors["input"].flip(1);
        var maps = trunk.call(rgb);
        Assert.Equal([1, 512, 13, 13], maps.shape);
        Near(golden.Tensors["fire9_mean"], features.call(rgb));
        Near(golden.Tensors["fire9_mean"], top.call(maps));
        var fire9 = (nn.Module<Tensor, Tensor>)top.named_children().First().module;
        Near(golden.Tensors["pool_final"], classifier.call(fire9.call(maps)));
    }

    [Fact]
    public void Its_normalisation_gives_0_to_255_minus_the_mean_of_ImageNet()
    {
        using var scope = NewDisposeScope();
        var images = tensor(new byte[] { 255, 117, 0 }).reshape(1, 1, 1, 3);
        var inputs = SqueezeNet.Normalisation.Apply(images).data<float>().ToArray();
        Assert.Equal([255 - 123, 0, -104], inputs.Select(x => MathF.Round(x, 3)));
    }

    [Fact]
    public void Weights_for_another_network_are_refused_with_a_list()
    {
        using var folder = new TemporaryFolder();
        var path = folder.At("weights.safetensors");
        using var network = SqueezeNet.Top();
        using var scope = NewDisposeScope();
        var tensors = network.state_dict().ToDictionary(e => e.Key.Replace("fire9.", "fire9/", StringComparison.Ordinal), e => e.Value);
        tensors.Remove("fire9/conv1x1_1.bias");
        tensors["fire9/conv1x1_2.weight"] = zeros(2, 3);
        tensors["fire10.weight"] = zeros(1);
        tensors["conv1.weight"] = zeros(1);
        Safetensors.Write(path, tensors);
        var before = network.parameters().First().data<float>().ToArray();
        var error = Assert.Throws<InvalidDataException>(() => SqueezeNet.LoadWeights(network, path));
        Assert.Contains("fire9.conv1x1_1.bias is missing", error.Message, StringComparison.Ordinal);
        Assert.Contains("fire9.conv1x1_2.weight is [2, 3], not [256, 64, 1, 1]", error.Message, StringComparison.Ordinal);
        Assert.Contains("fire10.weight is unexpected", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("conv1.weight", error.Message, StringComparison.Ordinal);
        Assert.Contains(path, error.Message, StringComparison.Ordinal);
        Assert.Equal(before, network.parameters().First().data<float>().ToArray());
    }

    private static void Near(Tensor expected, Tensor actual)
    {
        Assert.Equal(expected.shape, actual.shape);
        Assert.InRange((expected - actual).abs().max().item<float>(), 0, 1e-3f);
    }

    private static string PathOf(string file) => RealData.Home("weights").FileOf("SqueezeNet", "weights/" + file);
}
