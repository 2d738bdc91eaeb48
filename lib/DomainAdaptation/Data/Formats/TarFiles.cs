using System.Text;

namespace DomainAdaptation;

/// <summary>Reads the files of a tar archive one after another. It believes no length: what is claimed and not there is not allocated.</summary>
internal static class TarFiles
{
    private const int Block = 512, MostEntries = 10_000;
    private const long MostBytes = 1L << 30;

    /// <summary>Hands over each regular file. Extended headers, which hold long names and dates, and links are passed over.</summary>
    /// <param name="archive">The archive, uncompressed.</param>
    /// <param name="name">What messages call it.</param>
    /// <param name="read">Gets the name and the content of each file; reads what it wants.</param>
    /// <exception cref="InvalidDataException">The archive is damaged, or larger than one should be.</exception>
    public static void Read(Stream archive, string name, Action<string, Stream> read)
    {
        var header = new byte[Block];
        long bytes = 0;
        for (var entries = 0; archive.ReadAtLeast(header, Block, throwOnEndOfStream: false) is var got && got > 0 && header.AsSpan(0, got).ContainsAnyExcept((byte)0); entries++)
        {
            var size = got == Block && Octal(header.AsSpan(148, 8)) == Checksum(header) ? Octal(header.AsSpan(124, 12)) : null;
            var padded = (size + Block - 1) / Block * Block ?? throw new InvalidDataException($"{name} is damaged: entry {entries + 1} has a header that does not add up.");
            if (entries == MostEntries || (bytes += padded) > MostBytes)
            {
                throw TooLarge(name);
            }

            using var content = new PartOfStream(archive, size!.Value);
            if (header[156] is (byte)'0' or 0)
            {
                read(Name(header), content);
            }

            content.CopyTo(Stream.Null);
            using var padding = new PartOfStream(archive, padded - size.Value);
            padding.CopyTo(Stream.Null);
            if (content.Left > 0 || padding.Left > 0)
            {
                throw new InvalidDataException($"{name} is truncated: entry {entries + 1} claims {size} bytes.");
            }
        }

        // Only at its end does a compressed archive show that it is whole.
        while (archive.Read(header) is var rest && rest > 0)
        {
            if ((bytes += rest) > MostBytes)
            {
                throw TooLarge(name);
            }
        }
    }

    private static InvalidDataException TooLarge(string name) => new($"{name} holds more than {MostEntries} files or {MostBytes >> 20} MiB.");

    // A long name is in two parts, where the archive is of the standard's kind.
    private static string Name(byte[] header)
    {
        var (name, prefix) = (Text(header.AsSpan(0, 100)), header.AsSpan(257, 6).SequenceEqual("ustar\0"u8) ? Text(header.AsSpan(345, 155)) : "");
        return prefix.Length > 0 ? prefix + "/" + name : name;
    }

    private static string Text(ReadOnlySpan<byte> field) => Encoding.UTF8.GetString(field.IndexOf((byte)0) is >= 0 and var end ? field[..end] : field);

    // Null for what is no number of octal digits.
    private static long? Octal(ReadOnlySpan<byte> field)
    {
        long number = 0;
        foreach (var digit in field.Trim(" \0"u8))
        {
            if (digit is < (byte)'0' or > (byte)'7')
            {
                return null;
            }

            number = number * 8 + digit - '0';
        }

        return number;
    }

    // Of all bytes, those of the sum itself taken as spaces.
    private static long Checksum(byte[] header)
    {
        long sum = 8 * ' ';
        for (var i = 0; i < Block; i++)
        {
            sum += i is >= 148 and < 156 ? 0 : header[i];
        }

        return sum;
    }
}
