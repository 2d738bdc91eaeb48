using System.Text;
using SkiaSharp;

namespace DomainAdaptation.Tests;

public sealed class GtsrbTests : IDisposable
{
    private const string Kaggle = "Width,Height,Roi.X1,Roi.Y1,Roi.X2,Roi.Y2,ClassId,Path\n";
    private const string Official = "Filename;Width;Height;Roi.X1;Roi.Y1;Roi.X2;Roi.Y2;ClassId\r\n";

    private readonly TemporaryFolder folder = new();

    private DataHome Home => DataHome.Find(folder.Path);

    public void Dispose() => folder.Dispose();

    [Fact]
    public void The_official_layout_is_cropped_to_the_sign()
    {
        // 5 columns and 4 rows; the sign are columns 1 to 3 and rows 1 to 2.
        foreach (var track in new[] { "00000_00000", "00000_00001", "00001_00000" })
        {
            folder.Write($"gtsrb/GTSRB/Final_Training/Images/00003/{track}.ppm", Ppm(5, 4, (x, y) => x is >= 1 and <= 3 && y is >= 1 and <= 2 ? (byte)90 : (byte)255));
        }

        folder.Write("gtsrb/GTSRB/Final_Training/Images/00003/GT-00003.csv", Official + "00000_00000.ppm;5;4;1;1;3;2;3\r\n00000_00001.ppm;5;4;0;0;4;3;3\r\n00001_00000.ppm;5;4;1;1;3;2;3\r\n");
        folder.Write("gtsrb/GTSRB/Final_Test/Images/00000.ppm", Ppm(5, 4, (_, _) => 7));
        folder.Write("gtsrb/GT-final_test.csv", Official + "00000.ppm;5;4;1;1;3;2;42\r\n");

        var train = Gtsrb.TrainTracks(Home, size: 2);
        Assert.Equal("GTSRB train (3 images)", train.All.Name);
        Assert.Equal([0, 0, 1], train.Tracks);
        var pixels = train.All.Samples.data<byte>().ToArray();
        Assert.All(pixels[..12], p => Assert.Equal(90, p));
        Assert.All(pixels[24..], p => Assert.Equal(90, p));
        Assert.Contains(pixels[12..24], p => p > 90);
        var test = Gtsrb.Test(Home, size: 3);
        Assert.Equal([42L], test.Labels.data<long>().ToArray());
        Assert.All(test.Samples.data<byte>().ToArray(), p => Assert.Equal(7, p));
    }

    [Fact]
    public void An_image_of_another_size_than_the_table_says_has_been_cropped_before()
    {
        TestImages.WritePng(folder.At("gtsrb", "Train", "0", "00000_00002_00003.png"), 4, 4, (x, _) => x < 2 ? SKColors.Red : SKColors.Blue);
        folder.Write("gtsrb/Train.csv", Kaggle + "40,40,20,20,39,39,0,Train/0/00000_00002_00003.png\n");
        var train = Gtsrb.Train(Home, size: 4);
        Assert.Equal([4L * 2, 0, 4L * 2], [Sum(train, 0) / 255, Sum(train, 1), Sum(train, 2) / 255]);
    }

    [Theory]
    [InlineData("00000_00000.ppm;5;4;1;1;6;2;3", "a rectangle outside the image")]
    [InlineData("00000_00000.ppm;0;0;0;0;0;0;3", "a rectangle outside the image")]
    [InlineData("00000_00000.ppm;5;4;3;1;1;2;3", "a rectangle outside the image")]
    [InlineData("00000_00000.ppm;5;4;1;1;3;2;43", "not one of 0 to 42")]
    [InlineData("00000_00000.ppm;5;4;1;1;3;2", "should hold 8 values")]
    [InlineData("00000_00000.ppm;5;4;1;1;3;x;3", "Roi.Y2 a whole number")]
    [InlineData("../00000_00000.ppm;5;4;1;1;3;2;3", "no file within the folder")]
    [InlineData("a.ppm;5;4;1;1;3;2;3\na.ppm;5;4;1;1;3;2;3", "listed twice")]
    public void A_bad_line_is_refused_with_its_number(string line, string reason)
    {
        var message = Assert.Throws<InvalidDataException>(() => GtsrbTable.Parse(Encoding.UTF8.GetBytes(Official + line), "GT.csv", "images")).Message;
        Assert.StartsWith("GT.csv, line ", message, StringComparison.Ordinal);
        Assert.Contains(reason, message, StringComparison.Ordinal);
    }

    [Fact]
    public void Columns_may_come_in_any_order_but_must_be_there()
    {
        var rows = GtsrbTable.Parse("\uFEFFClassId,Path,Roi.X1,Roi.Y1,Roi.X2,Roi.Y2,Width,Height\n7,Train/7/00007_00001_00002.png,1,2,3,4,10,20\n"u8.ToArray(), "Train.csv", "images");
        Assert.Equal(new(Path.GetFullPath(Path.Combine("images", "Train", "7", "00007_00001_00002.png")), 10, 20, 1, 2, 3, 4, 7), rows.Single());
        Assert.Equal("7/00001", rows[0].Track);
        Assert.Contains("should name the columns", Assert.Throws<InvalidDataException>(() => GtsrbTable.Parse("Width,Height\n"u8.ToArray(), "Train.csv", "images")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_missing_is_told()
    {
        Assert.Contains("-- gtsrb", Assert.Throws<DataNotFoundException>(() => Gtsrb.Train(Home)).Message, StringComparison.Ordinal);
        folder.Write("gtsrb/Train.csv", Kaggle + "40,40,0,0,39,39,0,Train/0/a.png\n");
        Assert.Contains("a.png is in the table", Assert.Throws<InvalidDataException>(() => Gtsrb.Train(Home)).Message, StringComparison.Ordinal);
        folder.Write("gtsrb/Final_Test/Images/00000.ppm", Ppm(5, 4, (_, _) => 7));
        Assert.Contains("no GT-final_test.csv", Assert.Throws<DataNotFoundException>(() => Gtsrb.Test(Home)).Message, StringComparison.Ordinal);
        folder.Write("gtsrb/Final_Training/Images/00000/00000_00000.ppm", Ppm(5, 4, (_, _) => 7));
        Assert.Contains("GT-00000.csv is missing", Assert.Throws<InvalidDataException>(() => Gtsrb.Train(Home)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_link_out_of_the_folder_is_not_followed()
    {
        folder.Write("elsewhere.png", "x");
        folder.Write("gtsrb/Train.csv", Kaggle + "40,40,0,0,39,39,0,Train/0/a.png\n");
        Directory.CreateDirectory(folder.At("gtsrb", "Train", "0"));
        File.CreateSymbolicLink(folder.At("gtsrb", "Train", "0", "a.png"), folder.At("elsewhere.png"));
        Assert.Contains("a link leads out of", Assert.Throws<InvalidDataException>(() => Gtsrb.Train(Home)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_real_set_is_read()
    {
        var home = RealData.Home("gtsrb");
        var train = Gtsrb.TrainTracks(home);
        Assert.Equal(43, train.All.Labels.data<long>().Distinct().Count());
        Assert.Equal([3L, 40, 40], train.All.SampleShape);
        // A frame is far more like the next one of its track than like the next track's.
        var pixels = train.All.Samples.data<byte>().ToArray();
        double within = 0, between = 0;
        int withins = 0, betweens = 0;
        foreach (var (a, b) in Enumerable.Range(0, train.All.Count - 1).Select(i => (i, i + 1)))
        {
            var difference = Enumerable.Range(0, 4800).Average(p => Math.Abs(pixels[(a * 4800) + p] - pixels[(b * 4800) + p]));
            if (train.Tracks[a] == train.Tracks[b])
            {
                (within, withins) = (within + difference, withins + 1);
            }
            else
            {
                (between, betweens) = (between + difference, betweens + 1);
            }
        }

        Assert.True(within / withins < 0.6 * between / betweens, $"{within / withins:0.0} within, {between / betweens:0.0} between");
        Assert.Contains("GTSRB test (", Gtsrb.Test(home).Name, StringComparison.Ordinal);
    }

    internal static byte[] Ppm(int width, int height, Func<int, int, byte> value) =>
    [
        .. Encoding.ASCII.GetBytes($"P6\n# a test\n{width} {height}\n255\n"),
        .. from y in Enumerable.Range(0, height) from x in Enumerable.Range(0, width) from _ in Enumerable.Range(0, 3) select value(x, y),
    ];

    private static long Sum(LabelledDomain domain, int channel) => domain.Samples.select(3, channel).sum().item<long>();
}
