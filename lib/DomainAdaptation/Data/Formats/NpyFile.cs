using System.Buffers.Binary;
using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;
using TorchSharp;
using static TorchSharp.torch;

namespace DomainAdaptation;

/// <summary>NumPy's arrays: an <c>.npy</c> file, or one array of an <c>.npz</c> archive. Numbers of 1, 4 or 8 bytes, little-endian, at most 1 GiB.</summary>
/// <remarks>Nothing is allocated for what a header merely claims, and pickled objects are refused.</remarks>
public static partial class NpyFile
{
    private const long LargestContent = 1L << 30;
    private const long LargestCompression = 1032; // of deflate
    private const int LargestHeader = 4096, MostArrays = 1000, MostDimensions = 8;

    /// <summary>Reads an <c>.npy</c> file.</summary>
    /// <returns>A tensor of the array's type and shape; the caller disposes it.</returns>
    /// <exception cref="InvalidDataException">It is no such file, or not a whole one; the message is one sentence that names it.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static Tensor Read(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        using var file = File.OpenRead(path);
        return Read(file, file.Length, path);
    }

    /// <summary>Reads one array of an <c>.npz</c> archive.</summary>
    /// <param name="path">The archive.</param>
    /// <param name="array">The array's name, without <c>.npy</c>.</param>
    /// <returns>As for <see cref="Read(string)"/>.</returns>
    /// <exception cref="InvalidDataException">It is no such archive, a damaged one, or has no such array; the message is one sentence that names it.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static Tensor Read(string path, string array)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        ArgumentException.ThrowIfNullOrWhiteSpace(array);
        using var file = File.OpenRead(path);
        return ReadArchive(file, path, array);
    }

    internal static Tensor ReadArchive(Stream file, string name, string array)
    {
        try
        {
            using var archive = new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true);
            if (archive.Entries.Count > MostArrays)
            {
                throw new InvalidDataException($"{name} claims {archive.Entries.Count} arrays, more than the {MostArrays} that are read.");
            }

            var entry = archive.GetEntry(array + ".npy")
                ?? throw new InvalidDataException($"{name} has no array '{array}': it has {TextLines.Shown(string.Join(", ", archive.Entries.Take(8).Select(e => e.Name)))}.");
            using var content = entry.Open();
            return Read(content, Math.Min(entry.Length, entry.CompressedLength * LargestCompression), name);
        }
        catch (Exception e) when ((e is InvalidDataException or NotSupportedException or EndOfStreamException or ArgumentException) && !e.Message.StartsWith(name, StringComparison.Ordinal))
        {
            throw new InvalidDataException($"{name} is a damaged or truncated .npz archive, or none; fetch or copy it again.", e);
        }
    }

    internal static Tensor Read(Stream file, long length, string name)
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

        var header = Encoding.Latin1.GetString(ClaimedBytes.Read(file, (int)size, (int)size));
        var (type, shape) = Understand(header, name);
        var bytes = shape.Aggregate((UInt128)type.ElementSize(), (product, d) => product * (ulong)d);
        var content = bytes > (ulong)LargestContent || bytes > (ulong)Math.Max(0, length) ? null : ClaimedBytes.Read(file, (int)bytes, 1 << 16);
        if (content is null || content.Length < (int)bytes)
        {
            throw new InvalidDataException(string.Create(
                CultureInfo.InvariantCulture, $"{name} is truncated: its header announces {string.Join("×", shape)} values, and they are not all there; fetch or copy it again."));
        }

        NativeBackend.EnsureLoaded();
        return Filled(content, type, shape, columnsFirst: Fortran().IsMatch(header));
    }

    private static Tensor Filled(byte[] content, ScalarType type, long[] shape, bool columnsFirst)
    {
        using var scope = NewDisposeScope();
        var array = empty(columnsFirst ? [.. shape.Reverse()] : shape, type);
        if (content.Length > 0)
        {
            array.bytes = content;
        }

        return (columnsFirst ? array.permute([.. Enumerable.Range(0, shape.Length).Reverse().Select(d => (long)d)]).contiguous() : array).MoveToOuterDisposeScope();
    }

    private static (ScalarType Type, long[] Shape) Understand(string header, string name)
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

        var shape = Shape().Match(header);
        var sizes = shape.Groups["size"].Captures.Select(c => long.TryParse(c.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var d) ? d : -1).ToArray();
        return shape.Success && sizes.Length <= MostDimensions && Fits(sizes)
            ? (type.Value, sizes)
            : throw new InvalidDataException($"{name} has an impossible header: '{TextLines.Shown(header.Trim())}'; fetch or copy it again.");
    }

    // Taken without those that are 0, which libtorch counts too.
    private static bool Fits(long[] sizes)
    {
        var product = 1L;
        foreach (var size in sizes)
        {
            if (size < 0 || size > LargestContent || (product *= Math.Max(1, size)) > LargestContent)
            {
                return false;
            }
        }

        return true;
    }

    [GeneratedRegex(@"'descr'\s*:\s*'(?<type>[^']{1,8})'", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Descr();

    [GeneratedRegex(@"'shape'\s*:\s*\(\s*(?<size>\d{1,12})?(\s*,\s*(?<size>\d{1,12}))*\s*,?\s*\)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Shape();

    [GeneratedRegex(@"'fortran_order'\s*:\s*True", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Fortran();
}
