using System.Buffers.Binary;

namespace DomainAdaptation;

/// <summary>Looks into the header of a JPEG file for what the decoder does not tell.</summary>
internal static class JpegHeader
{
    /// <summary>The number of colours: 1 for gray, 3 for colour, 4 for print; 0 where no frame begins.</summary>
    public static int Components(ReadOnlySpan<byte> content)
    {
        // Segments: FF, what it is, and the length of the rest, itself included.
        for (var at = 2; at + 9 < content.Length && content[at] == 0xff;)
        {
            var marker = content[at + 1];
            if (marker is >= 0xc0 and <= 0xcf and not (0xc4 or 0xc8 or 0xcc)) // a frame begins
            {
                return content[at + 9];
            }

            at += marker is 0xff ? 1 : marker is 0x01 or (>= 0xd0 and <= 0xd8) ? 2 : 2 + Math.Max((ushort)2, BinaryPrimitives.ReadUInt16BigEndian(content[(at + 2)..]));
        }

        return 0;
    }
}
