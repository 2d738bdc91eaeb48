using TorchSharp;
using static TorchSharp.torch;

namespace DomainAdaptation.Tests;

/// <summary>Two small domains and a network for them, on which a training takes a fraction of a second.</summary>
internal static class Toy
{
    /// <summary>Two classes in five dimensions. The first tells them apart on the source only, and there best; the second on both domains.</summary>
    public static LabelledDomain Domain(int count, int seed, bool target)
    {
        using var scope = NewDisposeScope();
        manual_seed(seed);
        var labels = arange(count).remainder(2);
        var sign = (labels.to(ScalarType.Float32) * 2) - 1;
        var x = randn(count, 5) * 0.5f;
        x[TensorIndex.Colon, 0] += target ? 4 : sign * 2;
        x[TensorIndex.Colon, 1] += sign * 1.2f;
        return new LabelledDomain(target ? "toy target" : "toy source", x, labels, 2);
    }

    public static DomainPair Pair(int seed = 1) => new(Domain(160, seed, target: false), Domain(96, seed + 100, target: true).WithoutLabels());

    /// <summary>With dropout, so that a test of determinism would notice forgotten random numbers.</summary>
    public static DomainAdversarialNetwork Network(int seed = 1)
    {
        using var random = RandomScope.Begin(seed);
        return new DomainAdversarialNetwork(
            nn.Sequential(nn.Linear(5, 16), nn.BatchNorm1d(16), nn.ReLU(), nn.Dropout(0.2)),
            nn.Sequential(nn.Linear(16, 2)),
            nn.Sequential(nn.Linear(16, 8), nn.ReLU(), nn.Dropout(0.2), nn.Linear(8, 1)));
    }

    /// <summary>With batch statistics for each domain, and with so many logits for the domains.</summary>
    public static DomainAdversarialNetwork Aware(int domains = 1)
    {
        using var random = RandomScope.Begin(1);
        return new DomainAdversarialNetwork(
            nn.Sequential(nn.Linear(5, 16), new DomainBatchNorm(16), nn.ReLU(), nn.Dropout(0.2)), nn.Sequential(nn.Linear(16, 2)), nn.Sequential(nn.Linear(16, 8), nn.ReLU(), nn.Linear(8, domains)));
    }

    /// <summary>Without batch statistics, and with so many logits for the domains.</summary>
    public static DomainAdversarialNetwork Plain(int domains)
    {
        using var random = RandomScope.Begin(1);
        return new DomainAdversarialNetwork(nn.Sequential(nn.Linear(5, 16), nn.ReLU()), nn.Sequential(nn.Linear(16, 2)), nn.Sequential(nn.Linear(16, 16), nn.ReLU(), nn.Linear(16, domains)));
    }

    public static DannOptions Options { get; } = new(Epochs: 4, BatchSize: 32, Seed: 5, AverageDecay: 0.9, WeightDecay: 1e-3);
}
