using System.Text;

namespace DomainAdaptation.Tests;

/// <summary>Writes ONNX files of initialisers alone.</summary>
internal static class Onnx
{
    public static byte[] Model(params byte[][] initialisers) =>
        [.. Number(1, 8), .. Bytes(7, [.. Bytes(2, "graph"u8), .. initialisers.SelectMany(i => Bytes(5, i))])];

    public static byte[] Tensor(string name, long[] shape, byte[] data, ulong type = 1, int dataField = 9, bool packed = false) =>
    [
        .. packed ? Bytes(1, [.. shape.SelectMany(d => Varint((ulong)d))]) : shape.SelectMany(d => Number(1, (ulong)d)),
        .. Number(2, type), .. Bytes(dataField, data), .. Bytes(8, Encoding.UTF8.GetBytes(name)),
    ];

    public static byte[] Floats(params float[] values) => [.. values.SelectMany(BitConverter.GetBytes)];

    private static byte[] Number(int field, ulong value) => [.. Varint((ulong)field << 3), .. Varint(value)];

    private static byte[] Bytes(int field, ReadOnlySpan<byte> content) => [.. Varint(((ulong)field << 3) | 2), .. Varint((ulong)content.Length), .. content];

    private static List<byte> Varint(ulong value)
    {
        var bytes = new List<byte>();
        for (; value > 0x7f; value >>= 7)
        {
            bytes.Add((byte)(value | 0x80));
        }

        bytes.Add((byte)value);
        return bytes;
    }
}
