using TorchSharp;
using static TorchSharp.torch;

namespace DomainAdaptation.Tests;

/// <summary>Dropout with fewer random numbers is dropout all the same.</summary>
public sealed class LeanDropoutTests
{
    [Theory]
    [InlineData(0.5)]
    [InlineData(0.2)]
    [InlineData(0.9)]
    [InlineData(0.001)]
    public void It_zeroes_its_share_scales_the_rest_and_keeps_the_expectation(double rate)
    {
        using var scope = NewDisposeScope();
        using var random = RandomScope.Begin(3);
        using var layer = new LeanDropout(rate);
        var y = layer.call(ones(1000, 1001));

        var values = y.data<float>().ToArray();
        var kept = values.Max();
        Assert.Equal([0, kept], values.Distinct().Order());
        Assert.Equal(1 / (1 - rate), kept, 2e-4 / (1 - rate));
        var fiveDeviations = 5 * Math.Sqrt(rate * (1 - rate) / values.Length);
        Assert.Equal(rate, values.Count(v => v == 0) / (double)values.Length, fiveDeviations + 2e-5);
        Assert.Equal(1, values.Average(v => (double)v), fiveDeviations * kept);
    }

    [Fact]
    public void The_four_values_of_a_draw_are_independent()
    {
        using var scope = NewDisposeScope();
        using var random = RandomScope.Begin(5);
        using var layer = new LeanDropout(0.5);
        var kept = layer.call(ones(100_000, 4)).sub(1); // −1 and 1

        var correlations = kept.t().mm(kept).div(100_000);
        Assert.InRange(correlations.sub(eye(4)).abs().max().ToDouble(), 0, 0.016); // five standard deviations
    }

    [Fact]
    public void The_gradient_is_masked_as_the_values_were()
    {
        using var scope = NewDisposeScope();
        using var layer = new LeanDropout(0.5);
        var x = randn(7, 3, requires_grad: true);
        var y = layer.call(x);
        y.sum().backward();
        Assert.True(y.allclose(x.detach().mul(x.grad!)));
    }

    [Fact]
    public void In_evaluation_it_is_nothing_and_in_brain_floats_it_stays_one()
    {
        using var scope = NewDisposeScope();
        using var layer = new LeanDropout(0.5);
        Assert.Equal(ScalarType.BFloat16, layer.call(ones([5], ScalarType.BFloat16)).dtype);
        layer.eval();
        var x = randn(5);
        Assert.Equal(x.data<float>().ToArray(), layer.call(x).data<float>().ToArray());
    }

    [Fact]
    public void The_same_seed_draws_the_same_mask()
    {
        Assert.Equal(Drawn(1), Drawn(1));
        Assert.NotEqual(Drawn(1), Drawn(2));

        static float[] Drawn(int seed)
        {
            using var scope = NewDisposeScope();
            using var random = RandomScope.Begin(seed);
            using var layer = new LeanDropout(0.5);
            return layer.call(ones(99)).data<float>().ToArray();
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1e-6)]
    public void A_rate_of_next_to_nothing_drops_nothing(double rate)
    {
        using var layer = new LeanDropout(rate);
        using var y = layer.call(ones(1000));
        Assert.Equal([1f], y.data<float>().ToArray().Distinct());
    }

    [Theory]
    [InlineData(-0.1)]
    [InlineData(1)]
    [InlineData(0.999999)]
    [InlineData(double.NaN)]
    public void A_rate_that_is_none_is_refused(double rate) => Assert.Throws<ArgumentOutOfRangeException>(() => new LeanDropout(rate).Dispose());
}
