using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using TorchSharp;
using static TorchSharp.torch;

namespace DomainAdaptation;

/// <summary>What stands before the values of an <c>.npy</c> file.</summary>
/// <param name="Type">The type of each value.</param>
/// <param name="Shape">The array's dimensions.</param>
/// <param name="ColumnsFirst">Whether the first dimension is the fastest, as in Fortran.</param>
/// <param name="Bytes">How many bytes of values it announces.</param>
internal sealed partial record NpyHeader(ScalarType Type, long[] Shape, bool ColumnsFirst, long Bytes)
{
    private const int LargestHeader = 4096, MostDimensions = 8;
    private const long MostValues = 1L << 48; // so that sizes and products of them are far from the largest number

    /// <summary>Reads it; the stream then stands at the first value.</summary>
    /// <exception cref="InvalidDataException">It is none; the message is one sentence that begins with the name.</exception>
    public static NpyHeader Read(Stream file, string name)
    {
        var start = ClaimedBytes.Read(file, 10, 10);
        if (start.Length < 10 || start[0] != 0x93 || !start.AsSpan(1, 5).SequenceEqual("NUMPY"u8))
        {
            throw new InvalidDataException($"{name} is no .npy file: it does not begin with NUMPY; fetch or copy the right file.");
        }

        // Version 1 has two bytes for the length of the header, later ones four.
        var size = (long)BinaryPrimitives.ReadUInt16LittleEndian(start.AsSpan(8));
        if (start[6] > 1)
        {
            var more = ClaimedBytes.Read(file, 2, 2);
            size = more.Length < 2 ? long.MaxValue : size | ((long)BinaryPrimitives.ReadUInt16LittleEndian(more) << 16);
        }

        if (size > LargestHeader)
        {
            throw new InvalidDataException($"{name} is no .npy file: its header claims more than {LargestHeader} bytes; fetch or copy it again.");
        }

        return Understand(Encoding.Latin1.GetString(ClaimedBytes.Read(file, (int)size, (int)size)), name);
    }

    /// <summary>What to say when the values are not all there.</summary>
    public InvalidDataException Truncated(string name) => new(string.Create(
        CultureInfo.InvariantCulture, $"{name} is truncated: its header announces {string.Join("×", Shape)} values, and they are not all there; fetch or copy it again."));

    private static NpyHeader Understand(string header, string name)
    {
        ScalarType? type = Descr().Match(header).Groups["type"].Value switch
        {
            "<f4" => ScalarType.Float32,
            "<f8" => ScalarType.Float64,
            "<i4" => ScalarType.Int32,
            "<i8" => ScalarType.Int64,
            "|u1" => ScalarType.Byte,
            _ => null,
        };
        if (type is null)
        {
            throw new InvalidDataException($"{name} holds no plain numbers: '{TextLines.Shown(header.Trim())}' says what it holds; save it as float32.");
        }

        var shape = ShapeOf().Match(header);
        var sizes = shape.Groups["size"].Captures.Select(c => long.TryParse(c.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var d) ? d : -1).ToArray();
        if (!shape.Success || sizes.Length > MostDimensions || !Fits(sizes))
        {
            throw new InvalidDataException($"{name} has an impossible header: '{TextLines.Shown(header.Trim())}'; fetch or copy it again.");
        }

        return new(type.Value, sizes, Fortran().IsMatch(header), sizes.Aggregate((long)type.Value.ElementSize(), (product, d) => product * d));
    }

    // Taken without those that are 0, which libtorch counts too.
    private static bool Fits(long[] sizes)
    {
        var product = 1L;
        foreach (var size in sizes)
        {
            if (size < 0 || size > MostValues / product)
            {
                return false;
            }

            product *= Math.Max(1, size);
        }

        return true;
    }

    [GeneratedRegex(@"'descr'\s*:\s*'(?<type>[^']{1,8})'", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Descr();

    [GeneratedRegex(@"'shape'\s*:\s*\(\s*(?<size>\d{1,12})?(\s*,\s*(?<size>\d{1,12}))*\s*,?\s*\)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ShapeOf();

    [GeneratedRegex(@"'fortran_order'\s*:\s*True", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Fortran();
}
