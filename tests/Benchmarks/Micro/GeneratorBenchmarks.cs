using BenchmarkDotNet.Attributes;

namespace DomainAdaptation.Benchmarks;

/// <summary>The generators: 500 house numbers, 500 digits over photos, 200 traffic signs. They use all cores by themselves.</summary>
/// <remarks>Signs need the templates of GTSRB (WORKBENCH_DATA/gtsrb/Meta) and are left out where there are none; fonts are the system's.</remarks>
[MemoryDiagnoser]
public class GeneratorBenchmarks
{
    private readonly string folder = Directory.CreateTempSubdirectory("workbench-benchmarks-").FullName;
    private FontSet fonts = null!;
    private Photos photos = null!;
    private DigitImages digits = null!;
    private string? signs;

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
        var templates = Path.Combine(Environment.GetEnvironmentVariable("WORKBENCH_DATA") ?? "", "gtsrb", "Meta");
        signs = Directory.Exists(templates) ? templates : null;
    }

    [Benchmark]
    public int Numbers() => SyntheticNumbers.Generate(500, 1, fonts).Count;

    [Benchmark]
    public int DigitsOverPhotos() => MnistM.Build(digits, photos, 1).Count;

    [Benchmark]
    public int DrawnTarget() => DrawnDigits.Target(500, 1).Count;

    [Benchmark]
    public int Signs() => signs is null ? 0 : SyntheticSigns.Generate(200, 1, signs).Count;

    [GlobalCleanup]
    public void Delete() => Directory.Delete(folder, recursive: true);
}
