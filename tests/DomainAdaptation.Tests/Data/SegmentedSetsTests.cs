using SkiaSharp;
using TorchSharp;

namespace DomainAdaptation.Tests;

/// <summary>Sets with a class for each pixel, read from files made in their published layouts.</summary>
public sealed class SegmentedSetsTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private DataHome Home => DataHome.Find(folder.Path);

    [Fact]
    public void The_real_CamVid_has_its_classes_in_both_domains()
    {
        var home = RealData.Home("camvid");
        foreach (var domain in CamVid.Domains)
        {
            var frames = CamVid.Read(home, domain, 45, 60);
            Assert.StartsWith($"CamVid {domain} (", frames.Name, StringComparison.Ordinal);
            Assert.Equal([3L, 45, 60], frames.SampleShape);
            Assert.Equal(Enumerable.Range(0, 12).Select(c => (byte)c), frames.Labels.data<byte>().Distinct().Order());
        }
    }

    [Fact]
    public void CamVid_with_eleven_classes_is_parted_by_the_names_of_its_frames()
    {
        foreach (var (part, frame) in new[] { ("train", "0006R0_f02"), ("test", "0006R0_f01"), ("val", "0001TP_01"), ("train", "0016E5_01") })
        {
            TestImages.WritePng(folder.At("camvid", part, frame + ".png"), 8, 4, (_, _) => SKColors.Gray);
            Map($"camvid/{part}annot/{frame}.png", (x, _) => frame.EndsWith('2') ? 2 : x < 4 ? 1 : CamVid.Void);
        }

        var day = CamVid.Read(Home, "day", 4, 8);
        Assert.Equal(2, day.Count);
        Assert.Equal([1, 1, 1, 1, 11, 11, 11, 11], day.Labels[0, 0].data<byte>().ToArray()); // f01 before f02, wherever it lies
        Assert.Equal(1, CamVid.Read(Home, "dusk", 4, 8).Count);
        Assert.Equal(6, CamVid.Files(Home).Count());
        Assert.Contains(CamVid.Files(Home), f => f.To == Path.Combine("dusk", "labels", "0001TP_01.png"));
        Assert.Throws<UnknownChoiceException>(() => CamVid.Read(Home, "night"));
    }

    [Fact]
    public void Labels_of_another_size_come_from_the_nearest_pixel_and_are_never_mixed()
    {
        TestImages.WritePng(folder.At("camvid", "day", "images", "a.png"), 8, 4, (_, _) => SKColors.Gray);
        Map("camvid/day/labels/a.png", (x, _) => x % 2 == 0 ? 3 : 9);
        Assert.Equal([3, 9], CamVid.Read(Home, "day", 2, 8).Labels.data<byte>().Distinct().Order().ToArray());
        Assert.Equal([2L, 16], CamVid.Read(Home, "day", 2, 16).Labels[0].shape);
    }

    [Theory]
    [InlineData(true, "is in colour: a map of classes has their numbers as gray levels")]
    [InlineData(false, "there is a pixel of class 12, but 11 classes are numbered 0 to 10, and 11 counts nowhere")]
    public void A_map_that_is_none_is_told(bool colour, string says)
    {
        TestImages.WritePng(folder.At("camvid", "day", "images", "a.png"), 8, 4, (_, _) => SKColors.Gray);
        Assert.Contains("has no labels: there is no", Assert.Throws<InvalidDataException>(() => CamVid.Read(Home, "day")).Message, StringComparison.Ordinal);
        TestImages.WritePng(folder.At("camvid", "day", "labels", "a.png"), 8, 4, (_, _) => colour ? SKColors.Red : new SKColor(12, 12, 12));
        Assert.Contains(says, Assert.Throws<InvalidDataException>(() => CamVid.Read(Home, "day", 4, 8)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Cityscapes_and_GTA5_have_the_nineteen_classes_of_their_ids()
    {
        // road 7, car 26, bicycle 33; 0, 10 and 34 count nowhere.
        int[] ids = [7, 26, 33, 0, 10, 34, 7, 7];
        foreach (var split in new[] { "train", "val" })
        {
            TestImages.WritePng(folder.At("cityscapes", "leftImg8bit", split, "ulm", "ulm_0_0_leftImg8bit.png"), 8, 4, (_, _) => SKColors.Gray);
            Map($"cityscapes/gtFine/{split}/ulm/ulm_0_0_gtFine_labelIds.png", (x, _) => ids[x]);
        }

        TestImages.WritePng(folder.At("gta5", "images", "00001.png"), 8, 4, (_, _) => SKColors.Gray);
        SKColor[] colours = [new(128, 64, 128), new(0, 0, 142), new(119, 11, 32), new(0, 0, 0), new(81, 0, 81), new(1, 2, 3), new(128, 64, 128), new(128, 64, 128)];
        TestImages.WritePng(folder.At("gta5", "labels", "00001.png"), 8, 4, (x, _) => colours[x]);
        foreach (var domain in new[] { StreetScenes.Cityscapes(Home, "train", 4, 8), StreetScenes.Gta5(Home, 4, 8) })
        {
            Assert.Equal([0, 13, 18, 255, 255, 255, 0, 0], domain.Labels[0, 0].data<byte>().ToArray());
            Assert.Equal(StreetScenes.Task, domain.Task);
        }

        Assert.Equal(["road", "car", "bicycle"], new[] { 0, 13, 18 }.Select(c => StreetScenes.ClassNames[c]));
        Assert.Equal(
            [Path.Combine("leftImg8bit", "train", "ulm", "ulm_0_0_leftImg8bit.png"), Path.Combine("gtFine", "train", "ulm", "ulm_0_0_gtFine_labelIds.png")],
            StreetScenes.CityscapesFiles(Home).Take(2).Select(f => f.To));
        Assert.Equal(Path.Combine("labels", "00001.png"), StreetScenes.Gta5Files(Home).Last().To);
        Assert.Throws<DataNotFoundException>(() => StreetScenes.Cityscapes(Home, "test"));
    }

    [Fact]
    public void Levels_of_another_depth_are_refused_for_they_would_be_other_classes()
    {
        TestImages.WritePng(folder.At("camvid", "day", "images", "a.png"), 8, 4, (_, _) => SKColors.Gray);
        TestImages.WriteJpeg(folder.At("camvid", "day", "labels", "a.png"), 8, 4, (_, _) => new SKColor(3, 3, 3));
        Assert.Contains("no PNG file of 8 bits a level", Assert.Throws<InvalidDataException>(() => CamVid.Read(Home, "day", 4, 8)).Message, StringComparison.Ordinal);
    }

    private void Map(string path, Func<int, int, int> label) =>
        TestImages.WritePng(folder.At(path.Split('/')), 8, 4, (x, y) => new SKColor((byte)label(x, y), (byte)label(x, y), (byte)label(x, y)));
}
