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
    [InlineData("<f4", "(100000, 100000)", "has an impossible header")]
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
}
