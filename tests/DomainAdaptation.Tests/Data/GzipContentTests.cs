namespace DomainAdaptation.Tests;

public sealed class GzipContentTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(100)]
    [InlineData((1 << 15) - 16)]
    [InlineData((1 << 15) + 1)]
    [InlineData(200_000)]
    public void What_was_packed_comes_out_however_little_is_read_at_once(int length)
    {
        var content = Noise(length);
        foreach (var atOnce in new[] { 1, 8192, int.MaxValue })
        {
            Assert.Equal(content, Unpacked(Idx.Gzip(content), atOnce));
            Assert.Equal([.. content, 5, .. content], Unpacked([.. Idx.Gzip(content), .. Idx.Gzip([5]), .. Idx.Gzip([]), .. Idx.Gzip(content)], atOnce));
        }
    }

    [Fact]
    public void A_file_that_is_cut_anywhere_is_refused()
    {
        var (one, two) = (Idx.Gzip(Noise(300)), Idx.Gzip(new byte[300]));
        foreach (var file in new[] { one, two })
        {
            Assert.All(Enumerable.Range(1, file.Length - 1), missing => Assert.Throws<InvalidDataException>(() => Unpacked(file[..^missing])));
        }

        // Cut at the end of its first member it is a whole file.
        Assert.All(Enumerable.Range(1, two.Length - 1), missing => Assert.Throws<InvalidDataException>(() => Unpacked([.. one, .. two[..^missing]])));
        Assert.All(Enumerable.Range(1, 8), missing => Assert.Throws<InvalidDataException>(() => Unpacked([.. one[..^missing], .. two])));
    }

    [Fact]
    public void What_follows_the_last_member_is_refused()
    {
        var file = Idx.Gzip(Noise(300));
        Assert.Throws<InvalidDataException>(() => Unpacked([.. file, 0]));
        Assert.Throws<InvalidDataException>(() => Unpacked([.. file, .. new byte[600]]));
        Assert.Throws<InvalidDataException>(() => Unpacked([.. file, 0x1f, 0x8b]));
    }

    private static byte[] Noise(int length)
    {
        var bytes = new byte[length];
        new Random(length).NextBytes(bytes);
        return bytes;
    }

    private static byte[] Unpacked(byte[] file, int atOnce = int.MaxValue)
    {
        using var content = new GzipContent(new Slow(file, atOnce));
        using var to = new MemoryStream();
        content.CopyTo(to);
        return to.ToArray();
    }

    private sealed class Slow(byte[] bytes, int atOnce) : ReadOnlyStream
    {
        private int at;

        public override int Read(Span<byte> buffer)
        {
            var part = bytes.AsSpan(at, Math.Min(atOnce, Math.Min(buffer.Length, bytes.Length - at)));
            part.CopyTo(buffer);
            at += part.Length;
            return part.Length;
        }
    }
}
