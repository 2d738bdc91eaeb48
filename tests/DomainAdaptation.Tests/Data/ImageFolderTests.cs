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
        Assert.Equal("mine (12 images)", unlabelled.Domain.Name);
        Assert.Equal(12, unlabelled.Domain.Count);
        Assert.Equal(12, unlabelled.Files.Count);
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
        Assert.Equal([("._x.jpg", "hidden, by its name"), (".hidden", "a hidden folder, by its name"), ("notes.txt", "no image, by its name")],
            read.Skipped.Select(s => (Path.GetFileName(s.Path), s.Reason)).Order());
    }

    // A network knows classes by number; folders are matched by name, so that a missing one shifts nothing.
    [Fact]
    public void A_test_folder_is_matched_by_the_names_of_the_classes()
    {
        foreach (var (name, colour) in new[] { ("cat", SKColors.Red), ("horse", SKColors.Blue), ("zebra", SKColors.White) })
        {
            TestImages.WritePng(folder.At(name, "1.png"), 4, 4, (_, _) => colour);
        }

        var read = ImageFolder.Read("test", folder.Path, 2, 2, ["cat", "dog", "horse"]);
        Assert.Equal(["cat", "dog", "horse"], read.ClassNames);
        Assert.Equal([0L, 2], read.Domain.Labels.data<long>().ToArray());
        Assert.Equal(3, read.Domain.ClassCount);
        Assert.Equal("1 images of zebra, which is none of the classes", Assert.Single(read.Skipped).Reason);
        Assert.Equal("1 images of cat, which is none of the classes; Cat is, written so", ImageFolder.Read("test", folder.Path, 2, 2, ["Cat", "horse", "zebra"]).Skipped[0].Reason);
        Assert.Contains("holds no images of the classes ant, bee", Assert.Throws<InvalidDataException>(() => ImageFolder.Read("test", folder.Path, 2, 2, ["ant", "bee"])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void All_images_below_a_class_are_of_it_and_what_is_passed_over_is_told_alike_with_labels_and_without()
    {
        TestImages.WritePng(folder.At("set", "a", "2019", "1.png"), 4, 4, (_, _) => SKColors.Red);
        TestImages.WritePng(folder.At("set", "a", ".ipynb_checkpoints", "1.png"), 4, 4, (_, _) => SKColors.Red);
        TestImages.WritePng(folder.At("set", "b", "1.PNG"), 4, 4, (_, _) => SKColors.Red);
        TestImages.WritePng(folder.At("set", "loose.png"), 4, 4, (_, _) => SKColors.Red);
        TestImages.WritePng(folder.At("set", "__MACOSX", "b", "1.png"), 4, 4, (_, _) => SKColors.Red);
        TestImages.WritePng(folder.At("other", "1.png"), 4, 4, (_, _) => SKColors.Red);
        folder.Write("set/b/scan.tif", "x");
        folder.Write("set/empty/readme.txt", "x");
        File.CreateSymbolicLink(folder.At("set", "b", "up"), folder.At("set"));
        File.CreateSymbolicLink(folder.At("set", "b", "itself"), folder.At("set", "b"));
        File.CreateSymbolicLink(folder.At("set", "b", "more"), folder.At("other"));
        File.CreateSymbolicLink(folder.At("set", "all"), folder.Path);

        var labelled = ImageFolder.Read("x", folder.At("set"), 2, 2);
        Assert.Equal(["a/2019/1.png", "b/1.PNG", "b/more/1.png"], labelled.Files.Select(f => Path.GetRelativePath(folder.At("set"), f)));
        Assert.Equal(["a", "b"], labelled.ClassNames);
        Assert.Equal(
            [".ipynb_checkpoints", "__MACOSX", "all", "empty", "itself", "loose.png", "readme.txt", "scan.tif", "up"],
            labelled.Skipped.Select(s => Path.GetFileName(s.Path)).Order(StringComparer.Ordinal));

        var unlabelled = ImageFolder.ReadUnlabelled("x", folder.At("set"), 2, 2);
        Assert.Equal(["a/2019/1.png", "b/1.PNG", "b/more/1.png", "loose.png"], unlabelled.Files.Select(f => Path.GetRelativePath(folder.At("set"), f)));
        Assert.Contains(unlabelled.Skipped, s => s.Path == folder.At("set", "b", "scan.tif") && s.Reason.Contains("convert it", StringComparison.Ordinal));
        Assert.Contains(unlabelled.Skipped, s => s.Path == folder.At("set", "b", "up") && s.Reason == "a link to a folder that encloses it");
    }

    [Fact]
    public void A_file_that_cannot_be_read_can_be_passed_over()
    {
        TestImages.WritePng(folder.At("a", "1.png"), 4, 4, (_, _) => SKColors.Red);
        TestImages.WritePng(folder.At("b", "3.png"), 4, 4, (_, _) => SKColors.Blue);
        folder.Write("b/1.png", "no image");
        folder.Write("b/2.jpg", "");
        var read = ImageFolder.Read("x", folder.Path, 2, 2, skipUnreadable: true);
        Assert.Equal("x (2 images)", read.Domain.Name);
        Assert.Equal([0L, 1], read.Domain.Labels.data<long>().ToArray());
        Assert.Equal([255, 0, 0, 0, 0, 255], read.Domain.Samples[.., 0, 0].data<byte>().ToArray());
        Assert.Equal(["is no image: it holds no JPEG, PNG, GIF, BMP, WebP or PPM. Remove it, or fetch it again", "is empty; it should be an image"], read.Skipped.Select(s => s.Reason));
        Assert.Equal(2, ImageFolder.ReadUnlabelled("x", folder.At("b"), 2, 2, skipUnreadable: true).Skipped.Count);
        File.Delete(folder.At("b", "3.png"));
        Assert.Contains("None of the 2 images", Assert.Throws<InvalidDataException>(() => ImageFolder.ReadUnlabelled("x", folder.At("b"), 2, 2, skipUnreadable: true)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1.png,cat\n\"two, words.png\",\"dog, big\"\nsub/3.png,cat")]
    [InlineData("path,label\n1.png,cat\r\n\"two, words.png\",\"dog, big\"\nsub/3.png,cat\n\n")]
    [InlineData("1.png\tcat\ntwo, words.png\tdog, big\nsub/3.png\tcat")]
    public void A_list_names_files_and_labels(string list)
    {
        foreach (var name in new[] { "1.png", "two, words.png", "sub/3.png" })
        {
            TestImages.WritePng(folder.At(name), 4, 4, (_, _) => SKColors.Red);
        }

        folder.Write("list.csv", list);
        var read = ImageFolder.Read("x", folder.At("list.csv"), 2, 2);
        Assert.Equal(["cat", "dog, big"], read.ClassNames);
        Assert.Equal(["1.png", "3.png", "two, words.png"], read.Files.Select(Path.GetFileName));
        Assert.Equal([0L, 0, 1], read.Domain.Labels.data<long>().ToArray());
        Assert.Equal(["1.png", "two, words.png", "3.png"], ImageFolder.ReadUnlabelled("x", folder.At("list.csv"), 2, 2).Files.Select(Path.GetFileName));
    }

    [Theory]
    [InlineData("1.png", "line 1: it has no label")]
    [InlineData("1.png,cat\nnowhere.png,dog", "line 2: there is no file")]
    [InlineData("1.png,cat\n1.png,dog", "line 2: \"1.png\" is listed twice")]
    [InlineData(",cat", "line 1: \",cat\" names no file")]
    [InlineData("", "lists no images")]
    public void A_list_that_is_none_is_refused(string list, string says)
    {
        TestImages.WritePng(folder.At("1.png"), 4, 4, (_, _) => SKColors.Red);
        folder.Write("list.csv", list);
        Assert.Contains(says, Assert.Throws<InvalidDataException>(() => ImageFolder.Read("x", folder.At("list.csv"), 2, 2)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_no_folder_of_images_is_refused()
    {
        Assert.Contains(folder.At("nowhere"), Assert.Throws<DataNotFoundException>(() => ImageFolder.Read("x", folder.At("nowhere"), 2, 2)).Message, StringComparison.Ordinal);
        Assert.Contains("holds 0 folders", Refusal(), StringComparison.Ordinal);
        TestImages.WritePng(folder.At("a", "1.png"), 8, 4, (_, _) => SKColors.Blue);
        Directory.CreateDirectory(folder.At("b"));
        Assert.Contains("holds 1 folders with images", Refusal(), StringComparison.Ordinal);
        folder.Write("b/1.png", "no image");
        Assert.Contains($"{folder.At("b", "1.png")} is no image", Refusal(), StringComparison.Ordinal);
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
        Assert.Equal(4110, Office31.Set.Files(home).Count());
    }

    [Fact]
    public void A_missing_class_of_Office_31_is_told()
    {
        TestImages.WritePng(folder.At("office31", "dslr", "images", "back_pack", "1.png"), 8, 4, (_, _) => SKColors.Blue);
        Assert.Contains("bike is missing", Assert.Throws<InvalidDataException>(() => Office31.Dslr(DataHome.Find(folder.Path))).Message, StringComparison.Ordinal);
    }

    private string Refusal() => Assert.Throws<InvalidDataException>(() => ImageFolder.Read("x", folder.Path, 2, 2)).Message;
}
