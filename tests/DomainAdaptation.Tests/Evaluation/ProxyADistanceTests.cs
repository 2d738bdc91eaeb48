using TorchSharp;
using static TorchSharp.torch;

namespace DomainAdaptation.Tests;

public sealed class ProxyADistanceTests
{
    [Fact]
    public void Samples_of_one_distribution_are_hardly_told_apart()
    {
        manual_seed(1);
        using var source = randn(2000, 10);
        using var target = randn(2000, 10);
        Assert.InRange(ProxyADistance.Estimate(source, target), 0, 0.2);
        Assert.InRange(ProxyADistance.Estimate(source, source), 0, 0.2);
    }

    [Fact]
    public void Separable_domains_are_two_apart()
    {
        manual_seed(2);
        using var source = randn(300, 10);
        using var target = randn(300, 10) + 20;
        Assert.Equal(2, ProxyADistance.Estimate(source, target), 6);
    }

    [Theory]
    [InlineData(1.0)]
    [InlineData(2.0)]
    public void Two_normal_distributions_are_as_far_apart_as_the_best_classifier_says(double shift)
    {
        // The best threshold lies in the middle and errs with probability Φ(−shift/2).
        manual_seed(3);
        using var source = randn(2000, 3);
        using var target = randn(2000, 3);
        target[TensorIndex.Colon, 0] += (float)shift;
        var error = shift == 1 ? 0.30854 : 0.15866;
        Assert.Equal(2 * (1 - (2 * error)), ProxyADistance.Estimate(source, target), 0.12);
    }

    [Fact]
    public void Domains_of_different_length_weigh_the_same_and_the_seed_decides_the_split()
    {
        manual_seed(4);
        using var source = randn(2000, 4);
        using var target = randn(400, 4);
        var distance = ProxyADistance.Estimate(source, target, seed: 3);
        Assert.InRange(distance, 0, 0.4); // one that always said "source" would seem to err in a sixth only: 1.33
        Assert.Equal(distance, ProxyADistance.Estimate(source, target, seed: 3));
    }

    [Fact]
    public void Too_few_samples_and_other_features_are_refused()
    {
        Assert.Contains("at least 4; there are 3", Assert.Throws<ArgumentException>(() => ProxyADistance.Estimate(randn(3, 2), randn(9, 2))).Message, StringComparison.Ordinal);
        Assert.Contains("same features: 2 and 3", Assert.Throws<ArgumentException>(() => ProxyADistance.Estimate(randn(9, 2), randn(9, 3))).Message, StringComparison.Ordinal);
    }
}
