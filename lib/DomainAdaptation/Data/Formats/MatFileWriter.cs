using System.Buffers.Binary;
using System.Text;

namespace DomainAdaptation;

/// <summary>Writes MATLAB .mat files of level 5, uncompressed and little-endian: arrays of bytes and of doubles.</summary>
internal static class MatFileWriter
{
    /// <summary>Writes a file whole or not at all.</summary>
    /// <exception cref="ArgumentException">An array has no proper name, or is larger than the 2 GiB that the format has room for.</exception>
    public static void Write(string path, params MatArray[] arrays) => AtomicFile.Write(path, stream => Write(stream, arrays));

    public static void Write(Stream stream, params MatArray[] arrays)
    {
        var header = new byte[MatFile.HeaderLength];
        header.AsSpan().Fill((byte)' ');
        Encoding.ASCII.GetBytes("MATLAB 5.0 MAT-file, written by DomainAdaptation").CopyTo(header, 0);
        header.AsSpan(116, 8).Clear(); // no subsystem data
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(124), 0x0100);
        "IM"u8.CopyTo(header.AsSpan(126));
        stream.Write(header);
        foreach (var array in arrays)
        {
            Write(stream, array);
        }
    }

    /// <summary>What an array takes in a file.</summary>
    /// <exception cref="ArgumentException">More than the 2 GiB that the format has room for.</exception>
    public static int ContentLength(string name, int rank, long bytes)
    {
        var length = Padded(8) + Padded(4 * rank) + Padded(name.Length) + Padded(bytes);
        return length <= int.MaxValue ? (int)length : throw new ArgumentException($"{name} takes more than the 2 GiB that an array in a MATLAB 5 file may have; write less into it.", nameof(bytes));
    }

    private static void Write(Stream stream, MatArray array)
    {
        if (array.Storage is not (MatStorage.UInt8 or MatStorage.Double))
        {
            throw new ArgumentException($"{array} is neither bytes nor doubles.", nameof(array));
        }

        var name = Encoding.ASCII.GetBytes(array.Name);
        if (name.Length is 0 or > 63 || array.Name.Any(c => !char.IsAsciiLetterOrDigit(c) && c != '_'))
        {
            throw new ArgumentException($"\"{array.Name}\" is no name for an array: 1 to 63 letters, digits and underscores.", nameof(array));
        }

        var dimensions = new byte[4 * array.Dimensions.Count];
        for (var i = 0; i < array.Dimensions.Count; i++)
        {
            BinaryPrimitives.WriteInt32LittleEndian(dimensions.AsSpan(4 * i), array.Dimensions[i]);
        }

        var length = ContentLength(array.Name, array.Dimensions.Count, array.Raw.Length);
        var flags = new byte[8];
        flags[0] = array.Storage == MatStorage.UInt8 ? (byte)9 : (byte)6; // the array's class
        WriteTag(stream, MatStorage.Matrix, length);
        WritePart(stream, MatStorage.UInt32, flags);
        WritePart(stream, MatStorage.Int32, dimensions);
        WritePart(stream, MatStorage.Int8, name);
        WritePart(stream, array.Storage, array.Raw);
    }

    private static void WritePart(Stream stream, MatStorage storage, byte[] content)
    {
        WriteTag(stream, storage, content.Length);
        stream.Write(content);
        stream.Write(new byte[-content.Length & 7]);
    }

    private static void WriteTag(Stream stream, MatStorage storage, int length)
    {
        var tag = new byte[8];
        BinaryPrimitives.WriteInt32LittleEndian(tag, (int)storage);
        BinaryPrimitives.WriteInt32LittleEndian(tag.AsSpan(4), length);
        stream.Write(tag);
    }

    private static long Padded(long length) => 8 + ((length + 7) & ~7L);
}
