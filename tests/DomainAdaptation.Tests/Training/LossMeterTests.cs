using TorchSharp;
using static TorchSharp.torch;

namespace DomainAdaptation.Tests;

public sealed class LossMeterTests : IDisposable
{
    private readonly LossMeter meter = new();
    private readonly DisposeScope scope = NewDisposeScope();

    [Theory]
    [InlineData(7)] // fewer than are read at once
    [InlineData(20)]
    [InlineData(47)]
    public void Means_are_those_since_the_last_ones(int steps)
    {
        foreach (var epoch in new[] { 0, 1 })
        {
            for (var step = 0; step < steps; step++)
            {
                meter.Add(Losses(label: (100 * epoch) + step, domain: 2 * step, accuracy: 0.5), step + 1, 0.01);
            }

            var means = meter.Means();
            Assert.Equal((100 * epoch) + ((steps - 1) / 2.0), means[DomainAdaptation.Losses.Label], 4);
            Assert.Equal(steps - 1, means[DomainAdaptation.Losses.Domain], 4);
            Assert.Equal(0.5, means[DomainAdaptation.Losses.DomainAccuracy]);
        }
    }

    [Fact]
    public void What_a_method_does_not_measure_has_no_mean()
    {
        meter.Add(DomainAdaptation.Losses.Of(tensor(1f)).Parts, 1, 0.01);
        meter.Add(DomainAdaptation.Losses.Of(tensor(2f)).Parts, 2, 0.01);
        var (name, mean) = Assert.Single(meter.Means());
        Assert.Equal(DomainAdaptation.Losses.Label, name);
        Assert.Equal(1.5, mean);
    }

    [Theory]
    [InlineData(20, "label loss")] // read because the group is full
    [InlineData(33, "domain loss")] // read at the end of the epoch
    public void What_is_no_number_is_told_with_its_step_and_learning_rate(int wrong, string which)
    {
        var error = Assert.Throws<DivergedException>(() =>
        {
            for (var step = 1; step <= 35; step++)
            {
                var bad = step == wrong ? double.NaN : 1;
                meter.Add(which == "label loss" ? Losses(bad, 1, 0.5) : Losses(1, bad, 0.5), step, step / 1000.0);
            }

            meter.Means();
        });
        Assert.StartsWith(FormattableString.Invariant($"The {which} became NaN at step {wrong} with a learning rate of {wrong / 1000.0}."), error.Message, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        meter.Dispose();
        scope.Dispose();
    }

    // As a step has them: they know how to pass gradients on.
    private static Dictionary<string, Tensor> Losses(double label, double domain, double accuracy) => DomainAdaptation.Losses.Named(
        (DomainAdaptation.Losses.Label, tensor((float)label).requires_grad_()),
        (DomainAdaptation.Losses.Domain, tensor((float)domain).requires_grad_()),
        (DomainAdaptation.Losses.DomainAccuracy, tensor((float)accuracy)));
}
