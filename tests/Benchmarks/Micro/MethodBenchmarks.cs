using BenchmarkDotNet.Attributes;
using TorchSharp;
using static TorchSharp.torch;

namespace DomainAdaptation.Benchmarks;

/// <summary>The method's own parts at the sizes of a training step: 128 samples with the MNIST net's 768 features.</summary>
[MemoryDiagnoser]
public class MethodBenchmarks
{
    private readonly double progress = 0.3; // a field, so that nothing is computed beforehand
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
    public double Schedules() => LambdaSchedule.At(progress) + LearningRateSchedule.At(progress);

    [Benchmark]
    public long SeedOfAStep() => Seeds.Derive(1, "dropout", (long)(progress * 1000));
}
