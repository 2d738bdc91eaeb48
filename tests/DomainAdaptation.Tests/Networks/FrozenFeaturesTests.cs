using TorchSharp;
using static TorchSharp.torch;

namespace DomainAdaptation.Tests;

public sealed class FrozenFeaturesTests
{
    [Fact]
    public void They_are_what_the_network_gives_in_evaluation_batch_after_batch()
    {
        using var scope = NewDisposeScope();
        using var network = Network();
        network.train();
        var images = Images(70);
        var domain = FrozenFeatures.Of(images, network, Normalisation.None, "features");
        Assert.True(network.training);
        Assert.Equal("images, features", domain.Name);
        Assert.Equal([70, 4], domain.Samples.shape);
        Assert.False(domain.Samples.requires_grad);
        Assert.Equal(images.Labels.data<long>().ToArray(), domain.Labels.data<long>().ToArray());
        var unlabelled = FrozenFeatures.OfUnlabelled(images.WithoutLabels(), network, Normalisation.None, "features");
        Assert.Equal("images, features", unlabelled.Name);
        Assert.Equal(Values(domain), unlabelled.Samples.data<float>().ToArray());
        network.eval();
        var expected = network.call(Normalisation.None.Apply(images.Samples));
        Assert.InRange((expected - domain.Samples).abs().max().item<float>(), 0, 1e-6f);
    }

    [Fact]
    public void They_are_kept_and_computed_anew_for_other_images_another_network_or_another_normalisation()
    {
        using var folder = new TemporaryFolder();
        var cache = folder.At("features", "x.safetensors");
        using var network = Network();
        var first = Values(FrozenFeatures.Of(Images(5), network, Normalisation.None, "f", cache));

        // Marks the file: who reads it is found out.
        using (var file = Safetensors.Read(cache))
        {
            using var noGradient = no_grad();
            file.Tensors["features"].add_(1);
            Safetensors.Write(cache, file.Tensors, TensorHash.Sealed(file.Tensors, file.Metadata));
        }

        var marked = Values(FrozenFeatures.Of(Images(5), network, Normalisation.None, "f", cache));
        Assert.Equal(first.Select(x => x + 1), marked);
        Assert.NotEqual(marked, Values(FrozenFeatures.Of(Images(5), network, new Normalisation([0.5], [2]), "f", cache)));
        Assert.Equal(first, Values(FrozenFeatures.Of(Images(5), network, Normalisation.None, "f", cache)));
        Assert.NotEqual(first, Values(FrozenFeatures.Of(Images(5, seed: 2), network, Normalisation.None, "f", cache)));
        using (no_grad())
        {
            network.parameters().First().mul_(2);
        }

        Assert.NotEqual(first, Values(FrozenFeatures.Of(Images(5), network, Normalisation.None, "f", cache)));
    }

    [Fact]
    public void A_damaged_cache_and_one_that_cannot_be_written_are_as_good_as_none()
    {
        using var folder = new TemporaryFolder();
        using var network = Network();
        var expected = Values(FrozenFeatures.Of(Images(5), network, Normalisation.None, "f"));
        var damaged = folder.Write("damaged.safetensors", "nothing of the kind");
        Assert.Equal(expected, Values(FrozenFeatures.Of(Images(5), network, Normalisation.None, "f", damaged)));
        using (var file = Safetensors.Read(damaged))
        {
            Assert.Equal(["features"], file.Tensors.Keys);
        }

        var bytes = File.ReadAllBytes(damaged);
        bytes[^2] ^= 1; // a file that is whole but for one bit
        File.WriteAllBytes(damaged, bytes);
        Assert.Equal(expected, Values(FrozenFeatures.Of(Images(5), network, Normalisation.None, "f", damaged)));

        var behindAFile = Path.Combine(damaged, "x.safetensors");
        Assert.Equal(expected, Values(FrozenFeatures.Of(Images(5), network, Normalisation.None, "f", behindAFile)));
    }

    private static nn.Module<Tensor, Tensor> Network()
    {
        using var random = RandomScope.Begin(7);
        return nn.Sequential(nn.Conv2d(3, 4, 3), nn.Dropout(0.5), nn.AdaptiveAvgPool2d(1), nn.Flatten());
    }

    private static LabelledDomain Images(int count, int seed = 1)
    {
        var pixels = new byte[count * 5 * 5 * 3];
        new Random(seed).NextBytes(pixels);
        return LabelledDomain.FromImages("images", pixels, [.. Enumerable.Range(0, count).Select(i => i % 2)], 5, 5, classCount: 2);
    }

    private static float[] Values(LabelledDomain domain) => domain.Samples.data<float>().ToArray();
}
