using BenchmarkDotNet.Attributes;
using TorchSharp;
using static TorchSharp.torch;

namespace DomainAdaptation.Benchmarks;

/// <summary>The data of one step: 64 + 64 images, gathered and normalised; for each of the three nets.</summary>
[MemoryDiagnoser]
public class DataPhaseBenchmarks
{
    private Batches batches = null!;
    private int step;

    [Params("mnist", "svhn", "gtsrb")]
    public string Net { get; set; } = "mnist";

    [GlobalSetup]
    public void Load()
    {
        var pair = BenchmarkNet.Named(Net).Data(samples: 4096);
        batches = new Batches(pair, 2 * BenchmarkNet.Half, seed: 1, Normalisation.Measure(InputScaling.UnitVariance, pair.Source.WithoutLabels(), pair.Target));
    }

    [Benchmark]
    public void At()
    {
        using var scope = NewDisposeScope();
        _ = batches.At(step++);
    }

    [GlobalCleanup]
    public void Free() => batches.Dispose();
}
