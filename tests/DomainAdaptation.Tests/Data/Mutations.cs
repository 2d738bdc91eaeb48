using System.Buffers.Binary;
using System.Text;

namespace DomainAdaptation.Tests;

/// <summary>Damages files as transfers, disks and enemies do; the same seed gives the same damage.</summary>
internal sealed class Mutations(int seed)
{
    private static readonly ulong[] Numbers =
        [0, 1, 0x7f, 0x80, 0xff, 0x7fff, 0x8000, 0xffff, 0x00ffffff, 0x3fffffff, 0x40000000, 0x7fffffc7, 0x7fffffff, 0x80000000, 0xffffffff, 0x100000000, long.MaxValue, ulong.MaxValue];

    private static readonly string[] Texts =
        ["", "-1", "0", "2147483647", "2147483648", "4294967296", "9223372036854775807", "99999999999999999999999", "1e308", "1e999", "NaN", "0.5", "..", "/", "\n", "\"", "\\", "[", "{\"a\":", "\u2028", "\0"];

    private readonly Random random = new(seed);

    /// <summary>A damaged copy.</summary>
    /// <param name="file">The file; it stays as it is.</param>
    /// <param name="other">Another file, of which pieces may end up in the copy.</param>
    public byte[] Of(byte[] file, byte[] other)
    {
        var bytes = file.ToArray();
        for (var left = random.Next(1, 4); left > 0; left--)
        {
            bytes = random.Next(9) switch
            {
                0 => Flipped(bytes),
                1 => bytes[..Place(bytes)],
                2 => Replaced(bytes, Place(bytes), 0, Noise()),
                3 => [.. bytes[..Place(bytes)], .. other[Place(other)..]],
                4 => Replaced(bytes, Place(bytes), random.Next(1, 32), []),
                5 => Replaced(bytes, Place(bytes), 0, Piece(bytes)),
                6 => WithText(bytes),
                _ => WithNumber(bytes), // twice as often: headers are where the harm is
            };
        }

        return bytes;
    }

    public bool OneOf(int ways) => random.Next(ways) == 0;

    // Half of the places are near the beginning, where headers are.
    private int Place(byte[] bytes) => random.Next(random.Next(2) == 0 ? bytes.Length + 1 : Math.Min(bytes.Length, 200) + 1);

    private byte[] Noise()
    {
        var noise = new byte[random.Next(1, 64)];
        random.NextBytes(noise);
        return noise;
    }

    private byte[] Piece(byte[] bytes)
    {
        var start = Place(bytes);
        var piece = bytes[start..Math.Min(bytes.Length, start + random.Next(1, 40))];
        return [.. Enumerable.Repeat(piece, random.Next(1, 20)).SelectMany(p => p)];
    }

    private byte[] Flipped(byte[] bytes)
    {
        for (var flips = random.Next(1, 9); flips > 0 && bytes.Length > 0; flips--)
        {
            bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
        }

        return bytes;
    }

    private byte[] WithNumber(byte[] bytes)
    {
        var number = new byte[8];
        var value = Numbers[random.Next(Numbers.Length)];
        var width = 1 << random.Next(4); // 1, 2, 4 or 8 bytes
        if (random.Next(2) == 0)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(number, value);
            number = number[..width];
        }
        else
        {
            BinaryPrimitives.WriteUInt64BigEndian(number, value);
            number = number[^width..];
        }

        return Replaced(bytes, Place(bytes) is var place && random.Next(2) == 0 ? place & ~3 : place, width, number);
    }

    // In place of a run of digits, where there is one after the place.
    private byte[] WithText(byte[] bytes)
    {
        var start = Place(bytes);
        while (start < bytes.Length && !char.IsAsciiDigit((char)bytes[start]))
        {
            start++;
        }

        var end = start;
        while (end < bytes.Length && char.IsAsciiDigit((char)bytes[end]))
        {
            end++;
        }

        return Replaced(bytes, start, end - start, Encoding.UTF8.GetBytes(Texts[random.Next(Texts.Length)]));
    }

    private static byte[] Replaced(byte[] bytes, int place, int length, byte[] by) => [.. bytes[..place], .. by, .. bytes[Math.Min(bytes.Length, place + length)..]];
}
