namespace DomainAdaptation;

/// <summary>The next bytes of a stream, as a stream that ends after them.</summary>
internal sealed class PartOfStream(Stream whole, long length) : ReadOnlyStream
{
    private long left = length;

    /// <summary>Bytes that were not read yet.</summary>
    public long Left => left;

    /// <summary>Whether more was asked for after the last byte: what unpacks the part found no end in it.</summary>
    public bool RanOut { get; private set; }

    public override int Read(Span<byte> buffer)
    {
        RanOut |= left == 0 && buffer.Length > 0;
        var read = whole.Read(buffer[..(int)Math.Min(left, buffer.Length)]);
        left -= read;
        return read;
    }
}
