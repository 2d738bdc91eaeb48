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
    }

    [Benchmark]
    public void Ours() => fused.Step();

    [Benchmark(Baseline = true)]
    public void Library()
    {
        using var scope = NewDisposeScope();
        library.step();
    }

    [GlobalCleanup]
    public void Free()
    {
        fused.Dispose();
        library.Dispose();
        network.Dispose();
    }
}
