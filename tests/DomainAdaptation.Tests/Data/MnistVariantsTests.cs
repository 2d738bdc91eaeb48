using SkiaSharp;

namespace DomainAdaptation.Tests;

/// <summary>The two early experiments of the paper's first version: <see cref="MnistDilated"/> and <see cref="MnistMaxBlend"/>.</summary>
public sealed class MnistVariantsTests
{
    [Fact]
    public void Dilation_gives_ink_to_all_eight_neighbours()
    {
        var ink = new byte[2 * 25];
        ink[12] = 100; // the middle of a 5×5 image
        ink[25] = 7; // the corner of another
        var digits = new DigitImages("d", ink, [3, 4], 5, 5);
        byte[] around = [6, 7, 8, 11, 12, 13, 16, 17, 18, 25, 26, 30, 31];
        var binary = MnistDilated.Build(digits);
        Assert.All(binary.Pixels.Index(), p => Assert.Equal(around.Contains((byte)p.Index) ? 255 : 0, p.Item));
        Assert.Equal([3, 4], binary.Labels);
        Assert.Equal("d dilated 3×3", binary.Name);
        var gray = MnistDilated.Build(digits, binary: false);
        Assert.All(gray.Pixels.Index(), p => Assert.Equal(!around.Contains((byte)p.Index) ? 0 : p.Index < 25 ? 100 : 7, p.Item));
        Assert.Equal(100, ink[12]);
    }

    [Theory]
    [InlineData(200, 0, 200)]
    [InlineData(200, 255, 255)]
    [InlineData(100, 150, 150)]
    [InlineData(150, 100, 150)]
    public void The_blend_is_the_maximum(byte photo, byte digit, byte expected) => Assert.Equal(expected, Blend.Maximum(photo, digit));

    [Theory]
    [InlineData(true, 255)]
    [InlineData(false, 120)]
    public void A_max_blended_image_is_the_photo_with_white_ink(bool binary, byte underInk)
    {
        using var folder = new TemporaryFolder();
        TestImages.WritePng(folder.At("photo.png"), 40, 50, (_, _) => new SKColor(100, 100, 100));
        var ink = new byte[28 * 28];
        ink[30] = 120;
        ink[31] = (byte)(binary ? 0 : 50);
        var built = MnistMaxBlend.Build(new DigitImages("d", ink, [7], 28, 28), Photos.Read(folder.Path), seed: 1, binary: binary);
        Assert.All(built.Samples.data<byte>().ToArray().Index(), p => Assert.Equal(p.Index / 3 == 30 ? underInk : 100, p.Item));
        Assert.StartsWith($"MNIST (max, BG) built from 1 {(binary ? "binary" : "gray")} d digits over 1 photos", built.Name, StringComparison.Ordinal);
    }
}
