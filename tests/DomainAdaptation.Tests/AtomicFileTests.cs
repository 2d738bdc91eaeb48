namespace DomainAdaptation.Tests;

/// <summary>What cannot be written is told by the folder that the user knows, not by a temporary name.</summary>
public sealed class AtomicFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public static TheoryData<string> Writers => [.. Writes.Keys];

    private static Dictionary<string, Action<string>> Writes { get; } = new(StringComparer.Ordinal)
    {
        ["any file"] = path => AtomicFile.WriteText(path, "text"),
        ["records"] = path => new RunStore(path).Append(Records.Of(Methods.Dann, 1, .5)),
        ["weights"] = path =>
        {
            using var network = Toy.Network();
            Weights.Save(network, path);
        },
        ["a report"] = path => new DomainAdaptation.Reporting.HtmlReport("Title").Save(path, images: false),
        ["images"] = path => ImageFolder.Write(DrawnDigits.Source(10, 1), path),
        ["generated numbers"] = path => SyntheticNumbers.Write(Numbers, path),
        ["generated signs"] = path => SyntheticSigns.Write(Signs, path),
    };

    private static LabelledDomain Numbers => LabelledDomain.FromImages("numbers", new byte[2 * 3 * 32 * 32], [0, 1], 32, 32, classCount: 10);

    private static LabelledDomain Signs => LabelledDomain.FromImages("signs", new byte[2 * 3 * 8 * 8], [0, 1], 8, 8, classCount: 43);

    public void Dispose() => folder.Dispose();

    [Theory]
    [MemberData(nameof(Writers))]
    public void A_folder_below_a_file_is_named(string what)
    {
        var file = folder.Write("file", "not a folder");
        Told(Writes[what], Path.Combine(file, "below", "name"), file);
        Assert.Equal("not a folder", File.ReadAllText(file));
    }

    [Theory]
    [MemberData(nameof(Writers))]
    public void A_folder_where_nobody_can_write_is_named(string what)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "needs Linux's /proc, where nobody can write, not even root");
        Told(Writes[what], "/proc/workbench/name", "/proc/workbench");
        Told(Writes[what], "/proc/name", "/proc");
    }

    [Fact]
    public void A_folder_that_has_the_files_name_is_told_and_stays()
    {
        var taken = Directory.CreateDirectory(folder.At("report.html")).FullName;
        Assert.StartsWith($"{taken} is a folder", Assert.Throws<IOException>(() => AtomicFile.WriteText(taken, "text")).Message, StringComparison.Ordinal);
        Assert.Equal([taken], Directory.EnumerateFileSystemEntries(folder.Path));
    }

    [Fact]
    public void A_disk_that_becomes_read_only_while_a_file_is_written_is_told_by_the_folder()
    {
        const int ReadOnlyFileSystem = 30;
        Told(path => AtomicFile.Write(path, stream => throw new IOException($"Read-only file system : '{path}.tmp'", ReadOnlyFileSystem)), folder.At("name"), folder.Path);
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
    }

    [Fact]
    public void What_cannot_be_deleted_is_told_by_the_folder()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "needs Linux's /proc, where nobody can delete, not even root");
        var message = Assert.Throws<IOException>(() => AtomicFile.Delete("/proc/version")).Message;
        Assert.Equal("Nothing can be written into /proc (no permission). Check the folder and its permissions, or choose another one.", message);
    }

    private static void Told(Action<string> write, string path, string names)
    {
        var message = Assert.Throws<IOException>(() => write(path)).Message;
        Assert.StartsWith("Nothing can be written into " + names, message, StringComparison.Ordinal);
        Assert.EndsWith("Check the folder and its permissions, or choose another one.", message, StringComparison.Ordinal);
        Assert.DoesNotContain(".tmp", message, StringComparison.Ordinal);
    }
}
