using BenchmarkDotNet.Attributes;
using TorchSharp;
using static TorchSharp.torch;

namespace DomainAdaptation.Benchmarks;

/// <summary>One step of the optimiser on all weights of a net: 0.2 million of them (MNIST), 41 million (SVHN), 9 million (GTSRB).</summary>
public class OptimiserBenchmarks
{
    private DomainAdversarialNetwork network = null!;
    private MomentumDescent fused = null!;
    private optim.Optimizer library = null!;
    private Tensor weights = null!;
    private Tensor gradients = null!;
    private Tensor velocities = null!;

    [Params("mnist", "svhn", "gtsrb")]
    public string Net { get; set; } = "mnist";

    [GlobalSetup]
    public void Load()
    {
        network = BenchmarkNet.Named(Net).Create(0);
        foreach (var parameter in network.parameters())
        {
            parameter.grad = ones_like(parameter);
        }

        fused = new MomentumDescent(network, new DannOptions());
        library = optim.SGD(network.parameters(), 0.01, 0.9);
        var count = network.parameters().Sum(p => p.numel());
        (weights, gradients, velocities) = (rand(count), rand(count), zeros(count));
    }

    [Benchmark]
    public void Ours() => fused.Step();

    [Benchmark(Baseline = true)]
    public void Library()
    {
        using var scope = NewDisposeScope();
        library.step();
    }

    /// <summary>As if all weights were one vector, and all gradients.</summary>
    [Benchmark]
    public void OneVector()
    {
        using var scope = NewDisposeScope();
        velocities.mul_(0.9f).add_(gradients);
        weights.add_(velocities, -0.01f);
    }

    /// <summary>The same in parts that fit the processor's cache, so that memory is gone through once.</summary>
    [Benchmark]
    public void OneVectorInParts()
    {
        const long Part = 1 << 16;
        for (var i = 0L; i < weights.numel(); i += Part)
        {
            using var scope = NewDisposeScope();
            var length = Math.Min(Part, weights.numel() - i);
            var velocity = velocities.narrow(0, i, length);
            velocity.mul_(0.9f).add_(gradients.narrow(0, i, length));
            weights.narrow(0, i, length).add_(velocity, -0.01f);
        }
    }

    [GlobalCleanup]
    public void Free()
    {
        fused.Dispose();
        library.Dispose();
        network.Dispose();
        weights.Dispose();
        gradients.Dispose();
        velocities.Dispose();
    }
}
