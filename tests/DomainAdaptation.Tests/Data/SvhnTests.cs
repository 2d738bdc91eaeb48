using TorchSharp;

namespace DomainAdaptation.Tests;

public sealed class SvhnTests
{
    [Fact]
    public void Images_come_row_after_row_with_their_channels_side_by_side()
    {
        using var folder = new TemporaryFolder();
        var x = new byte[32 * 32 * 3 * 2];
        // [row 3, column 5, channel 1, image 1], first dimension fastest.
        x[3 + (32 * (5 + (32 * (1 + (3 * 1)))))] = 200;
        MatFileWriter.Write(folder.At("svhn", "train_32x32.mat"), MatArray.OfBytes("X", [32, 32, 3, 2], x), MatArray.OfDoubles("y", [2, 1], [10, 9]));
        var svhn = Svhn.Train(DataHome.Find(folder.Path));
        Assert.Equal("SVHN train (2 images)", svhn.Name);
        Assert.Equal([0L, 9L], svhn.Labels.data<long>().ToArray());
        Assert.Equal([2L, 32, 32, 3], svhn.Samples.shape);
        Assert.Equal(200, svhn.Samples[1, 3, 5, 1].item<byte>());
        Assert.Equal(200, svhn.Samples.sum().item<long>());
    }

    [Fact]
    public void What_is_written_comes_back()
    {
        using var folder = new TemporaryFolder();
        var pixels = new byte[3 * 32 * 32 * 3];
        new Random(1).NextBytes(pixels);
        foreach (var labels in new int[][] { [0, 1, 9], [3, 4, 5] })
        {
            DigitsMat.Write(folder.At("synth_test_32x32.mat"), pixels, labels);
            var read = SynNumbersFiles.Test(DataHome.Find(folder.Path));
            Assert.Equal("SYN NUMBERS test, the authors' images (3 images)", read.Name);
            Assert.Equal(pixels, read.Samples.data<byte>().ToArray());
            Assert.Equal(labels, read.Labels.data<long>().Select(l => (int)l));
        }
    }

    [Theory]
    [InlineData(new double[] { 0, 9 }, null)]
    [InlineData(new double[] { 10, 1 }, null)]
    [InlineData(new double[] { 0, 10 }, "labels 0 as well as 10")]
    [InlineData(new double[] { 1, 11 }, "label 11 of image 1")]
    [InlineData(new double[] { -1, 1 }, "label -1 of image 0")]
    [InlineData(new[] { 1, 2.5 }, "label 2.5 of image 1")]
    [InlineData(new[] { 1, double.NaN }, "label NaN of image 1")]
    [InlineData(new double[] { 1 }, "a label for each of 2 images")]
    public void Labels_are_digits_with_one_number_for_zero(double[] labels, string? refusal)
    {
        using var folder = new TemporaryFolder();
        MatFileWriter.Write(folder.At("train_32x32.mat"), MatArray.OfBytes("X", [32, 32, 3, 2], new byte[2 * 3072]), MatArray.OfDoubles("y", [labels.Length, 1], labels));
        var home = DataHome.Find(folder.Path);
        if (refusal is null)
        {
            Assert.Equal(labels.Select(l => (long)l % 10), Svhn.Train(home).Labels.data<long>());
        }
        else
        {
            Assert.Contains(refusal, Assert.Throws<InvalidDataException>(() => Svhn.Train(home)).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void An_absent_set_is_told_with_what_to_run() =>
        Assert.Contains("scripts/get-data.cs -- svhn", Assert.Throws<DataNotFoundException>(() => Svhn.Test(DataHome.Find(Path.GetTempPath() + "nowhere"))).Message, StringComparison.Ordinal);

    [Fact]
    public void The_real_images_look_like_photos_upright()
    {
        // Photos are smooth along both axes; a mistaken order of the bytes is not.
        var test = Svhn.Test(RealData.Home("svhn"));
        Assert.Equal(System.FormattableString.Invariant($"SVHN test ({test.Count:N0} images)"), test.Name);
        using var scope = torch.NewDisposeScope();
        var images = test.Samples.to(torch.float32);
        double Roughness(int axis) => (images.narrow(axis, 1, 31) - images.narrow(axis, 0, 31)).abs().mean().item<float>();
        Assert.InRange(Roughness(1), 0.5, 8);
        Assert.InRange(Roughness(2), 0.5, 8);
        // Digits are taller than wide, so that there is more change from left to right.
        Assert.True(Roughness(2) > Roughness(1));
    }
}
