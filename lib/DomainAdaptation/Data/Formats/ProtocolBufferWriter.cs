using System.Buffers.Binary;
using System.Text;

namespace DomainAdaptation;

/// <summary>Puts one message of Protocol Buffers together, field by field; <see cref="ProtocolBuffer"/> reads such messages.</summary>
/// <remarks>
/// A message within another begins with its length, so all lengths must be known before the first byte is written. What is large is told
/// by its length and written only when its turn comes: a message of gigabytes takes little memory.
/// </remarks>
internal sealed class ProtocolBufferWriter
{
    private const int Varying = 0, WithLength = 2, FourBytes = 5; // the wire types
    private readonly List<Action<Stream>> parts = [];

    /// <summary>The length of the message so far in bytes.</summary>
    public long Length { get; private set; }

    /// <summary>Adds a whole number.</summary>
    public ProtocolBufferWriter Number(int field, long value)
    {
        Tag(field, Varying);
        Varint((ulong)value);
        return this;
    }

    /// <summary>Adds a number of 32 bits with a point.</summary>
    public ProtocolBufferWriter Float(int field, float value)
    {
        var bytes = new byte[sizeof(float)];
        BinaryPrimitives.WriteSingleLittleEndian(bytes, value);
        Tag(field, FourBytes);
        Raw(bytes);
        return this;
    }

    /// <summary>Adds text, as UTF-8.</summary>
    public ProtocolBufferWriter Text(int field, string value)
    {
        var bytes = Encoding.UTF8.GetBytes(value);
        return Content(field, bytes.Length, stream => stream.Write(bytes));
    }

    /// <summary>Adds a message, which must be whole.</summary>
    public ProtocolBufferWriter Message(int field, ProtocolBufferWriter message) => Content(field, message.Length, message.WriteTo);

    /// <summary>Adds bytes that are written later.</summary>
    /// <param name="field">The number of the field.</param>
    /// <param name="length">How many bytes.</param>
    /// <param name="write">Writes exactly so many.</param>
    public ProtocolBufferWriter Content(int field, long length, Action<Stream> write)
    {
        Tag(field, WithLength);
        Varint((ulong)length);
        parts.Add(write);
        Length += length;
        return this;
    }

    /// <summary>Writes the message, without its length.</summary>
    public void WriteTo(Stream stream) => parts.ForEach(part => part(stream));

    private void Tag(int field, int type) => Varint(((ulong)field << 3) | (uint)type);

    // Seven bits a byte, the lowest first; the highest bit of a byte says that more follow.
    private void Varint(ulong value)
    {
        var bytes = new List<byte>();
        for (; value > 0x7f; value >>= 7)
        {
            bytes.Add((byte)(value | 0x80));
        }

        bytes.Add((byte)value);
        Raw([.. bytes]);
    }

    private void Raw(byte[] bytes)
    {
        parts.Add(stream => stream.Write(bytes));
        Length += bytes.Length;
    }
}
