using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace DomainAdaptation.Tests;

/// <summary>Makes MATLAB files part by part, of either byte order, good and bad.</summary>
internal sealed class Mat(bool little = true)
{
    private readonly List<byte> content = [];

    /// <summary>A whole file of these parts.</summary>
    public static byte[] File(bool little, params byte[][] parts)
    {
        var header = new byte[128];
        Encoding.ASCII.GetBytes("MATLAB 5.0 MAT-file, by a test").CopyTo(header, 0);
        header[124] = little ? (byte)0 : (byte)1;
        header[125] = little ? (byte)1 : (byte)0;
        Encoding.ASCII.GetBytes(little ? "IM" : "MI").CopyTo(header, 126);
        return [.. header, .. parts.SelectMany(p => p)];
    }

    /// <summary>An array of one class, its values stored as one type.</summary>
    public static byte[] Array(string name, int[] dimensions, int arrayClass, int storage, byte[] values, bool little = true, int? claimed = null)
    {
        var body = new Mat(little).Part(6, new Mat(little).UInt32((uint)arrayClass).UInt32(0).Bytes)
            .Part(5, dimensions.Aggregate(new Mat(little), (m, d) => m.UInt32((uint)d)).Bytes)
            .Part(1, Encoding.ASCII.GetBytes(name)).Part(storage, values, claimed).Bytes;
        return new Mat(little).Part(14, body).Bytes;
    }

    public static byte[] Compressed(byte[] part, bool little = true, int missing = 0)
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            zlib.Write(part);
        }

        return new Mat(little).UInt32(15).UInt32((uint)(packed.Length - missing)).Raw(packed.ToArray()[..^missing]).Bytes;
    }

    public byte[] Bytes => [.. content];

    public Mat UInt32(uint value)
    {
        var bytes = new byte[4];
        if (little)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(bytes, value);
        }
        else
        {
            BinaryPrimitives.WriteUInt32BigEndian(bytes, value);
        }

        return Raw(bytes);
    }

    public Mat Raw(byte[] bytes)
    {
        content.AddRange(bytes);
        return this;
    }

    // Up to four bytes go into the tag, as MATLAB does it.
    public Mat Part(int type, byte[] bytes, int? claimed = null) => bytes.Length is > 0 and <= 4 && claimed is null
        ? UInt32(((uint)bytes.Length << 16) | (uint)type).Raw(bytes).Raw(new byte[4 - bytes.Length])
        : UInt32((uint)type).UInt32((uint)(claimed ?? bytes.Length)).Raw(bytes).Raw(new byte[-bytes.Length & 7]);
}
