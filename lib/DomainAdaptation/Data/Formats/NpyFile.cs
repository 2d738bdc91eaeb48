using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text;
using TorchSharp;
using static TorchSharp.torch;

namespace DomainAdaptation;

/// <summary>NumPy's arrays: an <c>.npy</c> file, or one array of an <c>.npz</c> archive. Numbers of 1, 4 or 8 bytes, little-endian; what is read into memory is at most 1 GiB.</summary>
/// <remarks>Nothing is allocated for what a header merely claims, and pickled objects are refused.</remarks>
public static class NpyFile
{
    private const long LargestContent = 1L << 30;
    private const long LargestCompression = 1032; // of deflate
    private const int MostArrays = 1000;

    // TorchSharp does not wrap it, TorchScript reaches it; a string gets there as its bytes. Mapped privately: whatever is done to the tensor, the file stays as it is.
    private static readonly Lazy<jit.CompilationUnit> Mapping = new(() => jit.compile("""
        def map(path, start: int, end: int, type: int):
            name = ""
            for i in range(path.numel()):
                name += chr(int(path[i]))
            return torch.from_file(name, False, end, dtype=type)[start:end]

        """));

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

    /// <summary>Opens an <c>.npy</c> file of any size without reading it: more images than memory holds.</summary>
    /// <remarks>
    /// Values come from the file as they are needed, and the system keeps as many in memory as there is room for. So a domain of a mapped array trains as any other, on the CPU;
    /// a GPU takes whole domains. What puts domains together or holds samples aside copies them into memory.
    /// Leave the file where and as it is as long as the tensor is used: a program whose mapped file is cut short is ended by the system.
    /// </remarks>
    /// <returns>A tensor of the array's type and shape, which nobody can write to the file through; the caller disposes it.</returns>
    /// <exception cref="InvalidDataException">It is no such file, not a whole one, or one that lies so that it can only be read; the message is one sentence that names it.</exception>
    /// <exception cref="IOException">The file cannot be read, or not be mapped.</exception>
    public static Tensor Map(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        using var file = File.OpenRead(path);
        var header = NpyHeader.Read(file, path);
        if (header.ColumnsFirst)
        {
            throw new InvalidDataException($"{path} lies in Fortran's order, its samples not one after another: save it anew from numpy.ascontiguousarray.");
        }

        if (header.Bytes > file.Length - file.Position)
        {
            throw header.Truncated(path);
        }

        if (file.Position % header.Type.ElementSize() != 0)
        {
            throw new InvalidDataException($"{path} has values where the processor cannot take them from: save it anew by numpy.save.");
        }

        NativeBackend.EnsureLoaded();
        if (header.Bytes == 0)
        {
            return empty(header.Shape, header.Type); // there is nothing to map
        }

        var (start, count) = (file.Position / header.Type.ElementSize(), header.Bytes / header.Type.ElementSize());
        using var name = tensor(Encoding.UTF8.GetBytes(Path.GetFullPath(path)), ScalarType.Byte);
        using Scalar first = start.ToScalar(), end = (start + count).ToScalar(), type = ((long)header.Type).ToScalar(); // held here: see Scalars
        try
        {
            using var flat = (Tensor)Mapping.Value.invoke("map", name, first, end, type);
            return flat.reshape(header.Shape);
        }
        catch (ExternalException e)
        {
            throw new IOException($"{path} cannot be mapped into memory: copy it to a disk of this machine, or read it in parts.", e);
        }
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
            return Read(content, Math.Min(entry.Length, entry.CompressedLength * LargestCompression), name, ofArchive: true);
        }
        catch (Exception e) when ((e is InvalidDataException or NotSupportedException or EndOfStreamException or ArgumentException) && !e.Message.StartsWith(name, StringComparison.Ordinal))
        {
            throw new InvalidDataException($"{name} is a damaged or truncated .npz archive, or none; fetch or copy it again.", e);
        }
    }

    internal static Tensor Read(Stream file, long length, string name, bool ofArchive = false)
    {
        var header = NpyHeader.Read(file, name);
        if (header.Bytes > LargestContent && header.Bytes <= length)
        {
            throw new InvalidDataException($"{name} holds more than the {LargestContent >> 30} GiB that are read into memory: {(ofArchive ? "save that array alone, by numpy.save, and " : "")}open it with NpyFile.Map, which leaves it on the disk.");
        }

        var content = header.Bytes > Math.Max(0, length) ? null : ClaimedBytes.Read(file, (int)header.Bytes, 1 << 16);
        if (content is null || content.Length < (int)header.Bytes)
        {
            throw header.Truncated(name);
        }

        NativeBackend.EnsureLoaded();
        return Filled(content, header);
    }

    private static Tensor Filled(byte[] content, NpyHeader header)
    {
        using var scope = NewDisposeScope();
        var array = empty(header.ColumnsFirst ? [.. header.Shape.Reverse()] : header.Shape, header.Type);
        if (content.Length > 0)
        {
            array.bytes = content;
        }

        return (header.ColumnsFirst ? array.permute([.. Enumerable.Range(0, header.Shape.Length).Reverse().Select(d => (long)d)]).contiguous() : array).MoveToOuterDisposeScope();
    }
}
