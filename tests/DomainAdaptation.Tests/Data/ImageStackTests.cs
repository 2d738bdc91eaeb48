using SkiaSharp;

namespace DomainAdaptation.Tests;

public sealed class ImageStackTests
{
    [Fact]
    public void No_more_pixels_are_decoded_at_once_than_the_bound_allows()
    {
        using var folder = new TemporaryFolder();
        var files = Enumerable.Range(0, 16).Select(i => folder.At($"{i:00}.png")).ToArray();
        for (var i = 0; i < files.Length; i++)
        {
            TestImages.WritePng(files[i], 20, 20, (x, y) => new SKColor((byte)x, (byte)y, (byte)i));
        }

        // Room for one image and a half: one at a time.
        var budget = new PixelBudget(600);
        Assert.Equal(ImageStack.Read(files, 8, 8), ImageStack.Read(files, 8, 8, budget: budget));
        Assert.Equal(400, budget.Peak);

        // A larger one is read all the same.
        Assert.Equal(ImageStack.Read(files, 8, 8), ImageStack.Read(files, 8, 8, budget: new(10)));
    }

    [Fact]
    public void An_image_that_is_refused_gives_its_room_back()
    {
        using var folder = new TemporaryFolder();
        TestImages.WritePng(folder.At("a.png"), 20, 20, (x, y) => new SKColor((byte)(x * 31), (byte)(y * 17), (byte)(x * y)));
        var bytes = File.ReadAllBytes(folder.At("a.png"));
        File.WriteAllBytes(folder.At("b.png"), bytes[..(bytes.Length / 2)]);
        var budget = new PixelBudget(400);
        Assert.Throws<InvalidDataException>(() => ImageStack.Read([folder.At("b.png"), folder.At("b.png")], 8, 8, budget: budget));
        ImageStack.Read([folder.At("a.png"), folder.At("a.png")], 8, 8, budget: budget);
        Assert.Equal(400, budget.Peak);
    }

    [Fact]
    public async Task Who_finds_no_room_waits_until_there_is_some()
    {
        var budget = new PixelBudget(1000);
        budget.Take(600);
        var other = Task.Run(() => budget.Take(600), TestContext.Current.CancellationToken);
        Assert.False(SpinWait.SpinUntil(() => other.IsCompleted, 50));
        budget.Return(600);
        await other;
        Assert.Equal(600, budget.Peak);
    }
}
