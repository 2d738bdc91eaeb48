using TorchSharp;
using static TorchSharp.torch;

namespace DomainAdaptation.Tests;

public sealed class PrecisionTests
{
    [Fact]
    public void Brain_floats_learn_the_toy_and_leave_weights_in_32_bits()
    {
        Assert.SkipUnless(Autocast.IsAvailable, "this libtorch has no automatic mixed precision that can be reached");
        var test = Toy.Domain(400, 1001, target: true);
        using var exact = Toy.Network();
        AdversarialTrainer.Fit(Toy.Pair(), exact, new DannOptions(Epochs: 40, BatchSize: 64));
        using var brain = Toy.Network();
        AdversarialTrainer.Fit(Toy.Pair(), brain, new DannOptions(Epochs: 40, BatchSize: 64, Precision: Precision.BFloat16));
        Assert.NotEqual(Weights.Sha256(exact), Weights.Sha256(brain));
        Assert.All(brain.parameters(), p => Assert.Equal(ScalarType.Float32, p.dtype));
        Assert.Equal(Accuracy.Of(exact, test), Accuracy.Of(brain, test), 0.05);
    }

    [Fact]
    public void Outside_of_a_training_nothing_is_computed_in_brain_floats()
    {
        Assert.SkipUnless(Autocast.IsAvailable, "this libtorch has no automatic mixed precision that can be reached");
        using var scope = NewDisposeScope();
        using var network = Toy.Network();
        AdversarialTrainer.Fit(Toy.Pair(), network, Toy.Options.With(precision: Precision.BFloat16, epochs: 1));
        Assert.Equal(ScalarType.Float32, ones(2, 2).matmul(ones(2, 2)).dtype);
    }
}
