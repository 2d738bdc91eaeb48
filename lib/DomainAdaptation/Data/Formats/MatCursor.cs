using System.Buffers.Binary;
using System.Text;

namespace DomainAdaptation;

/// <summary>Reads the parts of a MATLAB file one after another, and no further than it was told.</summary>
/// <param name="stream">Where they come from.</param>
/// <param name="left">Bytes that may be read.</param>
/// <param name="sure">Whether those bytes are known to be there; else memory grows as they arrive.</param>
/// <param name="little">The byte order.</param>
/// <param name="name">The file, for messages.</param>
internal sealed class MatCursor(Stream stream, long left, bool sure, bool little, string name)
{
    private const int MostDimensions = 32;
    private const int LongestName = 255;

    public long Left { get; private set; } = left;

    /// <summary>Bytes that may be allocated before any have arrived.</summary>
    public long FirstAllocation { get; init; } = 1 << 12;

    /// <summary>What a part is and how long: 8 bytes, or 4 for a part of up to 4 bytes, which lies in the other 4.</summary>
    public MatTag ReadTag()
    {
        var first = ReadUInt32();
        return first >> 16 == 0
            ? new((MatStorage)first, ReadUInt32(), IsSmall: false)
            : new((MatStorage)(first & 0xffff), first >> 16 is var length && length <= 4 ? length : throw Damaged($"a part of 4 bytes claims {length}"), IsSmall: true);
    }

    /// <summary>An array: flags, dimensions, name, values. Null for what is no array of real numbers.</summary>
    public MatArray? ReadMatrix()
    {
        var flags = ReadPart([MatStorage.UInt32], 8, 8);
        var word = ToUInt32(flags);
        var isNumeric = (word & 0xff) is >= 6 and <= 15 && (word & 0x0800) == 0; // double … uint64, and not complex
        if (!isNumeric)
        {
            return null;
        }

        // MATLAB itself writes Int32 and Int8; other programs unsigned dimensions, and names as UTF-8.
        var packed = ReadPart([MatStorage.Int32, MatStorage.UInt32], 8, 4 * MostDimensions);
        if (packed.Length % 4 != 0)
        {
            throw Damaged($"{packed.Length} bytes are no dimensions");
        }

        var dimensions = Enumerable.Range(0, packed.Length / 4).Select(i => (int)ToUInt32(packed.AsSpan(4 * i))).ToArray();
        var called = Encoding.Latin1.GetString(ReadPart([MatStorage.Int8, MatStorage.UInt8, MatStorage.Utf8], 0, LongestName));
        if (called.Any(c => !char.IsAsciiLetterOrDigit(c) && c != '_'))
        {
            throw Damaged("the name of an array has characters that no name may have");
        }

        var tag = ReadTag();
        var shape = string.Join("×", dimensions.Select(d => (uint)d));
        var size = MatArray.Size(tag.Storage);
        if (dimensions.Any(d => d < 0) || size == 0 || Product(dimensions) * (uint)size != (ulong)tag.Length)
        {
            throw Damaged($"the {shape} values of {called} are said to take {tag.Length} bytes of type {(uint)tag.Storage}");
        }

        // What MATLAB keeps for itself has no name.
        return called.Length == 0 ? null : MatArray.Stored(called, dimensions, tag.Storage, ReadContent(tag), little);
    }

    public InvalidDataException Truncated(long wanted) =>
        new(FormattableString.Invariant($"{name} is truncated: {wanted:N0} bytes are announced where no more than {Left:N0} follow; fetch or copy it again."));

    private static UInt128 Product(int[] dimensions)
    {
        if (dimensions.Contains(0))
        {
            return 0;
        }

        UInt128 product = 1;
        foreach (var d in dimensions.TakeWhile(_ => product <= int.MaxValue))
        {
            product *= (uint)d;
        }

        return product;
    }

    private byte[] ReadPart(ReadOnlySpan<MatStorage> storages, int atLeast, int atMost)
    {
        var tag = ReadTag();
        return storages.Contains(tag.Storage) && tag.Length >= atLeast && tag.Length <= atMost
            ? ReadContent(tag)
            : throw Damaged($"a part of type {(uint)tag.Storage} and {tag.Length} bytes stands where one of type {(uint)storages[0]} should");
    }

    private byte[] ReadContent(MatTag tag)
    {
        if (tag.IsSmall)
        {
            return ReadBytes(4)[..(int)tag.Length];
        }

        var content = ReadBytes(tag.Length);
        // Padded to a multiple of 8; the last one of a file, in some files, is not.
        _ = ReadBytes(Math.Min(Left, -tag.Length & 7));
        return content;
    }

    private byte[] ReadBytes(long count)
    {
        if (count > Left)
        {
            throw Truncated(count);
        }

        if (count > Array.MaxLength)
        {
            throw new InvalidDataException($"{name} holds an array of more than 2 GiB, which is not read here.");
        }

        var bytes = ClaimedBytes.Read(stream, (int)count, sure ? count : FirstAllocation);
        if (bytes.Length < count)
        {
            throw new InvalidDataException(FormattableString.Invariant($"{name} is truncated: {count:N0} bytes are announced where {bytes.Length:N0} follow; fetch or copy it again."));
        }

        Left -= count;
        return bytes;
    }

    private uint ReadUInt32() => ToUInt32(ReadBytes(4));

    private uint ToUInt32(ReadOnlySpan<byte> bytes) => little ? BinaryPrimitives.ReadUInt32LittleEndian(bytes) : BinaryPrimitives.ReadUInt32BigEndian(bytes);

    private InvalidDataException Damaged(string how) => new($"{name} is damaged: {how}; fetch or copy it again.");
}
