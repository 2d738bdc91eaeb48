using TorchSharp;
using static TorchSharp.torch.nn;

namespace DomainAdaptation.Tests;

public sealed class MoonsTests
{
    [Fact]
    public void Each_point_lies_on_its_half_circle_and_the_target_is_turned()
    {
        var source = Moons.Source(perMoon: 100, noise: 0);
        Assert.Equal((200, 2), (source.Count, source.ClassCount));
        var points = source.Samples.data<float>().ToArray().Chunk(2).ToArray();
        var labels = source.Labels.data<long>().ToArray();
        Assert.All(points.Zip(labels), p => Assert.Equal(1, Math.Pow(p.First[0] - (p.Second == 0 ? -0.5 : 0.5), 2) + Math.Pow(p.First[1] - (p.Second == 0 ? -0.25 : 0.25), 2), 1e-5));

        // A quarter turn of a point (x, y) is (−y, x): the upper moon's centre (−1/2, −1/4) comes to (1/4, −1/2).
        var turned = Moons.Target(perMoon: 100, noise: 0, degrees: 90);
        var upper = turned.Samples.data<float>().ToArray().Chunk(2).Where((_, i) => i % 2 == 0);
        Assert.All(upper, p => Assert.Equal(1, Math.Pow(p[0] - 0.25, 2) + Math.Pow(p[1] + 0.5, 2), 1e-5));
        Assert.Equal(Moons.Source(seed: 4).Samples.data<float>().ToArray(), Moons.Source(seed: 4).Samples.data<float>().ToArray());
    }

    // Over three seeds: what becomes of one differs from processor to processor.
    [Fact]
    public void Adaptation_follows_the_turned_moons()
    {
        var (source, target, test) = (Moons.Source(), Moons.Target(), Moons.Target(perMoon: 500, seed: 3));
        var (before, after) = (new List<double>(), new List<double>());
        foreach (var seed in new[] { 1, 2, 3 })
        {
            var options = new DannOptions(Epochs: 1, StepsPerEpoch: 4000, BatchSize: 600, LearningRate: 0.05, Alpha: 0, DomainWeight: 6, AverageDecay: 0.995, Scaling: InputScaling.None, Seed: seed);
            using var plain = Network(seed);
            using var adapted = Network(seed);
            SourceOnly.Fit(source, plain, options);
            AdversarialTrainer.Fit(new DomainPair(source, target.WithoutLabels()), adapted, options);
            before.Add(Accuracy.Of(plain, test));
            after.Add(Accuracy.Of(adapted, test));
        }

        Assert.All(before, accuracy => Assert.InRange(accuracy, 0.65, 0.8));
        Assert.True(after.Average() > before.Average() + 0.05, $"{string.Join(", ", before)} before, {string.Join(", ", after)} after adaptation");

        static DomainAdversarialNetwork Network(int seed)
        {
            torch.manual_seed(seed);
            return new(Sequential(Linear(2, 15), Sigmoid()), Linear(15, 2), Linear(15, 1));
        }
    }
}
