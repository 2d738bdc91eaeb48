using DomainAdaptation.Reporting;
using SkiaSharp;
using TorchSharp;

namespace DomainAdaptation.Tests;

public sealed class SampleGridTests
{
    // Four images of 2 × 2: image i has the pixels (10i, y, x). Classes 1, 0, 1, 0.
    private static LabelledDomain Tiny(int channels = 3)
    {
        var pixels = new byte[4 * 2 * 2 * channels];
        for (var i = 0; i < pixels.Length; i++)
        {
            int c = i % channels, x = i / channels % 2, y = i / (channels * 2) % 2, n = i / (channels * 4);
            pixels[i] = (byte)(c == 0 ? 10 * n : c == 1 ? y : x);
        }

        return LabelledDomain.FromImages("tiny", pixels, [1, 0, 1, 0], 2, 2, channels, classCount: 2);
    }

    [Fact]
    public void A_row_holds_the_first_samples_of_a_class_in_order()
    {
        using var grid = SKBitmap.Decode(SampleGrid.ByClass(Tiny(), perClass: 2, scale: 3));
        // Two tiles of 2·3 pixels and three gaps of 2, in both directions.
        Assert.Equal(18, grid.Width);
        Assert.Equal(18, grid.Height);
        Assert.Equal(new SKColor(255, 255, 255), grid.GetPixel(0, 0));
        Assert.Equal(new SKColor(10, 0, 0), grid.GetPixel(2, 2)); // class 0: image 1, then 3
        Assert.Equal(new SKColor(10, 0, 0), grid.GetPixel(4, 4)); // scaled by nearest neighbour: still the first pixel
        Assert.Equal(new SKColor(10, 1, 1), grid.GetPixel(5, 5));
        Assert.Equal(new SKColor(30, 0, 1), grid.GetPixel(15, 2));
        Assert.Equal(new SKColor(0, 1, 0), grid.GetPixel(2, 13)); // class 1: image 0, then 2
        Assert.Equal(new SKColor(20, 0, 0), grid.GetPixel(10, 10));
    }

    [Fact]
    public void Source_stands_beside_target()
    {
        using var grid = SKBitmap.Decode(SampleGrid.OfPair(new DomainPair(Tiny(), Tiny().WithoutLabels()), perClass: 2, scale: 1));
        Assert.Equal((2 * 10) + 8, grid.Width);
        Assert.Equal(new SKColor(10, 0, 0), grid.GetPixel(2, 2));
        Assert.Equal(new SKColor(0, 0, 0), grid.GetPixel(18 + 2, 2)); // the target as it comes: image 0 first
        using var byClass = SKBitmap.Decode(SampleGrid.Beside(Tiny(), Tiny(), perClass: 2, scale: 1));
        Assert.Equal(new SKColor(10, 0, 0), byClass.GetPixel(18 + 2, 2));
    }

    [Fact]
    public void Gray_images_are_shown_gray()
    {
        using var grid = SKBitmap.Decode(SampleGrid.First(Tiny(1).WithoutLabels(), rows: 1, columns: 4, scale: 1));
        Assert.Equal(new SKColor(30, 30, 30), grid.GetPixel(2 + (3 * 4), 2));
    }

    [Fact]
    public void A_domain_without_images_is_refused_in_words()
    {
        var points = new UnlabelledDomain("two moons", torch.zeros(4, 2));
        Assert.Contains("two moons holds no images", Assert.Throws<ArgumentException>(() => SampleGrid.First(points)).Message, StringComparison.Ordinal);
    }
}
