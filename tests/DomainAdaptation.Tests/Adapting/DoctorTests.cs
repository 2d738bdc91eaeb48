using SkiaSharp;

namespace DomainAdaptation.Tests;

/// <summary>Each thing that may be wrong with folders of images, built and found; and folders of which nothing is said.</summary>
public sealed class DoctorTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Of_clean_folders_nothing_is_said()
    {
        Fill("source/a", 6);
        Fill("source/b", 6, from: 10);
        Fill("target", 6, from: 20);
        Assert.Empty(Findings());
    }

    public static TheoryData<string, string, bool> Cases => new()
    {
        // What is done to the clean folders, what is found, whether it is a warning.
        { "source/b/broken.png", "passed over in the source", true },
        { "source/b/scan.tif", "passed over in the source", false },
        { "target/notes.txt", "passed over in the target", false },
        { "copy source/a/0.png to target/copy.png", "the same image in source and target", true },
        { "copy source/a/0.png to source/b/copy.png", "the same image in two classes", true },
        { "copy source/a/0.png to source/a/copy.png", "the same image twice in the source", false },
        { "copy source/a/0.png to test/a/copy.png", "the same image in source and test set", true },
        { "fill source/A", "names that differ in case", true },
        { "fill source/few 2", "classes of few images", true },
        { "fill source/c 70", "uneven classes", false },
        { "fill test/a", "classes without images in the test set", false },
        { "fill test/A", "classes of the test set that the source has not", true },
        { "source/c/broken.jpg", "classes without an image that can be read", true },
        { "fill source/c tiny", "tiny images in the source", false },
        { "fill target gray", "gray and colour", false },
        { "numbers", "numbers sorted as text", false },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void What_is_wrong_is_found_counted_and_named(string what, string about, bool isWarning)
    {
        if (what == "numbers")
        {
            Fill("source/1", 6);
            Fill("source/2", 6, from: 10);
            Fill("source/10", 6, from: 30);
        }
        else
        {
            Fill("source/a", 6);
            Fill("source/b", 6, from: 10);
        }

        Fill("target", what.EndsWith("gray", StringComparison.Ordinal) ? 0 : 6, from: 20);
        var words = what.Split(' ');
        switch (words[0])
        {
            case "copy":
                Directory.CreateDirectory(Path.GetDirectoryName(At(words[3]))!);
                File.Copy(At(words[1]), At(words[3]));
                break;
            case "fill":
                Fill(words[1], words is [_, _, var n] && int.TryParse(n, out var count) ? count : 6, from: 40, size: words[^1] == "tiny" ? 8 : 64, gray: words[^1] == "gray");
                break;
            case "numbers":
                break;
            default:
                folder.Write(what, "no image");
                break;
        }

        var finding = Assert.Single(Findings(), f => f.About == about);
        Assert.Equal(isWarning, finding.IsWarning);
        Assert.Equal(finding.Examples is null ? 0 : 1, Math.Min(1, finding.Count));
    }

    [Fact]
    public void Many_files_with_one_fault_are_one_line()
    {
        Fill("source/a", 6);
        Fill("source/b", 6, from: 10);
        Fill("target", 6, from: 20);
        for (var i = 0; i < 5; i++)
        {
            File.CreateSymbolicLink(At($"target/link{i}.png"), At("nowhere"));
        }

        Assert.Equal("Warning, passed over in the target (5): is a link to nothing. Such as link0.png, link1.png, link2.png, ….", Assert.Single(Findings()).ToString());
    }

    private IReadOnlyList<Finding> Findings()
    {
        using var network = ImageNetwork.Of("small");
        ImageSet Read(string role, ImageListing listing) => ImageSet.Read(role, listing, network, ImageViews.None, DataHome.Find(folder.At("data")), _ => { }, _ => { }, default);
        if (Directory.Exists(At("test")) && !Directory.Exists(At("test/a")))
        {
            TestImages.WritePng(Path.Combine(At("test/b"), "b.png"), 64, 64, (x, _) => new(1, (byte)x, 90)); // of one class at least it has images
        }

        var source = ImageListing.Labelled(At("source"));
        List<ImageSet> sets = [Read("source", source), Read("target", ImageListing.Unlabelled(At("target")))];
        if (Directory.Exists(At("test")))
        {
            sets.Add(Read("test", ImageListing.Labelled(At("test"), source.ClassNames)));
        }

        return DataDoctor.Examine(sets);
    }

    private string At(string path) => folder.At(path.Split('/'));

    private void Fill(string place, int count, int from = 0, int size = 64, bool gray = false)
    {
        for (var i = 0; i < count; i++)
        {
            var shade = (byte)(from + i);
            TestImages.WritePng(Path.Combine(At(place), $"{i}.png"), size, size, (x, _) => gray ? new((byte)x, (byte)x, (byte)x) : new(shade, (byte)x, 200));
        }
    }
}
