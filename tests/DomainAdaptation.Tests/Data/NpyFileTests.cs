using TorchSharp;
using static TorchSharp.torch;

namespace DomainAdaptation.Tests;

public sealed class NpyFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void An_array_has_its_shape_and_values(int version)
    {
        var path = folder.Write("a.npy", Npy.File("<f4", "(2, 3)", [.. new[] { 1f, 2, 3, 4, 5, 6 }.SelectMany(BitConverter.GetBytes)], version: version));
        using var array = NpyFile.Read(path);
        Assert.Equal((ScalarType.Float32, 6f), (array.dtype, array[1, 2].item<float>()));
        Assert.Equal([2L, 3], array.shape);
    }

    [Fact]
    public void Columns_first_is_read_as_rows_first()
    {
        var path = folder.Write("a.npy", Npy.File("<i8", "(2, 3)", [.. new[] { 1L, 4, 2, 5, 3, 6 }.SelectMany(BitConverter.GetBytes)], fortran: true));
        using var array = NpyFile.Read(path);
        Assert.Equal([1L, 2, 3, 4, 5, 6], array.data<long>());
    }

    [Fact]
    public void Of_an_archive_one_array_is_read_by_name()
    {
        var path = folder.Write("a.npz", Npy.Archive(("x", Npy.Floats("(3,)", 1, 2, 3)), ("n", Npy.File("|u1", "()", [7])), ("none", Npy.Floats("(0, 3)"))));
        using var x = NpyFile.Read(path, "x");
        using var n = NpyFile.Read(path, "n");
        using var none = NpyFile.Read(path, "none");
        Assert.Equal([1f, 2, 3], x.data<float>());
        Assert.Equal(7, n.item<byte>());
        Assert.Equal([0L, 3], none.shape);
        Assert.Contains("has no array 'y': it has x.npy, n.npy, none.npy", Assert.Throws<InvalidDataException>(() => NpyFile.Read(path, "y")).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("|O", "(1,)", "holds no plain numbers")]
    [InlineData(">f4", "(1,)", "holds no plain numbers")]
    [InlineData("<f4", "(3,)", "its header announces 3 values, and they are not all there")]
    [InlineData("<f4", "(100000, 100000)", "are not all there")]
    [InlineData("<f4", "(100000000, 100000000)", "has an impossible header")]
    [InlineData("<f4", "(65536, 65536, 65536, 65536, 65536, 65536, 65536, 65536)", "has an impossible header")]
    [InlineData("<f4", "(1073741824, 1073741824, 0)", "has an impossible header")]
    [InlineData("<f4", "(1111111111111111111111111111111111111111x", "has an impossible header")]
    [InlineData("<f4", "(1000, 1000)", "are not all there")]
    [InlineData("<f4", "(-1,)", "has an impossible header")]
    [InlineData("<f4", "(1, 1, 1, 1, 1, 1, 1, 1, 1)", "has an impossible header")]
    public void What_cannot_be_read_is_told_in_a_sentence(string type, string shape, string says)
    {
        var path = folder.Write("a.npy", Npy.File(type, shape, new byte[4]));
        var message = Assert.Throws<InvalidDataException>(() => NpyFile.Read(path)).Message;
        Assert.StartsWith(path, message, StringComparison.Ordinal);
        Assert.Contains(says, message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<f4", "(2, 3)", 24)]
    [InlineData("<f8", "(3,)", 24)]
    [InlineData("<i4", "(1, 6)", 24)]
    [InlineData("<i8", "(3, 1)", 24)]
    [InlineData("|u1", "(2, 3, 4, 1)", 24)]
    [InlineData("|u1", "()", 1)]
    [InlineData("<f4", "(0, 3)", 0)]
    public void A_mapped_array_is_the_one_that_is_read(string type, string shape, int bytes)
    {
        var path = folder.Write("größe.npy", Npy.File(type, shape, [.. Enumerable.Range(1, bytes).Select(i => (byte)i)]));
        using var scope = NewDisposeScope();
        var (read, mapped) = (NpyFile.Read(path), NpyFile.Map(path));
        Assert.Equal((read.dtype, read.numel()), (mapped.dtype, mapped.numel()));
        Assert.Equal(read.shape, mapped.shape);
        Assert.Equal(read.bytes.ToArray(), mapped.bytes.ToArray());
    }

    [Fact]
    public void What_is_done_to_a_mapped_array_does_not_reach_the_file()
    {
        var path = folder.Write("a.npy", Npy.Floats("(2,)", 1, 2));
        var before = File.ReadAllBytes(path);
        using (var mapped = NpyFile.Map(path))
        {
            mapped.zero_();
        }

        Assert.Equal(before, File.ReadAllBytes(path));
    }

    [Theory]
    [InlineData("|O", "(1,)", false, "holds no plain numbers")]
    [InlineData("<f4", "(3,)", false, "its header announces 3 values, and they are not all there")]
    [InlineData("<f4", "(1, 1)", true, "lies in Fortran's order")]
    public void What_cannot_be_mapped_is_told_in_a_sentence(string type, string shape, bool fortran, string says)
    {
        var path = folder.Write("a.npy", Npy.File(type, shape, new byte[4], fortran: fortran));
        var message = Assert.Throws<InvalidDataException>(() => NpyFile.Map(path)).Message;
        Assert.StartsWith(path, message, StringComparison.Ordinal);
        Assert.Contains(says, message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_mapped_domain_trains_as_one_in_memory()
    {
        const int Images = 600, Size = 28, Bytes = Images * Size * Size * 3;
        var pixels = new byte[Bytes];
        new Random(1).NextBytes(pixels);
        var path = folder.Write("images.npy", Npy.File("|u1", $"({Images}, {Size}, {Size}, 3)", pixels));

        Assert.Equal(Trained(NpyFile.Read(path)), Trained(NpyFile.Map(path)));

        static string Trained(Tensor images)
        {
            using var whole = images; // on Windows a mapped file cannot be deleted
            var labels = arange(Images, ScalarType.Int64).remainder(10);
            using var network = Architectures.Mnist();
            AdversarialTrainer.Fit(
                new(new LabelledDomain("source", images.narrow(0, 0, Images), labels, 10), new UnlabelledDomain("target", images)), network, new DannOptions(Epochs: 1, StepsPerEpoch: 3, BatchSize: 32));
            return Weights.Sha256(network);
        }
    }

    [Fact]
    public void Values_off_their_places_are_told_in_a_sentence()
    {
        const string Header = "{'descr': '<f4', 'fortran_order': False, 'shape': (1,), }";
        byte[] content = [0x93, .. "NUMPY"u8, 1, 0, (byte)Header.Length, 0, .. System.Text.Encoding.ASCII.GetBytes(Header), 0, 0, 0, 0];
        Assert.NotEqual(0, (content.Length - 4) % 4);
        var path = folder.Write("a.npy", content);
        NpyFile.Read(path).Dispose();
        Assert.Contains("has values where the processor cannot take them from", Assert.Throws<InvalidDataException>(() => NpyFile.Map(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void More_than_is_read_is_sent_to_Map()
    {
        const long Bytes = (1L << 30) + 1;
        var path = folder.Write("large.npy", Npy.File("|u1", $"({Bytes},)", []));
        using (var file = File.OpenWrite(path))
        {
            file.SetLength(file.Length + Bytes); // a hole, which takes no room
        }

        Assert.Contains("into memory: open it with NpyFile.Map", Assert.Throws<InvalidDataException>(() => NpyFile.Read(path)).Message, StringComparison.Ordinal);
        using var archived = new MemoryStream(Npy.File("|u1", $"({Bytes},)", []));
        Assert.Contains("save that array alone, by numpy.save, and open it", Assert.Throws<InvalidDataException>(() => NpyFile.Read(archived, Bytes, "a.npz", ofArchive: true)).Message, StringComparison.Ordinal);
        using var mapped = NpyFile.Map(path);
        Assert.Equal(Bytes, mapped.numel());
        Assert.Equal(0, mapped[Bytes - 1].item<byte>());
    }
}
