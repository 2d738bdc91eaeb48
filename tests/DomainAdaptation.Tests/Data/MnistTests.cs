namespace DomainAdaptation.Tests;

public sealed class MnistTests
{
    [Fact]
    public void Digits_become_colour_with_the_gray_value_in_all_channels()
    {
        using var folder = new TemporaryFolder();
        var images = Idx.Images(20);
        folder.Write("mnist/t10k-images-idx3-ubyte.gz", Idx.Gzip(images));
        folder.Write("mnist/t10k-labels-idx1-ubyte", Idx.Labels(20));
        var domain = Mnist.Test(DataHome.Find(folder.Path));
        Assert.Equal([3, 28, 28], domain.SampleShape);
        Assert.Equal(images[16..].SelectMany(p => new[] { p, p, p }), domain.Samples.data<byte>().ToArray());
        Assert.Equal([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9], domain.Labels.data<long>().ToArray());
    }

    [Fact]
    public void At_size_32_two_black_pixels_surround_the_digit()
    {
        var digits = new DigitImages("white", [.. Enumerable.Repeat((byte)255, 2 * 28 * 28)], [3, 4], 28, 28);
        var padded = digits.PadTo(32);
        for (var i = 0; i < padded.Pixels.Length; i++)
        {
            int row = i / 32 % 32, column = i % 32;
            Assert.Equal(row is >= 2 and < 30 && column is >= 2 and < 30 ? 255 : 0, padded.Pixels[i]);
        }
    }

    [Theory]
    [InlineData(27)]
    [InlineData(29)]
    [InlineData(0)]
    [InlineData(-4)]
    public void A_size_that_cannot_hold_the_digit_in_its_middle_is_refused(int size) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new DigitImages("d", new byte[28 * 28], [1], 28, 28).PadTo(size));

    [Fact]
    public void Images_and_labels_of_different_number_are_refused()
    {
        using var folder = new TemporaryFolder();
        var message = Assert.Throws<InvalidDataException>(() =>
            DigitImages.Read("d", folder.Write("i", Idx.Images(3)), folder.Write("l", Idx.Labels(4)))).Message;
        Assert.Contains("holds 3 images", message, StringComparison.Ordinal);
        Assert.Contains("4 labels", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_label_beyond_9_is_refused()
    {
        using var folder = new TemporaryFolder();
        var labels = folder.Write("l", Idx.Bytes(2049, [2], [9, 10]));
        Assert.Contains("label 10 of image 1", Assert.Throws<InvalidDataException>(() => DigitImages.Read("d", folder.Write("i", Idx.Images(2)), labels)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_real_files_hold_60_000_and_10_000_digits()
    {
        var home = RealData.Home("mnist");
        var train = Mnist.Train(home);
        Assert.Equal("MNIST train (60,000)", train.Name);
        Assert.Equal(60_000, train.Count);
        Assert.Equal([5, 0, 4, 1, 9], train.Labels.data<long>().Take(5));
        var test = Mnist.Test(home, 32);
        Assert.Equal(10_000, test.Count);
        Assert.Equal([3, 32, 32], test.SampleShape);
    }
}
