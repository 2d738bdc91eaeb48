using System.Buffers.Binary;

namespace DomainAdaptation;

/// <summary>Goes through the fields of one message of Protocol Buffers, without knowing its kind.</summary>
/// <param name="message">The bytes of the message.</param>
internal struct ProtocolBuffer(ReadOnlyMemory<byte> message)
{
    private const int MostDigits = 10; // of a number of 64 bits, seven a byte
    private ReadOnlyMemory<byte> rest = message;

    /// <summary>The number of the field.</summary>
    public ulong Field { get; private set; }

    /// <summary>What the field holds, where that is a number.</summary>
    public ulong Number { get; private set; }

    /// <summary>What the field holds, where that has a length: text, bytes, a list of numbers or a message.</summary>
    public ReadOnlyMemory<byte> Bytes { get; private set; }

    /// <summary>Goes to the next field; false where there is none.</summary>
    /// <exception cref="InvalidDataException">The message is malformed or cut off.</exception>
    public bool Next()
    {
        if (rest.IsEmpty)
        {
            return false;
        }

        var tag = Varint(ref rest);
        (Field, Number, Bytes) = (tag >> 3, 0, default);
        switch (tag & 7)
        {
            case 0:
                Number = Varint(ref rest);
                break;
            case 1:
                Number = BinaryPrimitives.ReadUInt64LittleEndian(Take(8).Span);
                break;
            case 2:
                Bytes = Take(Varint(ref rest));
                break;
            case 5:
                Number = BinaryPrimitives.ReadUInt32LittleEndian(Take(4).Span);
                break;
            default:
                throw new InvalidDataException($"a field of unknown kind {tag & 7}");
        }

        return true;
    }

    /// <summary>The numbers of a repeated field, which are either one a field or a list in one.</summary>
    public readonly IEnumerable<ulong> Numbers()
    {
        if (Bytes.IsEmpty)
        {
            yield return Number;
        }

        for (var left = Bytes; !left.IsEmpty;)
        {
            yield return Varint(ref left);
        }
    }

    private ReadOnlyMemory<byte> Take(ulong length)
    {
        if (length > (ulong)rest.Length)
        {
            throw new InvalidDataException($"it is cut off: {length} bytes should follow where {rest.Length} are left");
        }

        var taken = rest[..(int)length];
        rest = rest[(int)length..];
        return taken;
    }

    private static ulong Varint(ref ReadOnlyMemory<byte> from)
    {
        var value = 0UL;
        for (var i = 0; i < Math.Min(from.Length, MostDigits); i++)
        {
            var digit = from.Span[i];
            value |= (ulong)(digit & 0x7f) << (7 * i);
            if (digit < 0x80)
            {
                from = from[(i + 1)..];
                return value;
            }
        }

        throw new InvalidDataException("a number has no end");
    }
}
