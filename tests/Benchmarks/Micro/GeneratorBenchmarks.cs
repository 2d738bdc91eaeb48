using BenchmarkDotNet.Attributes;

namespace DomainAdaptation.Benchmarks;

/// <summary>The generators: 500 house numbers, 500 digits over photos, 500 drawn digits over textures. They use all cores by themselves.</summary>
/// <remarks>Fonts are the system's.</remarks>
[MemoryDiagnoser]
public class GeneratorBenchmarks
{
    private readonly string folder = Directory.CreateTempSubdirectory("workbench-benchmarks-").FullName;
    private FontSet fonts = null!;
    private Photos photos = null!;
    private DigitImages digits = null!;

    [GlobalSetup]
    public void Load()
    {
        var random = new Random(1);
        for (var i = 0; i < 8; i++)
        {
            var photo = new byte[320 * 240 * 3];
            random.NextBytes(photo);
            ImageFile.WritePng(Path.Combine(folder, FormattableString.Invariant($"{i}.png")), photo, 320, 240);
        }

        var pixels = new byte[500 * 28 * 28];
        random.NextBytes(pixels);
        fonts = FontSet.System();
        photos = Photos.Read(folder);
        digits = new DigitImages("random digits", pixels, [.. Enumerable.Range(0, 500).Select(i => i % 10)], 28, 28);
    }

    [Benchmark]
    public int Numbers() => SyntheticNumbers.Generate(500, 1, fonts).Count;

    [Benchmark]
    public int DigitsOverPhotos() => MnistM.Build(digits, photos, 1).Count;

    [Benchmark]
    public int DrawnTarget() => DrawnDigits.Target(digits.Count, 1).Count;

    [GlobalCleanup]
    public void Delete() => Directory.Delete(folder, recursive: true);
}
