using System.Buffers.Binary;
using System.Globalization;

namespace DomainAdaptation;

/// <summary>
/// An array of bytes in the idx format of the MNIST database: a magic number (0x0800 + the number of dimensions), the
/// dimensions as big-endian 32-bit numbers, the bytes. Compressed by gzip or not: the content tells, not the name.
/// </summary>
/// <remarks>
/// A file is not believed before it is checked: nothing is allocated for what a header merely claims, and a compressed file
/// is read no further than its header announces, so that memory stays within a small multiple of what the file really holds.
/// </remarks>
public sealed class IdxFile
{
    // The largest idx file in use, EMNIST's, holds 0.6 GB.
    private const long LargestContent = 1L << 30;

    // Deflate cannot compress by more than 1032 : 1 (zlib's technical notes), which unmasks a header that claims more.
    private const long LargestCompression = 1032;

    private IdxFile(IReadOnlyList<int> dimensions, byte[] content)
    {
        Dimensions = dimensions;
        Content = content;
    }

    /// <summary>The size of each dimension: count, height and width for images, count for labels.</summary>
    public IReadOnlyList<int> Dimensions { get; }

    /// <summary>The bytes, last dimension fastest.</summary>
    public byte[] Content { get; }

    /// <summary>Reads gray images: magic number 2051, dimensions count × height × width.</summary>
    /// <exception cref="InvalidDataException">It is no such file, or not a whole one; the message is one sentence that names it.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static IdxFile ReadImages(string path) => Open(path, rank: 3);

    /// <summary>Reads labels: magic number 2049, dimension count.</summary>
    /// <exception cref="InvalidDataException">It is no such file, or not a whole one; the message is one sentence that names it.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static IdxFile ReadLabels(string path) => Open(path, rank: 1);

    internal static IdxFile Read(Stream file, string name, int rank)
    {
        var length = file.Length;
        var compressed = file.ReadByte() == 0x1f && file.ReadByte() == 0x8b;
        file.Position = 0;
        if (!compressed)
        {
            return Parse(file, length, firstAllocation: int.MaxValue, name, rank);
        }

        try
        {
            using var content = new GzipContent(file);
            return Parse(content, length * LargestCompression, firstAllocation: Math.Max(1 << 16, 4 * length), name, rank);
        }
        catch (InvalidDataException e) when (!e.Message.StartsWith(name, StringComparison.Ordinal))
        {
            throw new InvalidDataException($"{name} is a damaged or truncated gzip file; fetch or copy it again.", e);
        }
    }

    private static IdxFile Open(string path, int rank)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1 << 16);
        return Read(file, path, rank);
    }

    private static IdxFile Parse(Stream content, long atMost, long firstAllocation, string name, int rank)
    {
        var header = new byte[4 * (1 + rank)];
        if (content.ReadAtLeast(header, 4, throwOnEndOfStream: false) is var got && got < 4)
        {
            throw new InvalidDataException($"{name} holds {got} bytes, too few for an idx file; fetch or copy it again.");
        }

        var magic = BinaryPrimitives.ReadUInt32BigEndian(header);
        var wanted = 0x0800u + (uint)rank;
        if (magic != wanted)
        {
            var reason = magic >> 8 == 8 ? $"it has {magic & 255} dimensions instead of {rank}" : $"its magic number is {magic} instead of {wanted}";
            throw new InvalidDataException($"{name} is no idx file of {(rank == 3 ? "images" : "labels")}: {reason}; fetch or copy the right file.");
        }

        got += content.ReadAtLeast(header.AsSpan(got), header.Length - got, throwOnEndOfStream: false);
        if (got < header.Length)
        {
            throw new InvalidDataException($"{name} is truncated: it ends within its header, after {got} bytes; fetch or copy it again.");
        }

        var dimensions = Enumerable.Range(1, rank).Select(i => BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(4 * i))).ToArray();
        var shape = string.Join("×", dimensions.Select(d => (uint)d));
        if (dimensions.Any(d => d <= 0) || dimensions.Aggregate(UInt128.One, (product, d) => product * (uint)d) is var claimed && claimed > LargestContent)
        {
            throw new InvalidDataException($"{name} has an impossible header: it claims {shape} bytes, but a dimension is 1 or more and all of it at most 1 GiB; fetch or copy it again.");
        }

        var size = (int)claimed;
        var possible = Math.Max(0, atMost - header.Length);
        // The length of a plain file vouches for its header; what comes out of a compressed one is believed when it is there.
        var bytes = possible < size ? null : ClaimedBytes.Read(content, size, firstAllocation);
        if (bytes is null || bytes.Length < size)
        {
            throw new InvalidDataException(string.Create(
                CultureInfo.InvariantCulture,
                $"{name} is truncated: its header announces {shape} = {size:N0} bytes, but no more than {bytes?.Length ?? possible:N0} follow; fetch or copy it again."));
        }

        return content.ReadByte() < 0
            ? new(dimensions, bytes)
            : throw new InvalidDataException($"{name} goes on after the {shape} bytes that its header announces; fetch or copy it again.");
    }
}
