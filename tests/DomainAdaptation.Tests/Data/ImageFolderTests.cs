using SkiaSharp;

namespace DomainAdaptation.Tests;

public sealed class ImageFolderTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void What_is_written_is_read_back_and_without_labels_the_folders_mean_nothing()
    {
        var digits = DrawnDigits.Source(12, seed: 1);
        ImageFolder.Write(digits, folder.At("digits"));
        var read = ImageFolder.Read("digits", folder.At("digits"), 28, 28);
        Assert.Equal(digits.ClassCount, read.ClassNames.Count);
        var order = digits.Labels.data<long>().ToArray().Select((label, i) => (label, i)).OrderBy(p => p.label).ThenBy(p => p.i).Select(p => (long)p.i).ToArray();
        Assert.Equal(digits.Samples.index_select(0, TorchSharp.torch.tensor(order)).data<byte>().ToArray(), read.Domain.Samples.data<byte>().ToArray());

        var unlabelled = ImageFolder.ReadUnlabelled("mine", folder.Path, 28, 28);
        Assert.Equal("mine (12 images)", unlabelled.Name);
        Assert.Equal(12, unlabelled.Count);
        var empty = Directory.CreateDirectory(folder.At("empty")).FullName;
        Assert.Contains(empty, Assert.Throws<InvalidDataException>(() => ImageFolder.ReadUnlabelled("mine", empty, 28, 28)).Message, StringComparison.Ordinal);
        Assert.Throws<DataNotFoundException>(() => ImageFolder.ReadUnlabelled("mine", folder.At("nowhere"), 28, 28));
    }

    [Fact]
    public void More_than_a_hundred_classes_keep_their_order()
    {
        var many = LabelledDomain.FromImages("many", [.. Enumerable.Range(0, 101 * 3).Select(i => (byte)(i / 3))], [.. Enumerable.Range(0, 101)], 1, 1, classCount: 101);
        ImageFolder.Write(many, folder.Path);
        Assert.Equal(many.Samples.data<byte>().ToArray(), ImageFolder.Read("many", folder.Path, 1, 1).Domain.Samples.data<byte>().ToArray());
    }

    [Fact]
    public void Classes_are_folders_in_the_order_of_their_names()
    {
        TestImages.WritePng(folder.At("b", "2.png"), 8, 4, (_, _) => SKColors.Blue);
        TestImages.WritePng(folder.At("b", "10.png"), 3, 3, (_, _) => SKColors.Red);
        TestImages.WriteJpeg(folder.At("a", "x.jpg"), 4, 4, (_, _) => SKColors.White);
        folder.Write("a/._x.jpg", "not an image");
        folder.Write("a/notes.txt", "not an image");
        folder.Write("c/y.ppm", GtsrbTests.Ppm(2, 2, (_, _) => 9));
        Directory.CreateDirectory(folder.At(".hidden"));
        var read = ImageFolder.Read("things", folder.Path, height: 2, width: 4);
        Assert.Equal("things (4 images)", read.Domain.Name);
        Assert.Equal(["a", "b", "c"], read.ClassNames);
        Assert.Equal(3, read.Domain.ClassCount);
        Assert.Equal([0L, 1, 1, 2], read.Domain.Labels.data<long>().ToArray());
        Assert.Equal(["x.jpg", "10.png", "2.png", "y.ppm"], read.Files.Select(Path.GetFileName));
        Assert.Equal([4L, 2, 4, 3], read.Domain.Samples.shape);
        Assert.Equal([255, 0, 0], read.Domain.Samples[1, 1, 3].data<byte>().ToArray());
        Assert.Equal([9, 9, 9], read.Domain.Samples[3, 1, 3].data<byte>().ToArray());
        Assert.Equal(["c", "a"], ImageFolder.Read("two", folder.Path, 2, 2, ["c", "a"]).ClassNames);
    }

    [Fact]
    public void What_is_no_folder_of_images_is_refused()
    {
        Assert.Contains(folder.At("nowhere"), Assert.Throws<DataNotFoundException>(() => ImageFolder.Read("x", folder.At("nowhere"), 2, 2)).Message, StringComparison.Ordinal);
        Assert.Contains("holds 0 folders", Refusal(), StringComparison.Ordinal);
        TestImages.WritePng(folder.At("a", "1.png"), 8, 4, (_, _) => SKColors.Blue);
        Directory.CreateDirectory(folder.At("b"));
        Assert.Contains($"{folder.At("b")} holds no images", Refusal(), StringComparison.Ordinal);
        folder.Write("b/1.png", "no image");
        Assert.Contains($"{folder.At("b", "1.png")} is no image", Refusal(), StringComparison.Ordinal);
        Assert.Contains($"{folder.At("z")} is missing", Assert.Throws<InvalidDataException>(() => ImageFolder.Read("x", folder.Path, 2, 2, ["a", "z"])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void More_than_a_domain_can_hold_is_refused()
    {
        TestImages.WritePng(folder.At("a", "1.png"), 8, 4, (_, _) => SKColors.Blue);
        TestImages.WritePng(folder.At("b", "1.png"), 8, 4, (_, _) => SKColors.Blue);
        Assert.Contains("2 GiB", Assert.Throws<InvalidDataException>(() => ImageFolder.Read("x", folder.Path, 30_000, 30_000)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_real_Office_31_has_31_classes_in_each_domain()
    {
        var home = RealData.Home("office31");
        var dslr = Office31.Dslr(home, size: 32);
        Assert.Equal("Office-31 dslr (498 images)", dslr.Name);
        Assert.Equal(31, dslr.ClassCount);
        Assert.Equal(31, dslr.Labels.data<long>().Distinct().Count());
        Assert.Equal(4110, Office31.Files(home).Count());
    }

    [Fact]
    public void A_missing_class_of_Office_31_is_told()
    {
        TestImages.WritePng(folder.At("office31", "dslr", "images", "back_pack", "1.png"), 8, 4, (_, _) => SKColors.Blue);
        Assert.Contains("bike is missing", Assert.Throws<InvalidDataException>(() => Office31.Dslr(DataHome.Find(folder.Path))).Message, StringComparison.Ordinal);
    }

    private string Refusal() => Assert.Throws<InvalidDataException>(() => ImageFolder.Read("x", folder.Path, 2, 2)).Message;
}
