using System.Formats.Tar;
using System.IO.Compression;
using SkiaSharp;

namespace DomainAdaptation.Tests;

public sealed class DataFetcherTests
{
    [Fact]
    public async Task An_unknown_set_is_refused_with_the_names_there_are()
    {
        using var folder = new TemporaryFolder();
        Assert.Contains("\"minst\" here; the names are mnist, bsds500, mnist_m", await Refusal("minst", folder), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_that_does_not_exist_is_named()
    {
        using var folder = new TemporaryFolder();
        Assert.Contains(folder.At("nowhere"), await Refusal("mnist", folder, folder.At("nowhere")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("bsds500", "BSR_bsds500.tgz")]
    [InlineData("mnist_m", "mnist_m.tar.gz")]
    public async Task A_set_that_cannot_be_fetched_is_explained(string set, string archive)
    {
        using var folder = new TemporaryFolder();
        var message = await Refusal(set, folder);
        Assert.Contains(archive, message, StringComparison.Ordinal);
        Assert.Contains($"-- {set} --from FOLDER", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Photos_are_copied_from_the_layout_they_are_unpacked_in()
    {
        using TemporaryFolder folder = new(), from = new();
        TestImages.WriteJpeg(from.At("BSR", "BSDS500", "data", "images", "train", "1.jpg"), 40, 40, (_, _) => SKColors.Red);
        TestImages.WriteJpeg(from.At("BSR", "BSDS500", "data", "images", "test", "2.jpg"), 40, 40, (_, _) => SKColors.Red);
        var home = DataHome.Find(folder.Path);
        await DataFetcher.FetchAsync("bsds500", home, from.Path, cancellation: TestContext.Current.CancellationToken);
        Assert.Equal(1, Photos.Bsds500(home).Count);
        Assert.Contains("already", await DataFetcher.FetchAsync("bsds500", home, cancellation: TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Equal(["bsds500"], Directory.GetFileSystemEntries(folder.Path).Select(Path.GetFileName));
    }

    [Fact]
    public async Task MNIST_M_is_copied_whole_and_replaces_what_was_there()
    {
        using TemporaryFolder folder = new(), from = new();
        folder.Write("mnist_m/old.txt", "old");
        TestImages.WritePng(from.At("mnist_m", "mnist_m_test", "0.png"), 32, 32, (_, _) => SKColors.Red);
        from.Write("mnist_m/mnist_m_test_labels.txt", "0.png 3\n");
        var home = DataHome.Find(folder.Path);
        Assert.Contains("2 files", await DataFetcher.FetchAsync("mnist_m", home, from.Path, cancellation: TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Equal(1, MnistM.AuthorsTest(home).Count);
        Assert.False(File.Exists(folder.At("mnist_m", "old.txt")));
        Assert.Equal(["mnist_m"], Directory.GetFileSystemEntries(folder.Path).Select(Path.GetFileName));
    }

    [Fact]
    public async Task An_incomplete_MNIST_M_is_not_copied()
    {
        using TemporaryFolder folder = new(), from = new();
        TestImages.WritePng(from.At("mnist_m_test", "0.png"), 32, 32, (_, _) => SKColors.Red);
        from.Write("mnist_m_test_labels.txt", "0.png 3\n1.png 4\n");
        var home = DataHome.Find(folder.Path);
        var e = await Assert.ThrowsAsync<InvalidDataException>(() => DataFetcher.FetchAsync("mnist_m", home, from.Path, cancellation: TestContext.Current.CancellationToken));
        Assert.Contains("lists 1.png", e.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
    }

    [Fact]
    public void Names_and_links_in_an_archive_never_become_paths()
    {
        using var folder = new TemporaryFolder();
        using (var gzip = new GZipStream(File.Create(folder.At("a.tgz")), CompressionLevel.Fastest))
        using (var tar = new TarWriter(gzip))
        {
            tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, "../../escape") { DataStream = new MemoryStream([1, 2]) });
            tar.WriteEntry(new PaxTarEntry(TarEntryType.SymbolicLink, "package/data/link") { LinkName = "/etc/passwd" });
            tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, "package/data/good") { DataStream = new MemoryStream([3]) });
        }

        var seen = new List<string>();
        NpmPackage.ReadFiles(folder.At("a.tgz"), (name, _) => seen.Add(name));
        Assert.Equal(["../../escape", "package/data/good"], seen);
        Assert.Equal(["a.tgz"], Directory.GetFileSystemEntries(folder.Path).Select(Path.GetFileName));
    }

    private static async Task<string> Refusal(string set, TemporaryFolder folder, string? from = null) =>
        (await Assert.ThrowsAsync<DataFetchException>(() => DataFetcher.FetchAsync(set, DataHome.Find(folder.Path), from, cancellation: TestContext.Current.CancellationToken))).Message;
}
