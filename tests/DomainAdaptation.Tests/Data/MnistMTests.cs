using SkiaSharp;

namespace DomainAdaptation.Tests;

public sealed class MnistMTests
{
    [Theory]
    [InlineData(200, 0, 200)] // no ink: the photo
    [InlineData(200, 255, 55)] // full ink: the photo inverted
    [InlineData(100, 30, 70)]
    [InlineData(30, 100, 70)]
    public void The_blend_is_the_absolute_difference(byte photo, byte digit, byte expected) =>
        Assert.Equal(expected, Blend.AbsoluteDifference(photo, digit));

    [Theory]
    [InlineData(true, 155)]
    [InlineData(false, 0)]
    public void A_built_image_is_the_photo_with_the_ink_inverted(bool binary, byte underInk)
    {
        using var folder = new TemporaryFolder();
        TestImages.WritePng(folder.At("photo.png"), 40, 50, (_, _) => new SKColor(100, 100, 100));
        var ink = new byte[28 * 28];
        ink[30] = 100;
        var built = MnistM.Build(new DigitImages("d", ink, [7], 28, 28), Photos.Read(folder.Path), seed: 1, binary: binary);
        var pixels = built.Samples.data<byte>().ToArray();
        Assert.All(pixels.Index(), p => Assert.Equal(p.Index / 3 == 30 ? underInk : 100, p.Item));
        Assert.Equal([7], built.Labels.data<long>().ToArray());
    }

    [Fact]
    public void Photos_and_positions_are_drawn_from_the_seed_anew_for_each_digit()
    {
        using var folder = new TemporaryFolder();
        TestImages.WritePng(folder.At("a.png"), 200, 100, (x, y) => new SKColor((byte)x, (byte)y, 0));
        TestImages.WritePng(folder.At("b.png"), 100, 200, (x, y) => new SKColor((byte)x, (byte)y, 255));
        var photos = Photos.Read(folder.Path);
        var blank = new DigitImages("blank", new byte[300 * 28 * 28], new int[300], 28, 28);
        var first = MnistM.Build(blank, photos, seed: 1).Samples.data<byte>().ToArray();
        Assert.Equal(first, MnistM.Build(blank, photos, seed: 1).Samples.data<byte>().ToArray());
        Assert.NotEqual(first, MnistM.Build(blank, photos, seed: 2).Samples.data<byte>().ToArray());

        // Image i does not depend on how many there are.
        Assert.Equal(first[..(10 * 28 * 28 * 3)], MnistM.Build(blank.Take(10), photos, seed: 1).Samples.data<byte>().ToArray());
        var corners = first.Chunk(28 * 28 * 3).Select(image => (X: image[0], Y: image[1], Photo: image[2])).ToArray();
        Assert.InRange(corners.Count(c => c.Photo == 255), 100, 200);
        Assert.InRange(corners.Distinct().Count(), 280, 300);
        Assert.InRange(corners.Where(c => c.Photo == 0).Max(c => c.X), 160, 172); // 200 − 28: the last patch fits exactly
    }

    [Fact]
    public void A_photo_smaller_than_a_patch_is_refused_by_name()
    {
        using var folder = new TemporaryFolder();
        TestImages.WritePng(folder.At("small.png"), 27, 100, (_, _) => SKColors.Red);
        var message = Assert.Throws<InvalidDataException>(() => MnistM.Build(new DigitImages("d", new byte[28 * 28], [1], 28, 28), Photos.Read(folder.Path), seed: 1)).Message;
        Assert.Contains("small.png has 27×100 pixels, smaller than the 28×28 patch", message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_authors_layout_is_read_whole_or_as_its_middle()
    {
        using var folder = new TemporaryFolder();
        TestImages.WritePng(folder.At("mnist_m", "mnist_m_test", "0.png"), 32, 32, (x, y) => new SKColor((byte)x, (byte)y, 77));
        folder.Write("mnist_m/mnist_m_test_labels.txt", "0.png 8\n");
        var home = DataHome.Find(folder.Path);
        var middle = MnistM.AuthorsTest(home);
        Assert.Equal([8], middle.Labels.data<long>().ToArray());
        Assert.Equal([2, 2, 77], middle.Samples.data<byte>().ToArray()[..3]);
        Assert.Equal([29, 29, 77], middle.Samples.data<byte>().ToArray()[^3..]);
        Assert.Equal([0, 0, 77, 1, 0, 77], MnistM.AuthorsTest(home, 32).Samples.data<byte>().ToArray()[..6]);
        Assert.Throws<ArgumentOutOfRangeException>(() => MnistM.AuthorsTest(home, 30));
    }

    [Fact]
    public void An_image_of_another_size_is_refused_by_name()
    {
        using var folder = new TemporaryFolder();
        TestImages.WritePng(folder.At("mnist_m", "mnist_m_test", "0.png"), 28, 28, (_, _) => SKColors.Red);
        folder.Write("mnist_m/mnist_m_test_labels.txt", "0.png 8\n");
        Assert.Contains("0.png has 28×28 pixels", Assert.Throws<InvalidDataException>(() => MnistM.AuthorsTest(DataHome.Find(folder.Path))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_label_that_names_a_missing_image_is_refused()
    {
        using var folder = new TemporaryFolder();
        TestImages.WritePng(folder.At("mnist_m", "mnist_m_test", "0.png"), 32, 32, (_, _) => SKColors.Red);
        folder.Write("mnist_m/mnist_m_test_labels.txt", "0.png 8\n1.png 3\n");
        Assert.Contains("lists 1.png (image 2), which is missing", Assert.Throws<InvalidDataException>(() => MnistM.AuthorsTest(DataHome.Find(folder.Path))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_authors_digits_lie_in_the_middle_and_are_binary()
    {
        // Under a digit that is at the right place and of the right ink, inverting the photo back leaves a smooth photo.
        var home = RealData.Home("mnist", "mnist_m");
        var digits = Mnist.TestDigits(home).Take(1000).PadTo(32).Pixels;
        var authors = MnistM.AuthorsTest(home, 32).Take(1000).Samples.data<byte>().ToArray();
        var right = Roughness(authors, digits, shift: 0, threshold: 0);
        Assert.True(right < 0.85 * Roughness(authors, digits, shift: 0, threshold: 32));
        Assert.True(right < 0.85 * Roughness(authors, digits, shift: 1, threshold: 0));
        Assert.True(right < 0.85 * Roughness(authors, digits, shift: -32, threshold: 0));
    }

    [Fact]
    public void The_authors_labels_are_those_of_the_first_digits_of_mnist()
    {
        var home = RealData.Home("mnist", "mnist_m");
        var test = MnistM.AuthorsTest(home);
        Assert.Equal(9_001, test.Count);
        Assert.Equal("MNIST-M test, the authors' images (9,001)", test.Name);
        Assert.Equal(Mnist.TestDigits(home).Take(9_001).Labels, test.Labels.data<long>().Select(l => (int)l));
    }

    [Fact]
    public void MNIST_M_is_built_from_the_real_digits_and_photos()
    {
        var home = RealData.Home("mnist", "bsds500");
        var built = MnistM.Build(Mnist.TestDigits(home), Photos.Bsds500(home), seed: 1, size: 32);
        Assert.Equal("MNIST-M built from 10,000 binary MNIST test digits over 200 BSDS500 photos, seed 1", built.Name);
        Assert.Equal([3, 32, 32], built.SampleShape);
    }

    private static double Roughness(byte[] colour, byte[] digits, int shift, int threshold)
    {
        var sum = 0.0;
        for (var p = 33; p < digits.Length - 33; p++)
        {
            int Back(int at) => digits[at + shift] > threshold ? 255 - colour[3 * at] : colour[3 * at];
            sum += p % 32 == 0 ? 0 : Math.Abs(Back(p) - Back(p - 1));
        }

        return sum;
    }
}
