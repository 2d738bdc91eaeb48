using BenchmarkDotNet.Attributes;
using TorchSharp;
using static TorchSharp.torch;

namespace DomainAdaptation.Benchmarks;

/// <summary>The method's own parts at the sizes of a training step: 128 samples with the MNIST net's 768 features.</summary>
[MemoryDiagnoser]
public class MethodBenchmarks
{
    private readonly Tensor features = rand(128, 768, requires_grad: true);

    [Benchmark]
    public void GradientReversalForward()
    {
        using var reversed = GradientReversal.Apply(features, 0.5);
    }

    [Benchmark]
    public void GradientReversalForwardAndBackward()
    {
        using var scope = NewDisposeScope();
        GradientReversal.Apply(features, 0.5).sum().backward();
        features.grad = null;
    }

    [Benchmark]
    public double Schedules() => LambdaSchedule.At(0.3) + LearningRateSchedule.At(0.3);

    [Benchmark]
    public long SeedOfAStep() => Seeds.Derive(1, "dropout", 77);
}
