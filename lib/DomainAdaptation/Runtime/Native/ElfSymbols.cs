using System.Buffers.Binary;
using System.Text;

namespace DomainAdaptation;

/// <summary>Finds addresses in the full symbol table of a 64-bit little-endian ELF file, which holds what the loader's own does not.</summary>
internal static class ElfSymbols
{
    private const uint SymbolTable = 2; // SHT_SYMTAB
    private const int HeaderSize = 64, SymbolSize = 24, Chunk = SymbolSize << 15; // tables may be of 100 MB

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
                    var texts = Place(sections.AsSpan((int)BinaryPrimitives.ReadUInt32LittleEndian(section[0x28..]) * size));
                    var numbers = Numbers(file, texts, names);
                    return Addresses(file, Place(section), numbers);
                }
            }

            return new long?[names.Count];
        }
        catch (Exception e) when (e is ArgumentException or EndOfStreamException or OverflowException)
        {
            throw new InvalidDataException($"{path} is truncated.", e);
        }
    }

    // Where each name begins among the texts, by which symbols refer to it; each text stands between two zeros.
    private static uint?[] Numbers(FileStream file, (long Offset, long Length) texts, IReadOnlyList<string> names)
    {
        var wanted = names.Select(n => Encoding.ASCII.GetBytes($"\0{n}\0")).ToArray();
        var (numbers, overlap) = (new uint?[names.Count], wanted.Max(w => w.Length) - 1);
        for (var at = 0L; at < texts.Length && Array.Exists(numbers, n => n is null); at += Chunk)
        {
            var part = Read(file, texts.Offset + at, Math.Min(Chunk + overlap, texts.Length - at));
            for (var i = 0; i < numbers.Length; i++)
            {
                numbers[i] ??= part.AsSpan().IndexOf(wanted[i]) is >= 0 and var found ? (uint)(at + found + 1) : null;
            }
        }

        return numbers;
    }

    private static long?[] Addresses(FileStream file, (long Offset, long Length) symbols, uint?[] numbers)
    {
        var found = new long?[numbers.Length];
        for (var at = 0L; at < symbols.Length && Array.Exists(numbers, n => n is not null); at += Chunk)
        {
            var part = Read(file, symbols.Offset + at, Math.Min(Chunk, symbols.Length - at));
            for (var s = 0; s + SymbolSize <= part.Length; s += SymbolSize)
            {
                var number = BinaryPrimitives.ReadUInt32LittleEndian(part.AsSpan(s));
                if (Array.IndexOf(numbers, number) is >= 0 and var which)
                {
                    found[which] ??= BinaryPrimitives.ReadInt64LittleEndian(part.AsSpan(s + 8));
                }
            }
        }

        return found;
    }

    private static (long Offset, long Length) Place(ReadOnlySpan<byte> section) =>
        (BinaryPrimitives.ReadInt64LittleEndian(section[0x18..]), BinaryPrimitives.ReadInt64LittleEndian(section[0x20..]));

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
