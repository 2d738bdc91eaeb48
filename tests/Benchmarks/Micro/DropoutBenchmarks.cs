using BenchmarkDotNet.Attributes;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace DomainAdaptation.Benchmarks;

/// <summary>Other ways to draw what dropout drops with probability 1/2, at the size of the SVHN net's first hidden layer.</summary>
public class DropoutBenchmarks
{
    private readonly Tensor activations = randn(BenchmarkNet.Half, 3072);
    private readonly Tensor bits = tensor(Enumerable.Range(0, 32).Select(i => 1L << i).ToArray());
    private readonly Dropout dropout = nn.Dropout(0.5);
    private readonly LeanDropout lean = new(0.5);

    [Benchmark(Baseline = true)]
    public void Library() => Step(() => dropout.call(activations));

    /// <summary>A number between 0 and 1 for each, compared with the rate.</summary>
    [Benchmark]
    public void Uniform() => Step(() => activations.mul(rand_like(activations).ge(0.5f)).mul(2f));

    /// <summary>A random byte for each, of which one bit is looked at.</summary>
    [Benchmark]
    public void Bytes() => Step(() => activations.mul(zeros(activations.shape, ScalarType.Byte).random_(0, 256).ge(128)).mul(2f));

    /// <summary>One random number for 32 of them, of which each looks at a bit of its own.</summary>
    [Benchmark]
    public void Bits() => Step(() =>
    {
        var numbers = zeros(activations.numel() / 32, 1, ScalarType.Int64).random_(0, 1L << 32);
        return activations.mul(numbers.bitwise_and(bits).ne(0).view(activations.shape)).mul(2f);
    });

    /// <summary>What the library's layers do: one random number for four, fifteen bits each.</summary>
    [Benchmark]
    public void Lean() => Step(() => lean.call(activations));

    private static void Step(Func<Tensor> drop)
    {
        using var scope = NewDisposeScope();
        _ = drop();
    }
}
