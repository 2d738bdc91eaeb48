using BenchmarkDotNet.Attributes;
using TorchSharp;
using static TorchSharp.torch;

namespace DomainAdaptation.Benchmarks;

/// <summary>What looks at features, on 500 + 500 samples of 100: t-SNE for 100 iterations and the proxy A-distance.</summary>
public class EvaluationBenchmarks
{
    private readonly Tensor source;
    private readonly Tensor target;

    public EvaluationBenchmarks()
    {
        manual_seed(1);
        source = randn(500, 100);
        target = randn(500, 100) + 0.3f;
    }

    [Benchmark]
    public object TSne100Iterations()
    {
        using var both = cat([source, target]);
        return TSne.Embed(both, new TSneOptions(Iterations: 100));
    }

    [Benchmark]
    public double ProxyADistanceOf500() => ProxyADistance.Estimate(source, target, seed: 1, samples: 500);
}
