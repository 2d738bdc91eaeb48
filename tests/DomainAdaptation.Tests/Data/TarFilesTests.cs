using System.Formats.Tar;
using System.IO.Compression;
using System.Text;

namespace DomainAdaptation.Tests;

public sealed class TarFilesTests
{
    private const string LongName = "package/data/a-name-of-more-than-a-hundred-characters-which-a-header-of-the-standards-kind-keeps-in-two-parts/file";

    [Theory]
    [InlineData(TarEntryFormat.V7)]
    [InlineData(TarEntryFormat.Ustar)]
    [InlineData(TarEntryFormat.Pax)]
    [InlineData(TarEntryFormat.Gnu)]
    public void Files_of_each_format_are_read_whole(TarEntryFormat format)
    {
        var (name, bytes) = format == TarEntryFormat.Ustar ? (LongName, new byte[512]) : ("package/data/file", new byte[1000]);
        bytes[^1] = 7;
        var files = Read(Archive(format, name, bytes));
        Assert.Equal([name, "empty"], files.Select(f => f.Name));
        Assert.Equal(bytes, files[0].Content);
        Assert.Empty(files[1].Content);
    }

    [Theory]
    [InlineData(TarEntryFormat.Pax, "07777777777\0", "is truncated: entry 1 claims 1073741823 bytes")] // of the extended header
    [InlineData(TarEntryFormat.Ustar, "07777777777\0", "is truncated: entry 1 claims 1073741823 bytes")]
    [InlineData(TarEntryFormat.Ustar, "77777777777\0", "holds more than 10000 files or 1024 MiB")]
    [InlineData(TarEntryFormat.Ustar, "-0000000001\0", "does not add up")]
    public void A_length_that_is_only_claimed_is_not_allocated(TarEntryFormat format, string length, string sentence)
    {
        var damaged = WithField(Archive(format, "a", [1]), 124, length);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Contains(sentence, Assert.Throws<InvalidDataException>(() => Read(damaged)).Message, StringComparison.Ordinal);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    [Fact]
    public void A_compressed_archive_without_its_checksum_is_refused()
    {
        using var folder = new TemporaryFolder();
        var whole = Compressed(Archive(TarEntryFormat.Pax, "package/data/a", [1, 2, 3]));
        foreach (var missing in new[] { 0, 1, 4, 8 })
        {
            File.WriteAllBytes(folder.At("a.tgz"), whole[..^missing]);
            var refusal = Record.Exception(() => NpmPackage.ReadFiles(folder.At("a.tgz"), (_, content) => content.CopyTo(Stream.Null)));
            Assert.Equal(missing > 0, refusal is InvalidDataException);
        }
    }

    [Fact]
    public void Damaged_archives_are_read_or_refused_within_their_own_size()
    {
        using var folder = new TemporaryFolder();
        var mutations = new Mutations(1);
        var (pax, gnu) = (Archive(TarEntryFormat.Pax, "package/data/a", [1, 2, 3]), Archive(TarEntryFormat.Gnu, LongName, new byte[700]));
        var refused = 0;
        for (var i = 0; i < 3000; i++)
        {
            // The damage is within what is compressed, half of it with a sum that is right, or to the compressed file.
            var within = mutations.OneOf(2);
            var bytes = within ? mutations.Of(mutations.OneOf(2) ? pax : gnu, gnu) : pax;
            bytes = Compressed(within && bytes.Length >= 512 && mutations.OneOf(2) ? WithSum(bytes) : bytes);
            File.WriteAllBytes(folder.At("a.tgz"), within ? bytes : mutations.Of(bytes, gnu));
            var before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                NpmPackage.ReadFiles(folder.At("a.tgz"), (_, content) => content.CopyTo(Stream.Null));
            }
            catch (InvalidDataException)
            {
                refused++;
            }

            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 4 << 20);
        }

        Assert.InRange(refused, 500, 2999);
    }

    private static byte[] Archive(TarEntryFormat format, string name, byte[] content)
    {
        using var bytes = new MemoryStream();
        using (var tar = new TarWriter(bytes, leaveOpen: true))
        {
            foreach (var (n, c) in new[] { (name, content), ("empty", []) })
            {
                TarEntry entry = format switch
                {
                    TarEntryFormat.V7 => new V7TarEntry(TarEntryType.V7RegularFile, n),
                    TarEntryFormat.Ustar => new UstarTarEntry(TarEntryType.RegularFile, n),
                    TarEntryFormat.Gnu => new GnuTarEntry(TarEntryType.RegularFile, n),
                    _ => new PaxTarEntry(TarEntryType.RegularFile, n),
                };
                entry.DataStream = new MemoryStream(c);
                tar.WriteEntry(entry);
            }
        }

        return bytes.ToArray();
    }

    private static List<(string Name, byte[] Content)> Read(byte[] archive)
    {
        var files = new List<(string, byte[])>();
        TarFiles.Read(new MemoryStream(archive), "a.tgz", (name, content) =>
        {
            using var copy = new MemoryStream();
            content.CopyTo(copy);
            files.Add((name, copy.ToArray()));
        });
        return files;
    }

    private static byte[] Compressed(byte[] bytes)
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(bytes);
        }

        return compressed.ToArray();
    }

    private static byte[] WithField(byte[] archive, int place, string text)
    {
        var bytes = archive.ToArray();
        Encoding.ASCII.GetBytes(text).CopyTo(bytes, place);
        return WithSum(bytes);
    }

    private static byte[] WithSum(byte[] bytes)
    {
        "        "u8.CopyTo(bytes.AsSpan(148));
        Encoding.ASCII.GetBytes(Convert.ToString(bytes.AsSpan(0, 512).ToArray().Sum(b => b), 8).PadLeft(6, '0') + "\0 ").CopyTo(bytes, 148);
        return bytes;
    }
}
