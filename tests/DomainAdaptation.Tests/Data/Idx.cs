using System.Buffers.Binary;
using System.IO.Compression;

namespace DomainAdaptation.Tests;

/// <summary>Makes idx files, good and bad.</summary>
internal static class Idx
{
    public static byte[] Bytes(uint magic, uint[] dimensions, byte[] content)
    {
        var bytes = new byte[4 + (4 * dimensions.Length) + content.Length];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, magic);
        for (var i = 0; i < dimensions.Length; i++)
        {
            BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(4 + (4 * i)), dimensions[i]);
        }

        content.CopyTo(bytes, 4 + (4 * dimensions.Length));
        return bytes;
    }

    public static byte[] Images(int count, int height = 28, int width = 28, int seed = 1)
    {
        var content = new byte[count * height * width];
        new Random(seed).NextBytes(content);
        return Bytes(2051, [(uint)count, (uint)height, (uint)width], content);
    }

    public static byte[] Labels(int count) => Bytes(2049, [(uint)count], [.. Enumerable.Range(0, count).Select(i => (byte)(i % 10))]);

    public static byte[] Gzip(byte[] content)
    {
        using var to = new MemoryStream();
        using (var gzip = new GZipStream(to, CompressionLevel.Fastest))
        {
            gzip.Write(content);
        }

        return to.ToArray();
    }
}
