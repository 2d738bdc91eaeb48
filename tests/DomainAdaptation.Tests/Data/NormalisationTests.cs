using static TorchSharp.torch;

namespace DomainAdaptation.Tests;

public sealed class NormalisationTests
{
    private static readonly byte[] SourcePixels = [0, 51, 102, 0, 51, 102];
    private static readonly byte[] TargetPixels = [255, 153, 102, 255, 255, 102];

    [Fact]
    public void The_mean_is_taken_over_both_domains_channel_by_channel()
    {
        var normalisation = Normalisation.Measure(InputScaling.MeanSubtraction, Images(SourcePixels), Images(TargetPixels));
        Assert.Equal([0.5, 0.5, 0.4], normalisation.Mean.Select(m => Math.Round(m, 12)));
        Assert.Equal([1.0, 1, 1], normalisation.Factor);
    }

    [Fact]
    public void Unit_variance_makes_the_training_pixels_have_mean_0_and_variance_1()
    {
        using var scope = NewDisposeScope();
        manual_seed(1);
        var one = new UnlabelledDomain("one", randint(0, 100, [40, 5, 6, 3], ScalarType.Byte));
        var two = new UnlabelledDomain("two", randint(90, 256, [40, 5, 6, 3], ScalarType.Byte));
        var normalisation = Normalisation.Measure(InputScaling.UnitVariance, one, two);
        var all = normalisation.Apply(cat([one.Samples, two.Samples]));
        for (var c = 0; c < 3; c++)
        {
            Assert.Equal(0, all.select(1, c).mean().item<float>(), 4);
            Assert.Equal(1, all.select(1, c).@var(unbiased: false).item<float>(), 3);
        }
    }

    [Fact]
    public void Images_become_channels_by_height_by_width_laid_out_channels_last()
    {
        using var layout = FastPath.Only("layout");
        using var scope = NewDisposeScope();
        var x = Normalisation.None.Apply(Images([0, 51, 102, 153, 204, 255]).Samples); // one image of 1 × 2 pixels
        Assert.Equal([1, 3, 1, 2], x.shape);
        Assert.Equal([0f, 0.6f, 0.2f, 0.8f, 0.4f, 1f], x.contiguous().data<float>().ToArray().Select(v => MathF.Round(v, 5)));
        Assert.Equal(1, x.stride(1));
    }

    [Fact]
    public void A_constant_channel_is_left_at_zero_rather_than_divided_by_zero()
    {
        using var scope = NewDisposeScope();
        var flat = Images(Enumerable.Repeat((byte)7, 24).ToArray());
        var x = Normalisation.Measure(InputScaling.UnitVariance, flat).Apply(flat.Samples);
        Assert.All(x.contiguous().data<float>().ToArray(), v => Assert.Equal(0, v, 5));
    }

    [Fact]
    public void Each_image_is_brought_to_mean_0_and_deviation_1_by_itself_and_a_flat_one_to_0()
    {
        using var scope = NewDisposeScope();
        var images = Images([0, 50, 100, 150, 200, 250, 10, 11, 12, 13, 14, 15, 9, 9, 9, 9, 9, 9]);
        var x = Normalisation.Measure(InputScaling.EachImage, images).Apply(images.Samples).contiguous().data<float>().ToArray();
        Assert.All(x.Chunk(6).Take(2), image => Assert.Equal(0, image.Average(), 4));
        Assert.All(x.Chunk(6).Take(2), image => Assert.Equal(1, image.Average(v => v * v), 2));
        Assert.All(x[12..], v => Assert.Equal(0, v));
    }

    [Fact]
    public void Each_channel_of_each_image_is_brought_to_mean_0_and_deviation_1_by_itself()
    {
        using var scope = NewDisposeScope();
        // Two pixels of red, green, blue; two images.
        var images = Images([0, 50, 7, 200, 60, 7, 10, 11, 250, 30, 19, 0]);
        var normalisation = Normalisation.Measure(InputScaling.EachChannel, images);
        float[] expected = [-1, 1, -1, 1, 0, 0, -1, 1, -1, 1, 1, -1]; // a channel of two values: below and above its mean; blue is flat in the first
        Assert.Equal(expected, normalisation.Apply(images.Samples).contiguous().data<float>().ToArray().Select(v => MathF.Round(v)));

        // Numbers with channels in front come to the same.
        var planes = images.Samples.permute(0, 3, 1, 2).to(ScalarType.Float32);
        Assert.Equal(expected, normalisation.Apply(planes).contiguous().data<float>().ToArray().Select(v => MathF.Round(v)));
        var error = Assert.Throws<ArgumentException>(() => Normalisation.Measure(InputScaling.EachChannel, new UnlabelledDomain("points", zeros(4, 2))));
        Assert.Contains("points has samples of [2], without channels", error.Message, StringComparison.Ordinal);
    }

    private static UnlabelledDomain Images(byte[] pixels) => UnlabelledDomain.FromImages("images", pixels, 1, 2, channels: 3);
}
