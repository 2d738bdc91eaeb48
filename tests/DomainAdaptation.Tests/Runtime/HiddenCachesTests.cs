using System.Buffers.Binary;
using System.Text;

namespace DomainAdaptation.Tests;

public sealed class HiddenCachesTests
{
    [Fact]
    public void Only_three_caches_of_one_byte_each_are_nonsense()
    {
        var fields = new int[28];
        fields[27] = 3;
        fields.AsSpan(7, 3).Fill(1);
        fields.AsSpan(17, 3).Fill(1);
        Assert.True(HiddenCaches.AreNonsense(fields));

        fields[8] = 1 << 20; // a second cache of a mebibyte
        Assert.False(HiddenCaches.AreNonsense(fields));
        fields[8] = 1;
        fields[27] = 0; // as it is left behind
        Assert.False(HiddenCaches.AreNonsense(fields));
    }

    [Fact]
    public void An_address_is_found_by_its_whole_name()
    {
        using var folder = new TemporaryFolder();
        var elf = Elf(("first", 0x10), ("second", 0x20), ("second_too", 0x30));
        var path = folder.Write("library.so", elf);
        Assert.Equal([0x20L, 0x30L, null], ElfSymbols.Find(path, "second", "second_too", "sec"));

        for (var cut = 0; cut < elf.Length; cut++)
        {
            File.WriteAllBytes(path, elf[..cut]);
            Assert.Throws<InvalidDataException>(() => ElfSymbols.Find(path, "second"));
        }

        Assert.Throws<InvalidDataException>(() => ElfSymbols.Find(folder.Write("text.so", new byte[1000]), "second"));
    }

    [Fact]
    public void A_damaged_library_gives_an_address_none_or_a_clear_error()
    {
        using var folder = new TemporaryFolder();
        var path = folder.At("library.so");
        var elf = Elf(("first", 0x10), ("second", 0x20));
        var random = new Random(1);
        for (var i = 0; i < 2_000; i++)
        {
            var damaged = (byte[])elf.Clone();
            damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            File.WriteAllBytes(path, damaged);
            try
            {
                Assert.Single(ElfSymbols.Find(path, "second"));
            }
            catch (InvalidDataException e)
            {
                Assert.Contains(path, e.Message, StringComparison.Ordinal);
            }
        }
    }

    // A header, names, symbols, and two sections that say where these are.
    private static byte[] Elf(params (string Name, long Address)[] symbols)
    {
        var names = Encoding.ASCII.GetBytes("\0" + string.Concat(symbols.Select(s => s.Name + "\0")));
        int symbolsAt = 64 + names.Length, sectionsAt = symbolsAt + (24 * symbols.Length);
        var elf = new byte[sectionsAt + (2 * 64)];
        "\u007fELF\u0002\u0001"u8.CopyTo(elf);
        BinaryPrimitives.WriteInt64LittleEndian(elf.AsSpan(0x28), sectionsAt);
        BinaryPrimitives.WriteInt16LittleEndian(elf.AsSpan(0x3a), 64);
        BinaryPrimitives.WriteInt16LittleEndian(elf.AsSpan(0x3c), 2);
        names.CopyTo(elf, 64);
        for (var (i, name) = (0, 1); i < symbols.Length; name += symbols[i++].Name.Length + 1)
        {
            BinaryPrimitives.WriteInt32LittleEndian(elf.AsSpan(symbolsAt + (24 * i)), name);
            BinaryPrimitives.WriteInt64LittleEndian(elf.AsSpan(symbolsAt + (24 * i) + 8), symbols[i].Address);
        }

        Section(0, type: 3, 64, names.Length);
        Section(1, type: 2, symbolsAt, 24 * symbols.Length);
        return elf;

        void Section(int number, int type, long offset, long size)
        {
            var section = elf.AsSpan(sectionsAt + (64 * number), 64); // its link, to section 0, is where the names are
            BinaryPrimitives.WriteInt32LittleEndian(section[4..], type);
            BinaryPrimitives.WriteInt64LittleEndian(section[0x18..], offset);
            BinaryPrimitives.WriteInt64LittleEndian(section[0x20..], size);
        }
    }
}
