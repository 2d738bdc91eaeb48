using System.IO.Compression;

namespace DomainAdaptation;

/// <summary>
/// The arrays of numbers in a MATLAB .mat file of level 5 (what MATLAB 5 to 7 and SciPy write): compressed or not, of
/// either byte order. Cells, structures, text, sparse and complex arrays are passed over.
/// </summary>
/// <remarks>
/// <para>Written after "MAT-File Format" (The MathWorks), the description that MATLAB's maker publishes.</para>
/// <para>
/// A file is not believed before it is checked: nothing is allocated for what a header merely claims. Memory stays below what
/// the file really holds, or, where an array is compressed, below four times the file or eight times what really came out of it.
/// </para>
/// </remarks>
public sealed class MatFile
{
    internal const int HeaderLength = 128;

    // Deflate cannot compress by more than 1032 : 1, which unmasks a header that claims more.
    private const long LargestCompression = 1032;

    // The files in use hold two arrays; SVHN's largest takes 1.6 GB.
    private const int MostArrays = 10_000;
    private const long MostUnpacked = 4L << 30;
    private static readonly byte[] Hdf5 = [0x89, (byte)'H', (byte)'D', (byte)'F'];

    private readonly Dictionary<string, MatArray> arrays = new(StringComparer.Ordinal);
    private readonly string path;

    private MatFile(string path)
    {
        this.path = path;
    }

    /// <summary>The names of the arrays, in ordinal order.</summary>
    public IReadOnlyList<string> Names => [.. arrays.Keys.Order(StringComparer.Ordinal)];

    /// <summary>Reads all arrays of numbers in a file.</summary>
    /// <exception cref="InvalidDataException">It is no such file, or not a whole one; the message is one sentence that names it.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static MatFile Read(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1 << 16);
        return Read(file, path);
    }

    /// <summary>The array of this name.</summary>
    /// <exception cref="InvalidDataException">The file holds no array of numbers of this name.</exception>
    public MatArray Find(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return arrays.TryGetValue(name, out var array)
            ? array
            : throw new InvalidDataException($"{path} holds no array of numbers called {name}; it holds {(arrays.Count == 0 ? "none" : string.Join(", ", Names))}.");
    }

    internal static MatFile Read(Stream file, string name)
    {
        var mat = new MatFile(name);
        var little = ReadHeader(file, name);
        var unpacked = 0L;
        for (var parts = 1; file.Position < file.Length; parts++)
        {
            if (parts > MostArrays)
            {
                throw new InvalidDataException(FormattableString.Invariant($"{name} holds more than {MostArrays:N0} variables, which is not read here; save those that are needed alone."));
            }

            var cursor = new MatCursor(file, file.Length - file.Position, sure: true, little, name);
            var tag = cursor.ReadTag();
            var end = file.Position + tag.Length;
            if (tag.Length > cursor.Left)
            {
                throw cursor.Truncated(tag.Length);
            }

            if (tag.Storage == MatStorage.Compressed)
            {
                mat.Add(Inflate(file, tag.Length, ref unpacked, little, name));
            }
            else if (tag.Storage == MatStorage.Matrix)
            {
                mat.Add(new MatCursor(file, tag.Length, sure: true, little, name).ReadMatrix());
                end += -tag.Length & 7; // padded to a multiple of 8, but for the last one in some files
            }
            else
            {
                throw new InvalidDataException($"{name} is damaged: a part of type {(uint)tag.Storage} stands where an array should begin; fetch or copy it again.");
            }

            file.Position = Math.Min(end, file.Length);
        }

        return mat;
    }

    private static MatArray? Inflate(Stream file, long length, ref long unpacked, bool little, string name)
    {
        try
        {
            // zlib's second byte may ask for a dictionary that both sides know; no .mat file has one.
            file.Position++;
            if ((file.ReadByte() & 0x20) != 0)
            {
                throw new InvalidDataException("a preset dictionary");
            }

            file.Position -= 2;
            using var part = new PartOfStream(file, length);
            using var content = new ZLibStream(part, CompressionMode.Decompress);
            // The first allocation may be four times what the file really holds; beyond that, memory grows as data arrive.
            var outer = new MatCursor(content, Math.Max(8, length * LargestCompression), sure: false, little, name);
            var tag = outer.ReadTag();
            if (tag.Storage != MatStorage.Matrix || tag.Length > outer.Left)
            {
                throw new InvalidDataException($"{name} is damaged: a compressed part of {length} bytes cannot hold the array that it announces; fetch or copy it again.");
            }

            if ((unpacked += tag.Length) > MostUnpacked)
            {
                throw new InvalidDataException($"{name} unpacks to more than 4 GiB, which is not read here; save the variables that are needed alone.");
            }

            var inner = new MatCursor(content, tag.Length, sure: false, little, name) { FirstAllocation = 4 * length };
            var array = inner.ReadMatrix();
            // Reading on to the end makes zlib compare its checksum, but does not make it ask for one that is missing.
            if (array is not null && content.ReadByte() >= 0)
            {
                throw new InvalidDataException($"{name} is damaged: {array.Name} goes on after its end; fetch or copy it again.");
            }

            return array is null || !part.RanOut ? array : throw new InvalidDataException("the checksum is missing");
        }
        catch (InvalidDataException e) when (!e.Message.StartsWith(name, StringComparison.Ordinal))
        {
            throw new InvalidDataException($"{name} is damaged: a compressed array in it cannot be unpacked; fetch or copy it again.", e);
        }
    }

    private static bool ReadHeader(Stream file, string name)
    {
        var header = new byte[HeaderLength];
        var got = file.ReadAtLeast(header, HeaderLength, throwOnEndOfStream: false);
        if (header.AsSpan().StartsWith(Hdf5) || (got == HeaderLength && header.AsSpan(124).SequenceEqual("\0\u0002IM"u8)))
        {
            throw new InvalidDataException($"{name} is a MATLAB 7.3 (HDF5) file, which is not read here; save it from MATLAB with save(…, '-v7').");
        }

        if (got < HeaderLength)
        {
            throw new InvalidDataException($"{name} holds {got} bytes, too few for a MATLAB 5 .mat file; fetch or copy it again.");
        }

        var order = header.AsSpan(126);
        if (order.SequenceEqual("IM"u8) || order.SequenceEqual("MI"u8))
        {
            var little = order[0] == 'I';
            var version = little ? header[124] | (header[125] << 8) : (header[124] << 8) | header[125];
            return version == 0x0100
                ? little
                : throw new InvalidDataException($"{name} is a MATLAB file of version {version >> 8}.{version & 255}, not 1.0; {(version == 0x0200 ? "it is MATLAB 7.3 (HDF5): save it with save(…, '-v7')" : "fetch or copy it again")}.");
        }

        // Text fills the first bytes of level 5, numbers below 5,000 those of level 4.
        throw new InvalidDataException(header.Take(4).Contains((byte)0)
            ? $"{name} is a MATLAB 4 file or no .mat file at all; save it from MATLAB with save(…, '-v7')."
            : $"{name} is no MATLAB 5 .mat file: its header does not end in IM or MI; fetch or copy the right file.");
    }

    private void Add(MatArray? array)
    {
        if (array is not null && !arrays.TryAdd(array.Name, array))
        {
            throw new InvalidDataException($"{path} holds two arrays called {array.Name}; fetch or copy it again.");
        }
    }
}
