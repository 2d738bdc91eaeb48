using static TorchSharp.torch;

namespace DomainAdaptation.Tests;

public sealed class ImageViewsTests
{
    private const int Size = 50;

    [Fact]
    public void The_first_view_is_the_image_itself_the_second_its_mirror_image()
    {
        using var images = Slopes(2);
        var views = new ImageViews(Mirrors: true, Crops: 0);
        List<Tensor> seen = [.. views.Of(images)];
        Assert.Equal(views.Count, seen.Count);
        Assert.True(seen[0].equal(images).all().item<bool>());
        Assert.True(seen[1].equal(images.flip(2)).all().item<bool>());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_crop_shows_from_seven_tenths_of_a_side_to_all_of_it_each_image_its_own(bool mirrors)
    {
        using var images = Slopes(40);
        var crop = new ImageViews(mirrors, Crops: 1).Of(images).Last();
        Assert.Equal(images.shape, crop.shape);
        Assert.Equal(ScalarType.Byte, crop.dtype);
        var spans = new List<int>();
        for (var i = 0; i < 40; i++)
        {
            // Brightness is four times the column, so that the ends of a row say which columns are seen.
            int[] row = [.. crop[i, Size / 2, TensorIndex.Colon, 0].contiguous().data<byte>().ToArray().Select(v => (int)v)];
            spans.Add(row[^1] - row[0]);
            Assert.Equal(row.Order().SequenceEqual(row), spans[^1] > 0); // a slope that rises or falls all along
            Assert.InRange(Math.Abs(spans[^1]) / 4.0 / (Size - 1), 0.67, 1.0);
        }

        Assert.True(spans.Distinct().Count() > 5);
        Assert.Equal(mirrors, spans.Exists(s => s < 0));
    }

    [Fact]
    public void Two_crops_differ_and_the_same_are_drawn_again()
    {
        using var images = Slopes(8);
        List<Tensor> Drawn() => [.. new ImageViews(Mirrors: false, Crops: 2).Of(images)];
        var (first, again) = (Drawn(), Drawn());
        Assert.False(first[1].equal(first[2]).all().item<bool>());
        Assert.All(first.Zip(again), p => Assert.True(p.First.equal(p.Second).all().item<bool>()));
    }

    private static Tensor Slopes(int count) => (arange(Size) * 4).to(ScalarType.Byte).reshape(1, 1, Size, 1).expand(count, Size, Size, 3).contiguous();
}
