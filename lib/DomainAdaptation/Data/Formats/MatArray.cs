using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace DomainAdaptation;

/// <summary>One array of numbers in a MATLAB file: see <see cref="MatFile"/>.</summary>
public sealed class MatArray
{
    private readonly MatStorage storage;

    private MatArray(string name, IReadOnlyList<int> dimensions, MatStorage storage, byte[] raw)
    {
        Name = name;
        Dimensions = dimensions;
        this.storage = storage;
        Raw = raw;
    }

    /// <summary>The name of the variable.</summary>
    public string Name { get; }

    /// <summary>The size of each dimension, at least two; the first runs fastest.</summary>
    public IReadOnlyList<int> Dimensions { get; }

    /// <summary>The number of values.</summary>
    public int Count => Raw.Length / Size(storage);

    /// <summary>The values as they are stored, in this machine's byte order. Not a copy.</summary>
    internal byte[] Raw { get; }

    internal MatStorage Storage => storage;

    /// <summary>The values as bytes, first dimension fastest; a copy.</summary>
    /// <exception cref="InvalidDataException">A value is no whole number from 0 to 255.</exception>
    public byte[] ToBytes()
    {
        if (storage == MatStorage.UInt8)
        {
            return [.. Raw];
        }

        var bytes = new byte[Count];
        for (var i = 0; i < bytes.Length; i++)
        {
            var value = At(i);
            bytes[i] = value is >= 0 and <= 255 && value == Math.Floor(value)
                ? (byte)value
                : throw new InvalidDataException(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Name}: value {i} is {value}, no whole number from 0 to 255."));
        }

        return bytes;
    }

    /// <summary>The values as doubles, first dimension fastest; a copy. 64-bit integers beyond 2^53 are rounded.</summary>
    public double[] ToDoubles()
    {
        var values = new double[Count];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = At(i);
        }

        return values;
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Name}: {storage} [{string.Join(", ", Dimensions)}]";

    internal static MatArray OfBytes(string name, IReadOnlyList<int> dimensions, byte[] values) => new(name, Checked(dimensions, values.Length), MatStorage.UInt8, values);

    internal static MatArray OfDoubles(string name, IReadOnlyList<int> dimensions, double[] values)
    {
        _ = MatFileWriter.ContentLength(name, dimensions.Count, 8L * values.Length);
        return new(name, Checked(dimensions, values.Length), MatStorage.Double, MemoryMarshal.AsBytes<double>(values).ToArray());
    }

    /// <summary>What a file holds; the bytes are taken over, and turned to this machine's order.</summary>
    internal static MatArray Stored(string name, IReadOnlyList<int> dimensions, MatStorage storage, byte[] raw, bool littleEndian)
    {
        if (littleEndian != BitConverter.IsLittleEndian)
        {
            switch (Size(storage))
            {
                case 2:
                    BinaryPrimitives.ReverseEndianness(MemoryMarshal.Cast<byte, short>(raw.AsSpan()), MemoryMarshal.Cast<byte, short>(raw.AsSpan()));
                    break;
                case 4:
                    BinaryPrimitives.ReverseEndianness(MemoryMarshal.Cast<byte, int>(raw.AsSpan()), MemoryMarshal.Cast<byte, int>(raw.AsSpan()));
                    break;
                case 8:
                    BinaryPrimitives.ReverseEndianness(MemoryMarshal.Cast<byte, long>(raw.AsSpan()), MemoryMarshal.Cast<byte, long>(raw.AsSpan()));
                    break;
            }
        }

        return new(name, dimensions, storage, raw);
    }

    /// <summary>Bytes a value takes, or 0 for what is no number.</summary>
    internal static int Size(MatStorage storage) => storage switch
    {
        MatStorage.Int8 or MatStorage.UInt8 => 1,
        MatStorage.Int16 or MatStorage.UInt16 => 2,
        MatStorage.Int32 or MatStorage.UInt32 or MatStorage.Single => 4,
        MatStorage.Double or MatStorage.Int64 or MatStorage.UInt64 => 8,
        _ => 0,
    };

    private static IReadOnlyList<int> Checked(IReadOnlyList<int> dimensions, int count) =>
        dimensions.Count >= 2 && dimensions.All(d => d >= 0) && dimensions.Aggregate(1L, (product, d) => product * d) == count
            ? dimensions
            : throw new ArgumentException($"{count} values are not [{string.Join(", ", dimensions)}].", nameof(dimensions));

    private double At(int i) => storage switch
    {
        MatStorage.Int8 => (sbyte)Raw[i],
        MatStorage.UInt8 => Raw[i],
        MatStorage.Int16 => MemoryMarshal.Cast<byte, short>(Raw)[i],
        MatStorage.UInt16 => MemoryMarshal.Cast<byte, ushort>(Raw)[i],
        MatStorage.Int32 => MemoryMarshal.Cast<byte, int>(Raw)[i],
        MatStorage.UInt32 => MemoryMarshal.Cast<byte, uint>(Raw)[i],
        MatStorage.Single => MemoryMarshal.Cast<byte, float>(Raw)[i],
        MatStorage.Int64 => MemoryMarshal.Cast<byte, long>(Raw)[i],
        MatStorage.UInt64 => MemoryMarshal.Cast<byte, ulong>(Raw)[i],
        _ => MemoryMarshal.Cast<byte, double>(Raw)[i],
    };
}
