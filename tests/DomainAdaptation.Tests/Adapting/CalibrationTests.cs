using static TorchSharp.torch;

namespace DomainAdaptation.Tests;

/// <summary>How sure, how right and of which classes: each against samples that are drawn so that the answer is known.</summary>
public sealed class CalibrationTests
{
    [Theory]
    [InlineData(0.5)]
    [InlineData(1)]
    [InlineData(4)]
    public void The_temperature_is_found_by_which_logits_were_multiplied(double temperature)
    {
        using var scope = NewDisposeScope();
        var (logits, labels) = Drawn(5_000, seed: 1);
        Assert.Equal(temperature, Calibration.Temperature(logits * temperature, labels), 0.12 * temperature);
    }

    [Fact]
    public void On_samples_of_the_source_itself_the_estimate_is_its_accuracy()
    {
        using var scope = NewDisposeScope();
        var (logits, labels) = Drawn(4_000, seed: 2);
        var (others, truth) = Drawn(4_000, seed: 3);
        var accuracy = others.argmax(1).eq(truth).to(ScalarType.Float64).mean().item<double>();
        Assert.Equal(accuracy, Calibration.EstimateAccuracy(logits.softmax(1), labels, others.softmax(1)), 0.03);
        // Less sure outputs are taken for worse ones.
        Assert.True(Calibration.EstimateAccuracy(logits.softmax(1), labels, (others / 3).softmax(1)) < accuracy - 0.2);
    }

    [Fact]
    public void Shares_of_classes_are_found_where_only_they_differ()
    {
        using var scope = NewDisposeScope();
        var (logits, labels) = Drawn(20_000, seed: 4);
        // Of class 0 a tenth is kept, and none of class 3.
        var random = new Random(5);
        var kept = tensor(labels.data<long>().ToArray().Select((l, i) => (l, i)).Where(p => p.l switch { 0 => random.NextDouble() < 0.1, 3 => false, _ => true }).Select(p => (long)p.i).ToArray());
        var truth = labels.index_select(0, kept).data<long>().ToArray();
        var shares = Calibration.Shares(logits.index_select(0, kept).softmax(1), [0.25, 0.25, 0.25, 0.25]);
        Assert.Equal(1, shares.Sum(), 6);
        Assert.All(shares.Select((share, c) => (share, c)), s => Assert.Equal(truth.Count(l => l == s.c) / (double)truth.Length, s.share, 0.02));
    }

    // Labels drawn from the softmax of random logits: these are honest by construction.
    private static (Tensor Logits, Tensor Labels) Drawn(int count, int seed)
    {
        manual_seed(seed);
        var logits = randn(count, 4, ScalarType.Float64) * 2;
        return (logits, logits.softmax(1).multinomial(1).squeeze(1));
    }
}
