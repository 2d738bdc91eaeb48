using System.Buffers.Binary;
using System.Text;

namespace DomainAdaptation;

/// <summary>Finds addresses in the full symbol table of a 64-bit little-endian ELF file, which holds what the loader's own does not.</summary>
internal static class ElfSymbols
{
    private const uint SymbolTable = 2; // SHT_SYMTAB
    private const int HeaderSize = 64, SymbolSize = 24;

    /// <summary>The address of each name, counted from where the library is loaded; null where it is not in the table.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="InvalidDataException">It is no such file, or cut off.</exception>
    public static long?[] Find(string path, params IReadOnlyList<string> names)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        try
        {
            var header = Read(file, 0, HeaderSize);
            if (!header.AsSpan(0, 6).SequenceEqual("\u007fELF\u0002\u0001"u8))
            {
                throw new InvalidDataException($"{path} is no 64-bit ELF file.");
            }

            int size = BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(0x3a)), count = BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(0x3c));
            var sections = Read(file, BinaryPrimitives.ReadInt64LittleEndian(header.AsSpan(0x28)), (long)size * count);
            for (var i = 0; i < count; i++)
            {
                var section = sections.AsSpan(i * size);
                if (BinaryPrimitives.ReadUInt32LittleEndian(section[4..]) == SymbolTable)
                {
                    var link = (int)BinaryPrimitives.ReadUInt32LittleEndian(section[0x28..]);
                    return Find(Content(file, section), Content(file, sections.AsSpan(link * size)), names);
                }
            }

            return new long?[names.Count];
        }
        catch (Exception e) when (e is ArgumentException or EndOfStreamException or OverflowException)
        {
            throw new InvalidDataException($"{path} is truncated.", e);
        }
    }

    private static long?[] Find(byte[] symbols, byte[] texts, IReadOnlyList<string> names)
    {
        var found = new long?[names.Count];
        for (var i = 0; i < found.Length; i++)
        {
            // Names stand one behind the other, each between two zeros.
            var at = texts.AsSpan().IndexOf(Encoding.ASCII.GetBytes($"\0{names[i]}\0"));
            for (var s = 0; at >= 0 && s + SymbolSize <= symbols.Length && found[i] is null; s += SymbolSize)
            {
                var symbol = symbols.AsSpan(s, SymbolSize);
                found[i] = BinaryPrimitives.ReadUInt32LittleEndian(symbol) == at + 1 ? BinaryPrimitives.ReadInt64LittleEndian(symbol[8..]) : null;
            }
        }

        return found;
    }

    private static byte[] Content(FileStream file, ReadOnlySpan<byte> section) =>
        Read(file, BinaryPrimitives.ReadInt64LittleEndian(section[0x18..]), BinaryPrimitives.ReadInt64LittleEndian(section[0x20..]));

    private static byte[] Read(FileStream file, long offset, long length)
    {
        if (offset < 0 || length < 0 || length > file.Length - offset)
        {
            throw new EndOfStreamException();
        }

        var bytes = new byte[length];
        file.Position = offset;
        file.ReadExactly(bytes);
        return bytes;
    }
}
