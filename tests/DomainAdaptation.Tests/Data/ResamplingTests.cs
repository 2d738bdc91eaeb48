using CsCheck;

namespace DomainAdaptation.Tests;

public sealed class ResamplingTests
{
    [Fact]
    public void Shrinking_averages_areas()
    {
        // One row of 3 pixels into 2: (10 + 40/2) / 1.5 = 20 and (40/2 + 100) / 1.5 = 80.
        Assert.Equal([20, 80], Warp([10, 40, 100], 3, 1, 2, 1));
        Assert.Equal([25], Warp([0, 100, 0, 0], 2, 2, 1, 1));
        Assert.Equal([10, 20], Warp([0, 20, 10, 30], 4, 1, 2, 1));
    }

    [Fact]
    public void Growing_interpolates_between_the_middles_of_pixels() => Assert.Equal([0, 25, 75, 100], Warp([0, 100], 2, 1, 4, 1));

    [Fact]
    public void A_part_of_an_image_is_taken_alone()
    {
        var result = new byte[3];
        Resampling.Warp(Gray([9, 9, 9, 9, 1, 3, 9, 5, 7], 3, 3), new(1, 1, 2, 2), 1, 1, result);
        Assert.Equal([4, 4, 4], result);
    }

    [Fact]
    public void Even_colours_stay_and_nothing_overshoots() => Gen.Select(Gen.Int[1, 40], Gen.Int[1, 40], Gen.Int[1, 40], Gen.Int[1, 40], Gen.Byte).Sample((w, h, width, height, value) =>
    {
        Assert.All(Warp([.. Enumerable.Repeat(value, w * h)], w, h, width, height), v => Assert.Equal(value, v));
        byte[] noise = [.. Enumerable.Range(0, w * h).Select(i => (byte)(40 + (i * 7919 % 100)))];
        Assert.All(Warp(noise, w, h, width, height), v => Assert.InRange(v, noise.Min(), noise.Max()));
    });

    [Fact]
    public void A_long_image_takes_no_memory_for_each_of_its_rows()
    {
        var image = new RgbImage(new byte[3 * 50_000], 1, 50_000);
        var result = new byte[3 * 64 * 64];
        var before = GC.GetAllocatedBytesForCurrentThread();
        Resampling.Warp(image, new(0, 0, 1, 50_000), 64, 64, result);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    private static byte[] Warp(byte[] gray, int width, int height, int newWidth, int newHeight)
    {
        var result = new byte[newWidth * newHeight * 3];
        Resampling.Warp(Gray(gray, width, height), new(0, 0, width, height), newHeight, newWidth, result);
        return [.. result.Chunk(3).Select(c => c.Distinct().Single())];
    }

    private static RgbImage Gray(byte[] gray, int width, int height) => new([.. gray.SelectMany(v => new[] { v, v, v })], width, height);
}
