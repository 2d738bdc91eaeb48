using TorchSharp;
using static TorchSharp.torch;

namespace DomainAdaptation.Tests;

public sealed class DannTests
{
    private const double Lambda = 0.3;

    [Fact]
    public void Swapped_labels_train_the_classifier_exactly_as_gradient_reversal_does()
    {
        using var scope = NewDisposeScope();
        var reversed = Gradients(Adversary.GradientReversal);
        var swapped = Gradients(Adversary.SwappedLabels);
        Assert.All(reversed.Where(g => g.Key.StartsWith("domain.", StringComparison.Ordinal)), g => Assert.True(swapped[g.Key].allclose(g.Value, 1e-5, 1e-7), g.Key));
        Assert.All(reversed.Where(g => g.Key.StartsWith("labels.", StringComparison.Ordinal)), g => Assert.True(swapped[g.Key].allclose(g.Value, 1e-5, 1e-7), g.Key));
    }

    // d/dz BCE(z, d) = (σ(z) − d)/n: reversed, the features receive −λ times it; swapped, +λ(σ(z) − (1 − d))/n.
    [Fact]
    public void Swapped_labels_give_the_features_the_gradient_of_the_swapped_loss_times_lambda()
    {
        using var scope = NewDisposeScope();
        using var network = Network();
        var batch = Batch();
        var features = network.FeatureExtractor.call(batch.Samples);
        var held = features.detach();
        held.requires_grad = true;
        var loss = nn.functional.binary_cross_entropy_with_logits(network.DomainClassifier.call(held), 1 - batch.Domains)
            * Lambda;
        loss.backward();
        features.backward([held.grad!]);
        var expected = network.FeatureExtractor.parameters().Select(p => p.grad!.clone()).ToList();

        network.zero_grad();
        var losses = Losses(network, batch, Adversary.SwappedLabels);
        (losses.Total - losses.Parts[DomainAdaptation.Losses.Label]).backward();
        Assert.All(expected.Zip(network.FeatureExtractor.parameters()), pair => Assert.True(pair.First.allclose(pair.Second.grad!, 1e-5, 1e-7)));
    }

    [Fact]
    public void A_frozen_domain_classifier_stays_frozen_with_swapped_labels()
    {
        using var scope = NewDisposeScope();
        using var network = Network();
        network.DomainClassifier.parameters().ToList().ForEach(p => p.requires_grad = false);
        Losses(network, Batch(), Adversary.SwappedLabels).Total.backward();
        Assert.All(network.DomainClassifier.parameters(), p =>
        {
            Assert.False(p.requires_grad);
            Assert.Null(p.grad);
        });
    }

    [Fact]
    public void Swapped_labels_beat_source_only_on_the_toy_domains()
    {
        var gains = Enumerable.Range(1, 5).Select(seed =>
        {
            var test = Toy.Domain(400, 1000 + seed, target: true);
            var options = new DannOptions(Epochs: 60, BatchSize: 64, Seed: seed, Adversary: Adversary.SwappedLabels);
            using var plain = Toy.Network(seed);
            SourceOnly.Fit(Toy.Domain(160, seed, target: false), plain, options);
            using var adapted = Toy.Network(seed);
            AdversarialTrainer.Fit(Toy.Pair(seed), adapted, options);
            return Accuracy.Of(adapted, test) - Accuracy.Of(plain, test);
        }).ToList();
        Assert.True(gains.Average() > 0.1, $"gains: {string.Join(", ", gains)}");
    }

    private static Dictionary<string, Tensor> Gradients(Adversary adversary)
    {
        using var network = Network();
        Losses(network, Batch(), adversary).Total.backward();
        return network.named_parameters().ToDictionary(p => p.name, p => p.parameter.grad!.clone(), StringComparer.Ordinal);
    }

    private static Losses Losses(DomainAdversarialNetwork network, Batch batch, Adversary adversary)
    {
        using var method = new Dann(1, adversary);
        return method.Step(new StepContext(network, batch, 0, Lambda, new Classification(2)));
    }

    private static DomainAdversarialNetwork Network()
    {
        using var random = RandomScope.Begin(3);
        return new DomainAdversarialNetwork(
            nn.Sequential(nn.Linear(5, 6), nn.Tanh()), nn.Sequential(nn.Linear(6, 2)), nn.Sequential(nn.Linear(6, 4), nn.Tanh(), nn.Linear(4, 1)));
    }

    private static Batch Batch()
    {
        using var batches = new Batches(Toy.Pair(), 16, 1, Normalisation.None);
        var batch = batches.At(0);
        return batch with { Domains = batch.Domains.clone() };
    }
}
