using BenchmarkDotNet.Attributes;

namespace DomainAdaptation.Benchmarks;

/// <summary>200 traffic signs from the templates of GTSRB, where they are.</summary>
[MemoryDiagnoser]
public class SignBenchmarks
{
    internal static string? Templates { get; } =
        Path.Combine(Environment.GetEnvironmentVariable("WORKBENCH_DATA") ?? "", "gtsrb", "Meta") is var folder && Directory.Exists(folder) ? folder : null;

    private readonly string templates = Templates!;

    [Benchmark]
    public int Signs() => SyntheticSigns.Generate(200, 1, templates).Count;
}
