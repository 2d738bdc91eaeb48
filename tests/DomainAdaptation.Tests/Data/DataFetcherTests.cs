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
        Assert.Contains($"-- {set} --data {folder.Path} --from FOLDER", message, StringComparison.Ordinal);
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
    public void Every_set_says_what_it_is_and_how_it_is_had()
    {
        Assert.Equal(DataFetcher.Sets, DataSets.All.Select(s => s.Name));
        Assert.Equal(DataFetcher.Sets.Count, DataFetcher.Sets.Distinct().Count());
        Assert.All(DataSets.All, s => Assert.All(new[] { s.Title, s.Size, s.Terms, s.Source, s.Files }, text => Assert.False(string.IsNullOrWhiteSpace(text))));
        Assert.Equal(["mnist", "resnet18"], DataSets.All.Where(s => s.ByHand is null).Select(s => s.Name));
    }

    [Fact]
    public void The_table_says_which_sets_are_here()
    {
        using var folder = new TemporaryFolder();
        folder.Write("svhn/train_32x32.mat", "");
        var lines = DataSets.Table(DataHome.Find(folder.Path)).Split('\n');
        Assert.Equal(DataFetcher.Sets.Count + 2, lines.Length);
        Assert.All(lines.SkipLast(1).Skip(1).Zip(DataSets.All), pair =>
        {
            Assert.StartsWith(pair.Second.Name, pair.First, StringComparison.Ordinal);
            Assert.Contains(pair.Second.Name == "svhn" ? "  yes " : "  no ", pair.First, StringComparison.Ordinal);
            Assert.EndsWith(pair.Second.Source, pair.First, StringComparison.Ordinal);
        });
        Assert.Contains(folder.Path, lines[^1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("svhn")]
    [InlineData("gtsrb")]
    [InlineData("gtsrb", "GTSRB/")]
    [InlineData("syn_signs")]
    [InlineData("syn_numbers")]
    [InlineData("usps")]
    [InlineData("office31")]
    [InlineData("weights")]
    public async Task A_set_is_copied_once_it_has_been_read(string set, string inside = "")
    {
        using TemporaryFolder folder = new(), from = new();
        var files = Make(set, from, inside);
        var home = DataHome.Find(folder.Path);
        var sentence = await DataFetcher.FetchAsync(set, home, from.Path, cancellation: TestContext.Current.CancellationToken);
        Assert.Contains($"{set} is in {folder.At(set)}: {files} files; read as ", sentence, StringComparison.Ordinal);
        Assert.Equal([set], Directory.GetFileSystemEntries(folder.Path).Select(Path.GetFileName));
        // What is there can be read from there, and copied on.
        using TemporaryFolder next = new();
        Assert.Contains($"{files} files", await DataFetcher.FetchAsync(set, DataHome.Find(next.Path), folder.At(set), cancellation: TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Contains("already", await DataFetcher.FetchAsync(set, home, folder.Path, cancellation: TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Contains("already", await DataFetcher.FetchAsync(set, home, cancellation: TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("svhn")]
    [InlineData("gtsrb")]
    [InlineData("syn_signs")]
    [InlineData("syn_numbers")]
    [InlineData("usps")]
    [InlineData("office31")]
    [InlineData("weights")]
    public async Task A_set_that_is_damaged_or_absent_is_not_copied(string set)
    {
        using TemporaryFolder folder = new(), from = new(), empty = new();
        Make(set, from, "");
        var absent = await Refusal(set, folder, empty.Path);
        Assert.Contains($"{empty.Path} does not hold {DataSets.Find(set)!.Title}", absent, StringComparison.Ordinal);
        var victim = Directory.GetFiles(from.Path, "*", SearchOption.AllDirectories).OrderByDescending(f => new FileInfo(f).Length).First();
        File.WriteAllBytes(victim, File.ReadAllBytes(victim) is var whole ? whole[..(whole.Length / 2)] : []);
        var e = await Assert.ThrowsAsync<InvalidDataException>(() => DataFetcher.FetchAsync(set, DataHome.Find(folder.Path), from.Path, cancellation: TestContext.Current.CancellationToken));
        Assert.Contains(victim, e.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
    }

    [Theory]
    [InlineData("svhn", "SVHN train (8,000 images), SVHN test (4,000 images); not the published files")]
    [InlineData("usps", "USPS train (7,291), USPS test (2,007)")]
    [InlineData("weights", "tensors")]
    [InlineData("camvid", "CamVid day (101 images), CamVid dusk (124 images)")]
    [InlineData("faces", "Faces (770 images)")]
    [InlineData("mocap", "sports_test.npz (754 poses)")]
    public async Task Real_sets_are_copied(string set, string reads)
    {
        var real = RealData.Home(set);
        using TemporaryFolder folder = new();
        Assert.Contains(reads, await DataFetcher.FetchAsync(set, DataHome.Find(folder.Path), real.Folder, cancellation: TestContext.Current.CancellationToken), StringComparison.Ordinal);
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

    // A small set in the layout that its authors publish, or one of them; the number of files.
    private static int Make(string set, TemporaryFolder folder, string inside)
    {
        switch (set)
        {
            case "svhn":
                DigitsMat.Write(folder.At("train_32x32.mat"), new byte[2 * 3072], [0, 9]);
                DigitsMat.Write(folder.At("test_32x32.mat"), new byte[3072], [5]);
                return 2;
            case "syn_numbers":
                DigitsMat.Write(folder.At("synth_train_32x32.mat"), new byte[2 * 3072], [0, 9]);
                DigitsMat.Write(folder.At("synth_test_32x32.mat"), new byte[3072], [5]);
                return 2;
            case "gtsrb" when inside.Length > 0:
                const string Header = "Filename;Width;Height;Roi.X1;Roi.Y1;Roi.X2;Roi.Y2;ClassId\n";
                folder.Write(inside + "Final_Training/Images/00001/00000_00000.ppm", GtsrbTests.Ppm(5, 4, (_, _) => 1));
                folder.Write(inside + "Final_Training/Images/00001/GT-00001.csv", Header + "00000_00000.ppm;5;4;1;1;3;2;1\n");
                folder.Write(inside + "Final_Test/Images/00000.ppm", GtsrbTests.Ppm(5, 4, (_, _) => 1));
                folder.Write("GT-final_test.csv", Header + "00000.ppm;5;4;1;1;3;2;1\n");
                return 4;
            case "gtsrb":
                TestImages.WritePng(folder.At("Train", "1", "00001_00000_00000.png"), 40, 40, (x, y) => new((byte)(x * y), (byte)x, 3));
                TestImages.WritePng(folder.At("Test", "00000.png"), 4, 4, (_, _) => SKColors.Red);
                TestImages.WritePng(folder.At("Meta", "0.png"), 4, 4, (_, _) => SKColors.Red);
                folder.Write("Train.csv", "Width,Height,Roi.X1,Roi.Y1,Roi.X2,Roi.Y2,ClassId,Path\n40,40,1,1,3,3,1,Train/1/00001_00000_00000.png\n");
                folder.Write("Test.csv", "Width,Height,Roi.X1,Roi.Y1,Roi.X2,Roi.Y2,ClassId,Path\n4,4,1,1,3,3,1,Test/00000.png\n");
                return 5;
            case "syn_signs":
                TestImages.WritePng(folder.At("train", "7.png"), 40, 40, (x, y) => new((byte)(x * y), (byte)x, 3));
                folder.Write("train_labelling.txt", "train/7.png 3 0.5\n");
                return 2;
            case "usps":
                foreach (var part in new[] { "train", "test" })
                {
                    folder.Write($"usps-{part}-images-idx3-ubyte.gz", Idx.Gzip(Idx.Images(10, 16, 16)));
                    folder.Write($"usps-{part}-labels-idx1-ubyte.gz", Idx.Gzip(Idx.Labels(10)));
                }

                return 4;
            case "office31":
                foreach (var domain in new[] { "amazon", "webcam", "dslr" })
                {
                    foreach (var name in Office31.ClassNames)
                    {
                        TestImages.WriteJpeg(folder.At(domain, "images", name, "frame_0001.jpg"), 4, 4, (_, _) => SKColors.Red);
                    }
                }

                return 93;
            default:
                using (var tensor = TorchSharp.torch.ones(30))
                {
                    Safetensors.Write(folder.At("squeezenet1_0.safetensors"), new Dictionary<string, TorchSharp.torch.Tensor>(StringComparer.Ordinal) { ["w"] = tensor });
                }

                return 1;
        }
    }

    private static async Task<string> Refusal(string set, TemporaryFolder folder, string? from = null)
    {
        var refusal = await Record.ExceptionAsync(() => DataFetcher.FetchAsync(set, DataHome.Find(folder.Path), from, cancellation: TestContext.Current.CancellationToken));
        Assert.NotNull(refusal);
        Assert.True(refusal is DataFetchException or UnknownChoiceException, refusal.ToString());
        return refusal.Message;
    }
}
