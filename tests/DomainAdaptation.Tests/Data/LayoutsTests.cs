using SkiaSharp;

namespace DomainAdaptation.Tests;

/// <summary>Sets as other tools lay them out are found where they lie.</summary>
public sealed class LayoutsTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("mnist", "-idx")]
    [InlineData("MNIST/raw", "-idx")] // torchvision
    [InlineData("mnist/MNIST/raw", "-idx")]
    [InlineData("mnist", ".idx")] // as some archives call them
    [InlineData(".", ".idx")]
    public void Mnist_is_found(string place, string dash)
    {
        foreach (var (part, kind, bytes) in new[] { ("t10k", "images", new byte[] { 0, 0, 8, 3, 0, 0, 0, 1, 0, 0, 0, 28, 0, 0, 0, 28 }.Concat(new byte[784]).ToArray()), ("t10k", "labels", [0, 0, 8, 1, 0, 0, 0, 1, 7]) })
        {
            var path = folder.At([.. place.Split('/'), $"{part}-{kind}{dash}{(kind == "images" ? 3 : 1)}-ubyte"]);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllBytes(path, bytes);
        }

        Assert.Equal([7L], Mnist.Test(DataHome.Find(folder.Path)).Labels.data<long>().ToArray());
    }

    [Theory]
    [InlineData("gtsrb/GTSRB/Final_Training/Images")]
    [InlineData("gtsrb/GTSRB/Training")] // torchvision
    [InlineData("gtsrb/Training")]
    public void Gtsrb_is_found_and_what_a_Mac_packed_beside_it_blocks_nothing(string place)
    {
        folder.Write($"{place}/00003/00000_00000.ppm", GtsrbTests.Ppm(5, 4, (_, _) => 7));
        folder.Write($"{place}/00003/GT-00003.csv", "Filename;Width;Height;Roi.X1;Roi.Y1;Roi.X2;Roi.Y2;ClassId\r\n00000_00000.ppm;5;4;0;0;4;3;3\r\n");
        folder.Write($"{place}/__MACOSX/._00003", "x");
        Assert.Equal([3L], Gtsrb.Train(DataHome.Find(folder.Path), 4).Labels.data<long>().ToArray());
    }

    [Theory]
    [InlineData("office31/dslr/images")]
    [InlineData("office31/dslr")]
    [InlineData("dslr")]
    public void Office_31_is_found_with_and_without_its_folder_of_images(string place)
    {
        foreach (var name in Office31.ClassNames)
        {
            TestImages.WritePng(folder.At([.. place.Split('/'), name, "1.png"]), 4, 4, (_, _) => SKColors.Red);
        }

        Assert.Equal(31, Office31.Dslr(DataHome.Find(folder.Path), 4).Count);
    }

    // 16 and 6 where MATLAB writes 1 and 5: the name as UTF-8, the dimensions unsigned.
    [Theory]
    [InlineData(1, 5)]
    [InlineData(16, 6)]
    [InlineData(2, 6)]
    public void Matlab_files_of_other_programs_are_read(byte ofName, byte ofDimensions)
    {
        using var stream = new MemoryStream();
        MatFileWriter.Write(stream, MatArray.OfBytes("a_name", [2, 3], [1, 2, 3, 4, 5, 6]));
        var bytes = stream.ToArray();
        var dimensions = MatFile.HeaderLength + 8 + 16; // the header, the array's tag, its flags
        Assert.Equal((5, 1), (bytes[dimensions], bytes[dimensions + 16]));
        (bytes[dimensions], bytes[dimensions + 16]) = (ofDimensions, ofName);
        var array = MatFile.Read(new MemoryStream(bytes), "x").Find("a_name");
        Assert.Equal([2, 3], array.Dimensions);
        Assert.Equal([1, 2, 3, 4, 5, 6], array.ToBytes());
    }
}
