using CsCheck;

namespace DomainAdaptation.Tests;

public sealed class IdxFileTests
{
    private const string Name = "digits-idx3-ubyte";
    private static readonly byte[] Good = Idx.Images(3, 4, 5);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Images_come_back_as_they_were_written_compressed_or_not_whatever_the_name(bool compressed)
    {
        using var folder = new TemporaryFolder();
        var file = IdxFile.ReadImages(folder.Write("no-extension", compressed ? Idx.Gzip(Good) : Good));
        Assert.Equal([3, 4, 5], file.Dimensions);
        Assert.Equal(Good[16..], file.Content);
    }

    [Fact]
    public void Labels_come_back_as_they_were_written()
    {
        using var folder = new TemporaryFolder();
        var file = IdxFile.ReadLabels(folder.Write("labels.gz", Idx.Labels(12)));
        Assert.Equal([12], file.Dimensions);
        Assert.Equal([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 1], file.Content);
    }

    [Theory]
    [InlineData(0, "holds 0 bytes, too few")]
    [InlineData(3, "holds 3 bytes, too few")]
    [InlineData(11, "ends within its header, after 11 bytes")]
    [InlineData(16, "announces 3×4×5 = 60 bytes, but no more than 0 follow")]
    [InlineData(75, "announces 3×4×5 = 60 bytes, but no more than 59 follow")]
    public void A_truncated_file_is_refused_with_what_is_missing(int length, string reason)
    {
        Assert.Contains(reason, Refusal(Good[..length]));
        Assert.Contains(reason, Refusal(Idx.Gzip(Good[..length])));
    }

    [Fact]
    public void A_wrong_magic_number_is_refused() =>
        Assert.Contains("its magic number is 1347093252 instead of 2051", Refusal([.. "PK\x03\x04"u8, .. Good[4..]]));

    [Fact]
    public void Labels_in_place_of_images_are_refused() =>
        Assert.Contains("it has 1 dimensions instead of 3", Refusal(Idx.Labels(12)));

    [Fact]
    public void Bytes_after_the_end_are_refused()
    {
        Assert.Contains("goes on after the 3×4×5 bytes", Refusal([.. Good, 0]));
        Assert.Contains("goes on after the 3×4×5 bytes", Refusal(Idx.Gzip([.. Good, 0])));
    }

    [Theory]
    [InlineData(0u, 4u, 5u)]
    [InlineData(3u, 0u, 5u)]
    [InlineData(0x80000000u, 28u, 28u)] // 2^31 images
    [InlineData(0xffffffffu, 0xffffffffu, 0xffffffffu)]
    [InlineData(0x7fffffffu, 1u, 1u)]
    public void An_impossible_header_is_refused_without_allocating(uint count, uint height, uint width)
    {
        var bytes = Idx.Bytes(2051, [count, height, width], new byte[60]);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Contains("impossible header", Refusal(bytes));
        Assert.Contains("impossible header", Refusal(Idx.Gzip(bytes)));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    [Fact]
    public void A_header_that_claims_more_than_the_file_can_hold_is_refused_without_allocating()
    {
        // Just within the limit on claims: a gigabyte, from a file of some 100 bytes.
        var bytes = Idx.Bytes(2051, [1 << 20, 32, 32], new byte[60]);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Contains("no more than 60 follow", Refusal(bytes));
        Assert.Contains("is truncated", Refusal(Idx.Gzip(bytes)));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 16 << 20);
    }

    [Fact]
    public void A_gzip_bomb_is_read_no_further_than_its_header_announces()
    {
        var bomb = Idx.Gzip([.. Good, .. new byte[100 << 20]]);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Contains("goes on after", Refusal(bomb));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    [Fact]
    public void A_damaged_gzip_file_is_refused()
    {
        var gzip = Idx.Gzip(Idx.Images(100));
        Assert.Contains("damaged or truncated gzip file", Refusal(gzip[..(gzip.Length / 2)]));
        Assert.All(Enumerable.Range(1, 8), missing => Assert.Contains("damaged or truncated gzip file", Refusal(gzip[..^missing]))); // its trailer
        gzip[^6] ^= 1; // its checksum
        Assert.Contains("damaged or truncated gzip file", Refusal(gzip));
    }

    [Fact]
    public void A_gzip_file_of_several_members_is_read() => Assert.Equal(Good[16..], Read([.. Idx.Gzip(Good[..10]), .. Idx.Gzip(Good[10..])]).Content);

    [Fact]
    public void What_is_packed_tightly_takes_little_more_memory_than_it_unpacks_to()
    {
        var file = Idx.Gzip(Idx.Bytes(2051, [1 << 15, 32, 32], new byte[32 << 20]));
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Equal(32 << 20, Read(file).Content.Length);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 32 << 20, 48 << 20);
    }

    [Fact]
    public void Any_mutation_of_a_file_is_read_or_refused_in_one_sentence_with_its_name()
    {
        byte[][] files = [Good, Idx.Gzip(Good), Idx.Gzip(Idx.Images(200, 4, 5))];
        Gen.Select(Gen.Int[0, 2], Gen.Select(Gen.Int[0, 5000], Gen.Byte).Array[0, 4], Gen.Int[-40, 10]).Sample(
            (which, edits, resize) =>
            {
                var bytes = new byte[Math.Max(0, files[which].Length + Math.Min(resize, 5))];
                files[which].AsSpan(0, Math.Min(bytes.Length, files[which].Length)).CopyTo(bytes);
                foreach (var (at, value) in edits)
                {
                    if (bytes.Length > 0)
                    {
                        bytes[at % bytes.Length] = value;
                    }
                }

                try
                {
                    var file = Read(bytes);
                    Assert.Equal(file.Content.Length, file.Dimensions.Aggregate(1, (a, b) => a * b));
                }
                catch (InvalidDataException e)
                {
                    Assert.StartsWith(Name + " ", e.Message, StringComparison.Ordinal);
                    Assert.DoesNotContain('\n', e.Message);
                }
            },
            iter: 5000);
    }

    private static IdxFile Read(byte[] bytes)
    {
        using var stream = new MemoryStream(bytes);
        return IdxFile.Read(stream, Name, rank: 3);
    }

    private static string Refusal(byte[] bytes)
    {
        var message = Assert.Throws<InvalidDataException>(() => Read(bytes)).Message;
        Assert.StartsWith(Name + " ", message, StringComparison.Ordinal);
        return message;
    }
}
