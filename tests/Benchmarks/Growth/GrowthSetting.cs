using System.Globalization;

namespace DomainAdaptation.Benchmarks;

/// <summary>One size of a training: the MNIST net's, but for what grows.</summary>
/// <param name="Grows">What grows: images, images on disk, classes, sources or threads.</param>
/// <param name="Images">Images of each domain.</param>
/// <param name="Classes">The number of classes.</param>
/// <param name="Sources">The number of source domains, beside one target.</param>
/// <param name="Threads">Threads of a run.</param>
/// <param name="Runs">Runs at the same time.</param>
internal sealed record GrowthSetting(string Grows, int Images = 10_000, int Classes = 10, int Sources = 1, int Threads = 2, int Runs = 1)
{
    public const string InMemory = "images in memory", Mapped = "images on disk", ByClass = "classes", BySource = "source domains", ByThread = "threads";

    /// <summary>All that is measured.</summary>
    public static IReadOnlyList<GrowthSetting> All { get; } =
    [
        .. new[] { 1_000, 10_000, 100_000, 1_000_000 }.Select(n => new GrowthSetting(InMemory, Images: n)),
        .. new[] { 1_000, 10_000, 100_000, 1_000_000 }.Select(n => new GrowthSetting(Mapped, Images: n)),
        .. new[] { 10, 100, 1_000 }.Select(n => new GrowthSetting(ByClass, Classes: n)),
        .. new[] { 1, 2, 4, 8 }.Select(n => new GrowthSetting(BySource, Sources: n)),
        new(ByThread, Threads: 1), new(ByThread), new(ByThread, Threads: 1, Runs: 2),
    ];

    /// <summary>Whether the images stay in files and are mapped.</summary>
    public bool OnDisk => Grows == Mapped;

    /// <summary>How large what grows is.</summary>
    public int Size => Grows switch { ByClass => Classes, BySource => Sources, ByThread => Threads, _ => Images };

    /// <summary>The same, to be read.</summary>
    public string Label => Size.ToString("N0", CultureInfo.InvariantCulture) + (Runs > 1 ? string.Create(CultureInfo.InvariantCulture, $", {Runs} runs at once") : "");

    /// <summary>What a worker is told.</summary>
    public IReadOnlyList<string> Arguments(string folder) =>
    [
        "growth-worker", "--images", Text(Images), "--classes", Text(Classes), "--sources", Text(Sources), "--threads", Text(Threads), .. OnDisk ? new[] { "--folder", folder } : [],
    ];

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
