using TorchSharp;
using static TorchSharp.torch;

namespace DomainAdaptation.Tests;

public sealed class MomentumDescentTests
{
    [Fact]
    public void A_step_is_scaled_by_each_parameters_factor()
    {
        using var scope = NewDisposeScope();
        using var network = Toy.Network();
        network.ScaleLearningRate("features.", 0.5, 2);
        network.ScaleLearningRate("labels.", 0);
        network.ScaleLearningRate("domain.", 10);
        network.ScaleLearningRate("domain.3.", 1);
        var before = Values(network);
        using var optimizer = new MomentumDescent(network, Toy.Options.With(weightDecay: 0, momentum: 0.9)) { LearningRate = 0.1 };
        for (var step = 0; step < 2; step++)
        {
            foreach (var parameter in network.parameters().Where(p => p.requires_grad))
            {
                parameter.grad = ones_like(parameter);
            }

            optimizer.Step();
        }

        // Velocity 1, then 1.9: 2.9 times the rate in all.
        var moved = Values(network).ToDictionary(e => e.Key, e => before[e.Key] - e.Value);
        Assert.Equal(0.29 * 0.5, moved["features.0.weight"], 4);
        Assert.Equal(0.29 * 2, moved["features.0.bias"], 4);
        Assert.Equal(0, moved["labels.0.weight"]);
        Assert.Equal(0.29 * 10, moved["domain.0.weight"], 4);
        Assert.Equal(0.29, moved["domain.3.bias"], 4);
        Assert.Equal(0.1, optimizer.LearningRate);
        Assert.DoesNotContain(optimizer.Velocities(), v => v.Key.StartsWith("labels.", StringComparison.Ordinal));
        Assert.All(optimizer.Velocities(), v => Assert.Equal(network.get_parameter(v.Key)!.shape, v.Value.shape));
    }

    [Fact]
    public void Weight_decay_reaches_every_parameter()
    {
        using var scope = NewDisposeScope();
        using var network = Toy.Network();
        network.ScaleLearningRate("features.", 0.5);
        using (no_grad())
        {
            foreach (var parameter in network.parameters())
            {
                parameter.fill_(2);
                parameter.grad = zeros_like(parameter);
            }
        }

        using var optimizer = new MomentumDescent(network, Toy.Options.With(weightDecay: 0.1)) { LearningRate = 0.1 };
        optimizer.Step();
        Assert.All(Values(network), v => Assert.Equal(2 - (0.1 * 0.1 * 2 * network.LearningRateFactor(v.Key)), v.Value, 5));
    }

    [Fact]
    public void A_training_with_factors_resumes_to_the_last_bit()
    {
        using var folder = new TemporaryFolder();
        var path = folder.At("checkpoint.safetensors");
        string Train(CancellationToken cancellation, TrainingHooks hooks)
        {
            using var network = Toy.Network();
            network.ScaleLearningRate("features.", 0.5, 2);
            network.ScaleLearningRate("labels.0.bias", 0);
            AdversarialTrainer.Fit(Toy.Pair(), network, Toy.Options, hooks, cancellation);
            return Weights.Sha256(network);
        }

        var whole = Train(CancellationToken.None, TrainingHooks.None);
        using var stop = new CancellationTokenSource();
        Assert.Throws<OperationCanceledException>(() => Train(stop.Token, new TrainingHooks(
            CheckpointPath: path, OnStep: (step, steps) => { if (step > steps / 2) { stop.Cancel(); } })));
        Assert.Equal(whole, Train(CancellationToken.None, new TrainingHooks(CheckpointPath: path, Resume: true)));
    }

    [Fact]
    public void A_frozen_part_stays_as_it_was()
    {
        using var network = Toy.Network();
        network.ScaleLearningRate("features.0.", 0);
        var before = Values(network);
        AdversarialTrainer.Fit(Toy.Pair(), network, Toy.Options);
        var after = Values(network);
        Assert.Equal(before["features.0.weight"], after["features.0.weight"]);
        Assert.NotEqual(before["features.1.weight"], after["features.1.weight"]);
    }

    [Fact]
    public void A_prefix_that_names_nothing_is_refused_with_names_that_exist()
    {
        using var network = Toy.Network();
        var error = Assert.Throws<ArgumentException>(() => network.ScaleLearningRate("feature.", 1));
        Assert.Contains("features.0.weight", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => network.ScaleLearningRate("features.", -1));
        Assert.Equal(1, network.LearningRateFactor("features.0.weight"));
    }

    private static Dictionary<string, double> Values(DomainAdversarialNetwork network)
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        return network.named_parameters().ToDictionary(p => p.name, p => (double)p.parameter.mean().item<float>());
    }
}
