using static TorchSharp.torch;

namespace DomainAdaptation.Tests;

/// <summary>What was read once is read no more, unless something changed; and a cache is never the reason that a run fails.</summary>
public sealed class ImageCacheTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private int firstTold; // how many were read when the last reading told so first

    public ImageCacheTests()
    {
        ImageFolder.Write(DrawnDigits.Source(210, 1), folder.At("images"));
        folder.Write("images/00/broken.png", "no image");
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public void The_second_time_nothing_is_decoded_and_all_is_the_same()
    {
        var first = Read(out var decoded);
        Assert.Equal(211, decoded);
        var second = Read(out decoded);
        Assert.Equal(0, decoded);
        Assert.Equal(first.Files, second.Files);
        Assert.Equal(first.Labels, second.Labels);
        Assert.Equal(first.Traits, second.Traits);
        Assert.Equal(first.Skipped, second.Skipped);
        Assert.Equal("is no image: it holds no JPEG, PNG, GIF, BMP, WebP or PPM. Remove it, or fetch it again", Assert.Single(second.Skipped).Reason);
        Assert.Equal(first.Samples.Samples.data<byte>().ToArray(), second.Samples.Samples.data<byte>().ToArray());
    }

    [Fact]
    public void A_reading_that_was_ended_goes_on_with_the_block_it_was_in()
    {
        var image = Directory.GetFiles(folder.At("images", "01"))[0];
        for (var i = 0; i < 2500; i++)
        {
            File.CreateSymbolicLink(folder.At("images", "01", $"{i:0000}.png"), image); // more than one block
        }

        using var stop = new CancellationTokenSource();
        Assert.Throws<OperationCanceledException>(() => Read(out _, ends: read => read > 2100, stop: stop));
        var whole = Read(out _);
        Assert.Equal(2304, firstTold); // four blocks of 512, and half of the next
        Assert.Equal(2710, whole.Samples.Count);
        Assert.EndsWith("broken.png", Assert.Single(whole.Skipped).Path, StringComparison.Ordinal);
        Assert.Equal(whole.Files, Read(out var decoded).Files);
        Assert.Equal(0, decoded);
    }

    [Fact]
    public void A_file_that_changed_and_a_damaged_cache_are_read_anew()
    {
        var first = Read(out _);
        ImageFile.WritePng(first.Files[0], new byte[28 * 28 * 3], 28, 28);
        File.SetLastWriteTimeUtc(first.Files[0], DateTime.UtcNow.AddSeconds(5));
        Assert.NotEqual(first.Samples.Samples.data<byte>().ToArray(), Read(out var decoded).Samples.Samples.data<byte>().ToArray());
        Assert.Equal(211, decoded);

        foreach (var file in Directory.GetFiles(folder.At("data", "cache")))
        {
            var bytes = File.ReadAllBytes(file);
            bytes[^9] ^= 1;
            File.WriteAllBytes(file, bytes);
        }

        Read(out decoded);
        Assert.Equal(211, decoded);
        File.WriteAllText(Directory.GetFiles(folder.At("data", "cache"))[0], "");
        Read(out _);
    }

    [Fact]
    public void What_could_not_be_read_for_a_reason_that_may_pass_is_tried_again()
    {
        File.CreateSymbolicLink(folder.At("images", "00", "link.png"), folder.At("later.png"));
        Assert.Equal("is a link to nothing", Assert.Single(Read(out _).Skipped, s => s.Path.EndsWith("link.png", StringComparison.Ordinal)).Reason);
        ImageFile.WritePng(folder.At("later.png"), new byte[28 * 28 * 3], 28, 28);
        Assert.Equal(211, Read(out var decoded).Files.Count);
        Assert.Equal(212, decoded);
    }

    [Fact]
    public void Where_it_cannot_be_written_that_is_said_and_the_images_are_there()
    {
        folder.Write("data/cache", "a file where the folder should be");
        var notes = new List<string>();
        Assert.Equal(210, Read(out _, notes).Samples.Count);
        Assert.StartsWith("What was read cannot be kept for the next run", Assert.Single(notes), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_that_read_at_once_do_not_hinder_each_other()
    {
        var both = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => Read(out var _).Samples.Count)));
        Assert.All(both, count => Assert.Equal(210, count));
        Assert.Single(Directory.GetFiles(folder.At("data", "cache")));
        Read(out var decoded);
        Assert.Equal(0, decoded);
    }

    private ImageSet Read(out int decoded, List<string>? notes = null, CancellationTokenSource? stop = null, Func<int, bool>? ends = null)
    {
        using var network = ImageNetwork.Of("small");
        var told = new List<int>();
        var set = ImageSet.Read(
            "source", ImageListing.Labelled(folder.At("images")), network, ImageViews.None, DataHome.Find(folder.At("data")), n =>
            {
                told.Add(n);
                if (ends?.Invoke(n) == true)
                {
                    stop!.Cancel();
                }
            }, note => notes?.Add(note), stop?.Token ?? default);
        (decoded, firstTold) = (told.LastOrDefault(), told.FirstOrDefault());
        return set;
    }
}
