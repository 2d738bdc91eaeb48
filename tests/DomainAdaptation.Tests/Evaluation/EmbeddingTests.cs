using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace DomainAdaptation.Tests;

public sealed class EmbeddingTests
{
    private static readonly UnlabelledDomain Samples = Toy.Domain(1203, 3, target: true).WithoutLabels();

    [Fact]
    public void Features_are_what_the_extractor_gives_in_evaluation_mode_over_all_batches()
    {
        using var network = Ready(Toy.Network());
        using var features = Embedding.Of(network, Samples);
        Assert.Equal([1203, 16], features.shape);
        Assert.Equal(ScalarType.Float32, features.dtype);
        Assert.False(features.requires_grad);
        network.eval();
        using var expected = network.FeatureExtractor.call(Samples.Samples);
        Assert.True(features.allclose(expected.detach(), atol: 1e-5));
    }

    [Fact]
    public void The_last_hidden_layer_is_what_the_last_linear_sees()
    {
        using var network = Ready(Deep());
        using var hidden = Embedding.Of(network, Samples, EmbeddingLayer.LastHidden);
        Assert.Equal([1203, 7], hidden.shape);
        Assert.True(hidden.min().item<float>() >= 0); // behind its ReLU
        var last = (Linear)((Sequential)network.LabelPredictor.children().Last()).children().Last();
        network.eval();
        using var expected = network.call(Samples.Samples);
        using var actual = last.call(hidden);
        Assert.True(actual.allclose(expected, atol: 1e-5));
    }

    [Fact]
    public void A_label_predictor_of_another_kind_has_no_last_hidden_layer_and_is_told_so()
    {
        using var network = Ready(new DomainAdversarialNetwork(nn.Linear(5, 4), nn.Linear(4, 2), nn.Linear(4, 1)));
        Assert.Contains("this is a Linear", Fails(network), StringComparison.Ordinal);
        using var soft = Ready(new DomainAdversarialNetwork(nn.Linear(5, 4), nn.Sequential(nn.Linear(4, 2), nn.Softmax(1)), nn.Linear(4, 1)));
        Assert.Contains("ends in a Softmax", Fails(soft), StringComparison.Ordinal);

        static string Fails(DomainAdversarialNetwork network) =>
            Assert.Throws<ArgumentException>(() => Embedding.Of(network, Samples, EmbeddingLayer.LastHidden)).Message;
    }

    [Fact]
    public void Statistics_of_the_domain_asked_for_are_used_and_the_network_is_as_before()
    {
        using var network = Ready(DomainAware());
        network.train();
        ((nn.Module)network.LabelPredictor).eval(); // a frozen part
        network.Domain = Domain.Target;
        using var source = Embedding.Of(network, Samples, domain: Domain.Source);
        using var target = Embedding.Of(network, Samples, domain: Domain.Target);
        Assert.False(source.allclose(target));
        Assert.Equal(Domain.Target, network.Domain);
        AssertModes(network);
    }

    [Fact]
    public void Whose_samples_they_are_cannot_be_forgotten_where_it_matters()
    {
        var test = new LabelledDomain("ten", Samples.Samples.clone(), zeros(Samples.Count, dtype: ScalarType.Int64), 2);
        using var network = Ready(DomainAware());
        foreach (var ask in new Action[] { () => Accuracy.Of(network, test), () => Predictions.Labels(network, Samples), () => Embedding.Of(network, Samples), () => ConfusionMatrix.Of(network, test) })
        {
            Assert.Contains("pass Domain.Target, or Domain.Source", Assert.Throws<ArgumentException>(ask).Message, StringComparison.Ordinal);
        }

        Assert.InRange(Accuracy.Of(network, test, Domain.Source), 0, 1);
        Assert.Contains("never seen samples of Source2", Assert.Throws<ArgumentException>(() => Accuracy.Of(network, test, Domain.SourceAt(1))).Message, StringComparison.Ordinal);
        using var plain = Ready(Deep());
        Assert.InRange(Accuracy.Of(plain, test), 0, 1); // one way for all: nothing to say
    }

    [Fact]
    public void A_failure_leaves_modes_and_domain_as_they_were()
    {
        using var network = Ready(DomainAware());
        network.train();
        ((nn.Module)network.LabelPredictor).eval();
        network.Domain = Domain.Target;
        var wrong = new UnlabelledDomain("three values", zeros(10, 3));
        Assert.ThrowsAny<Exception>(() => Embedding.Of(network, wrong, domain: Domain.Source));
        Assert.ThrowsAny<Exception>(() => Accuracy.OfDomains(network, wrong, wrong));
        Assert.Equal(Domain.Target, network.Domain);
        AssertModes(network);
        _ = Accuracy.OfDomains(network, Samples, Samples);
        Assert.Equal(Domain.Target, network.Domain);
        AssertModes(network);
    }

    [Fact]
    public void Only_the_result_is_left_behind()
    {
        using var network = Ready(Deep());
        Embedding.Of(network, Samples, EmbeddingLayer.LastHidden).Dispose();
        var before = LiveTensors.Count();
        using var hidden = Embedding.Of(network, Samples, EmbeddingLayer.LastHidden);
        Assert.Equal(before + 1, LiveTensors.Count());
    }

    private static void AssertModes(DomainAdversarialNetwork network)
    {
        Assert.True(network.training);
        Assert.All(network.FeatureExtractor.modules(), m => Assert.True(m.training));
        Assert.All(network.LabelPredictor.modules(), m => Assert.False(m.training));
    }

    private static DomainAdversarialNetwork Ready(DomainAdversarialNetwork network)
    {
        network.Normalisation = Normalisation.None;
        return network;
    }

    private static DomainAdversarialNetwork Deep()
    {
        using var random = RandomScope.Begin(4);
        return new DomainAdversarialNetwork(
            nn.Sequential(nn.Linear(5, 16), nn.ReLU(inplace: true)),
            nn.Sequential(nn.Linear(16, 9), nn.ReLU(inplace: true), nn.Dropout(0.5), nn.Sequential(nn.Linear(9, 7), nn.ReLU(inplace: true), nn.Linear(7, 2))),
            nn.Linear(16, 1));
    }

    private static DomainAdversarialNetwork DomainAware()
    {
        using var random = RandomScope.Begin(4);
        var network = new DomainAdversarialNetwork(
            nn.Sequential(nn.Linear(5, 4), new DomainBatchNorm(4)), nn.Sequential(nn.Linear(4, 2), nn.Dropout(0.1)), nn.Linear(4, 1));
        network.Normalisation = Normalisation.None;
        using var scope = NewDisposeScope();
        network.train();
        _ = network.FeatureExtractor.call(Samples.Samples);
        network.Domain = Domain.Target;
        _ = network.FeatureExtractor.call(Samples.Samples + 3); // the target's statistics move away from the source's
        return network;
    }
}
