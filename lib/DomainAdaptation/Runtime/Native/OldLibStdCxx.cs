using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace DomainAdaptation;

/// <summary>
/// Lets a TorchSharp built against a newer libstdc++ load on Debian 12 and Ubuntu 22.04. Its library asks for the symbol
/// version GLIBCXX_3.4.32, whose one symbol nothing calls; in a private copy that request is marked weak (VER_FLG_WEAK),
/// which tells the loader to go on without it.
/// </summary>
internal static class OldLibStdCxx
{
    private const string Version = "GLIBCXX_3.4.32";
    private const uint VersionNeedsSection = 0x6ffffffe; // SHT_GNU_verneed
    private const ushort WeakFlag = 2; // VER_FLG_WEAK

    /// <summary>The path of a patched copy in this user's cache, made when it is not there yet.</summary>
    public static string MakeCompatibleCopy(string library)
    {
        var bytes = File.ReadAllBytes(library);
        var hash = Convert.ToHexStringLower(SHA256.HashData(bytes));
        var folder = NativeFiles.CacheFolder("native", hash[..32]);
        var copy = Path.Combine(folder, Path.GetFileName(library));
        MarkWeak(bytes, Version);
        // What an earlier run or anybody else left there counts only if it is exactly what we would write.
        if (!File.Exists(copy) || !File.ReadAllBytes(copy).AsSpan().SequenceEqual(bytes))
        {
            AtomicFile.WriteBytes(copy, bytes);
        }

        return copy;
    }

    /// <summary>Sets VER_FLG_WEAK on each need of <paramref name="version"/> in a 64-bit little-endian ELF image.</summary>
    /// <exception cref="InvalidDataException">The image is not such a file, or does not need that version.</exception>
    internal static void MarkWeak(Span<byte> elf, string version)
    {
        try
        {
            if (!elf[..6].SequenceEqual("\u007fELF\u0002\u0001"u8))
            {
                throw new InvalidDataException("The native TorchSharp library is not a 64-bit ELF file.");
            }

            var marked = false;
            var sections = (int)BinaryPrimitives.ReadUInt64LittleEndian(elf[0x28..]);
            int size = BinaryPrimitives.ReadUInt16LittleEndian(elf[0x3a..]), count = BinaryPrimitives.ReadUInt16LittleEndian(elf[0x3c..]);
            for (var i = 0; i < count; i++)
            {
                var section = elf.Slice(sections + (i * size), size);
                if (BinaryPrimitives.ReadUInt32LittleEndian(section[4..]) == VersionNeedsSection)
                {
                    var link = (int)BinaryPrimitives.ReadUInt32LittleEndian(section[0x28..]);
                    var names = Offset(elf.Slice(sections + (link * size), size));
                    marked |= MarkIn(elf, Offset(section), names, version);
                }
            }

            if (!marked)
            {
                throw new InvalidDataException($"The native TorchSharp library does not ask for {version}, yet does not load.");
            }
        }
        catch (ArgumentOutOfRangeException e)
        {
            throw new InvalidDataException("The native TorchSharp library is truncated.", e);
        }
    }

    private static int Offset(ReadOnlySpan<byte> section) => (int)BinaryPrimitives.ReadUInt64LittleEndian(section[0x18..]);

    // A list of files (Elf64_Verneed: cnt at 2, aux at 8, next at 12), each with a list of versions
    // (Elf64_Vernaux: flags at 4, name at 8, next at 12).
    private static bool MarkIn(Span<byte> elf, int need, int names, string version)
    {
        var marked = false;
        for (uint next = 1; next != 0; need += (int)next)
        {
            int count = BinaryPrimitives.ReadUInt16LittleEndian(elf[(need + 2)..]);
            var aux = need + (int)BinaryPrimitives.ReadUInt32LittleEndian(elf[(need + 8)..]);
            for (var i = 0; i < count; i++)
            {
                var name = elf[(names + (int)BinaryPrimitives.ReadUInt32LittleEndian(elf[(aux + 8)..]))..];
                if (name.StartsWith(Encoding.ASCII.GetBytes(version + "\0")))
                {
                    BinaryPrimitives.WriteUInt16LittleEndian(elf[(aux + 4)..], WeakFlag);
                    marked = true;
                }

                aux += (int)BinaryPrimitives.ReadUInt32LittleEndian(elf[(aux + 12)..]);
            }

            next = BinaryPrimitives.ReadUInt32LittleEndian(elf[(need + 12)..]);
        }

        return marked;
    }
}
