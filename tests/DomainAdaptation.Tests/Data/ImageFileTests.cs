using System.Text;

namespace DomainAdaptation.Tests;

public sealed class ImageFileTests
{
    [Theory]
    [InlineData("P6\n2 1\n255\n", 6)]
    [InlineData("P6 2 1 255 ", 6)]
    [InlineData("P6\n# made by a test\n2 # wide\n1\n255\n", 6)]
    [InlineData("P6\r\n2\t1\n255\n", 9)] // more images may follow
    public void Ppm_images_are_read(string header, int bytes)
    {
        var image = ImageFile.Decode([.. Encoding.ASCII.GetBytes(header), .. Enumerable.Range(1, bytes).Select(i => (byte)i)], "x.ppm");
        Assert.Equal((2, 1), (image.Width, image.Height));
        Assert.Equal([1, 2, 3, 4, 5, 6], image.Pixels);
    }

    [Theory]
    [InlineData("P6\n2 1\n255\n12345", "is truncated")]
    [InlineData("P6\n2 1\n65535\n123456", "values up to 65535")]
    [InlineData("P6\n0 1\n255\n123456", "is truncated")]
    [InlineData("P6\n-2 1\n255\n123456", "damaged PPM")]
    [InlineData("P6\n2147483647 2147483647\n255\n123456", "damaged PPM")]
    [InlineData("P6\n999999999 999999999\n255\n123456", "is truncated")]
    [InlineData("P6\n2", "damaged PPM")]
    [InlineData("P6#", "damaged PPM")]
    [InlineData("P5\n2 1\n255\n12", "is no image")]
    public void Other_images_are_refused(string content, string reason) =>
        Assert.Contains(reason, Assert.Throws<InvalidDataException>(() => ImageFile.Decode(Encoding.ASCII.GetBytes(content), "x.ppm")).Message, StringComparison.Ordinal);

    [Fact]
    public void A_header_that_claims_more_pixels_than_the_file_can_hold_is_refused_without_allocating()
    {
        using var folder = new TemporaryFolder();
        TestImages.WriteJpeg(folder.At("a.jpg"), 16, 16, (_, _) => SkiaSharp.SKColors.Red);
        var bytes = File.ReadAllBytes(folder.At("a.jpg"));
        var size = Enumerable.Range(0, bytes.Length).First(i => bytes[i] == 0xff && bytes[i + 1] is 0xc0 or 0xc2) + 5;
        (bytes[size], bytes[size + 2]) = (0x18, 0x18); // 6,160 by 6,160 pixels
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Contains("6160×6160 pixels, more than its", Assert.Throws<InvalidDataException>(() => ImageFile.Decode(bytes, "a.jpg")).Message, StringComparison.Ordinal);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 17);
    }
}
