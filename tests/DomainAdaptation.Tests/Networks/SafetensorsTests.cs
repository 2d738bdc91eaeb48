using CsCheck;
using TorchSharp;
using static TorchSharp.torch;

namespace DomainAdaptation.Tests;

public sealed class SafetensorsTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("workbench-test-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void What_is_written_is_read_back_to_the_last_bit()
    {
        using var scope = NewDisposeScope();
        var path = Write();
        using var file = Safetensors.Read(path);
        Assert.Equal(["bytes", "empty", "longs", "scalar", "weights"], file.Tensors.Keys.Order());
        Assert.Equal(Sample()["weights"].data<float>().ToArray(), file.Tensors["weights"].data<float>().ToArray());
        Assert.Equal([2, 3], file.Tensors["weights"].shape);
        Assert.Equal(2.5, file.Tensors["scalar"].item<double>());
        Assert.Equal([0, 4], file.Tensors["empty"].shape);
        Assert.Equal("ünï\"", file.Metadata["note"]);
    }

    [Fact]
    public void Tensors_that_are_not_contiguous_are_written_in_their_logical_order()
    {
        using var scope = NewDisposeScope();
        var transposed = arange(6).reshape(2, 3).t();
        var path = Path.Combine(folder, "t.safetensors");
        Safetensors.Write(path, new Dictionary<string, Tensor> { ["t"] = transposed });
        using var file = Safetensors.Read(path);
        Assert.Equal([0L, 3, 1, 4, 2, 5], file.Tensors["t"].data<long>().ToArray());
    }

    [Fact]
    public void Hostile_files_are_refused_in_a_sentence_or_read_and_never_allocate_much()
    {
        var original = File.ReadAllBytes(Write());
        var path = Path.Combine(folder, "hostile.safetensors");
        var refused = 0;
        Gen.Select(Gen.Int[0, original.Length - 1].Array[1, 6], Gen.Byte.Array[6], Gen.Int[0, original.Length]).Sample(
            (places, values, length) =>
            {
                var bytes = original.ToArray();
                for (var i = 0; i < places.Length; i++)
                {
                    bytes[places[i]] = values[i];
                }

                File.WriteAllBytes(path, length % 3 == 0 ? bytes[..length] : bytes);
                var before = GC.GetAllocatedBytesForCurrentThread();
                try
                {
                    using var file = Safetensors.Read(path);
                }
                catch (InvalidDataException e)
                {
                    refused++;
                    Assert.Contains(path, e.Message, StringComparison.Ordinal);
                    Assert.DoesNotContain('\n', e.Message);
                }

                Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 1 << 20, "allocated more than a megabyte for a file of a kilobyte");
            },
            iter: 10_000,
            threads: 1);
        Assert.True(refused > 1000, $"only {refused} of 10,000 were refused");
    }

    [Theory]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[1000000000,1000000000],\"data_offsets\":[0,4]}}")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[9223372036854775807,4],\"data_offsets\":[0,4]}}")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[-4,0]}}")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}")]
    [InlineData("{\"a\":{\"dtype\":\"Q4\",\"shape\":[1],\"data_offsets\":[0,4]}}")]
    [InlineData("{\"a\":{\"shape\":[1],\"data_offsets\":[0,4]}}")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[0,4611686018427387904,4611686018427387904],\"data_offsets\":[0,0]}}")]
    [InlineData("{\"a\":7}")]
    [InlineData("[1,2]")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]},\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}")]
    public void Headers_that_lie_are_refused(string header)
    {
        var path = Path.Combine(folder, "lie.safetensors");
        var json = System.Text.Encoding.UTF8.GetBytes(header);
        File.WriteAllBytes(path, [.. BitConverter.GetBytes((ulong)json.Length), .. json, 0, 0, 0, 0]);
        Assert.Throws<InvalidDataException>(() => Safetensors.Read(path));
    }

    [Theory]
    [InlineData("'a':{'dtype':'U8','shape':[4],'data_offsets':[0,4]}", 0, null)]
    [InlineData("'b':{'dtype':'U8','shape':[1],'data_offsets':[3,4]},'e':{'dtype':'U8','shape':[0],'data_offsets':[3,3]},'a':{'dtype':'U8','shape':[3],'data_offsets':[0,3]}", 0, null)]
    [InlineData("'a':{'dtype':'U8','shape':[3],'data_offsets':[0,3]},'b':{'dtype':'U8','shape':[2],'data_offsets':[2,4]}", 0, "b begins at byte 2 of the data, where byte 3 should follow (tensors overlap)")]
    [InlineData("'a':{'dtype':'U8','shape':[4],'data_offsets':[0,4]},'b':{'dtype':'U8','shape':[4],'data_offsets':[0,4]}", 0, "tensors overlap")]
    [InlineData("'a':{'dtype':'U8','shape':[4],'data_offsets':[0,4]},'e':{'dtype':'U8','shape':[0],'data_offsets':[2,2]}", 0, "tensors overlap")]
    [InlineData("'a':{'dtype':'U8','shape':[1],'data_offsets':[0,1]},'b':{'dtype':'U8','shape':[2],'data_offsets':[2,4]}", 0, "b begins at byte 2 of the data, where byte 1 should follow (a hole)")]
    [InlineData("'a':{'dtype':'U8','shape':[3],'data_offsets':[1,4]}", 0, "a hole")]
    [InlineData("'a':{'dtype':'U8','shape':[3],'data_offsets':[0,3]}", 0, "its tensors take 3 bytes and 4 follow")]
    [InlineData("'a':{'dtype':'U8','shape':[5],'data_offsets':[0,5]}", 0, "its tensors take 5 bytes and 4 follow")]
    [InlineData("'a':{'dtype':'U8','shape':[4],'data_offsets':[0,4]},'\\u0061':{'dtype':'U8','shape':[4],'data_offsets':[0,4]}", 0, "Duplicate property 'a'")]
    [InlineData("'a':{'dtype':'U8','shape':[4],'shape':[2,2],'data_offsets':[0,4]}", 0, "Duplicate property 'shape'")]
    [InlineData("'__metadata__':{'k':'1','k':'2'},'a':{'dtype':'U8','shape':[4],'data_offsets':[0,4]}", 0, "Duplicate property 'k'")]
    [InlineData("'a':{'dtype':'BOOL','shape':[4],'data_offsets':[0,4]}", 1, null)]
    [InlineData("'a':{'dtype':'BOOL','shape':[4],'data_offsets':[0,4]}", 2, "a holds truth values other than 0 and 1")]
    [InlineData("'a':{'dtype':'U8','shape':[1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,4],'data_offsets':[0,4]}", 0, "shape holds more than 16 numbers")]
    public void Tensors_cover_the_data_once_and_hold_values_of_their_type(string entries, byte last, string? refusal)
    {
        var header = System.Text.Encoding.UTF8.GetBytes($"{{{entries.Replace('\'', '"')}}}");
        Exception? thrown = Record.Exception(() => Safetensors.Read(new MemoryStream([.. BitConverter.GetBytes((long)header.Length), .. header, 0, 1, 0, last]), "x").Dispose());
        if (refusal is null)
        {
            Assert.Null(thrown);
        }
        else
        {
            Assert.Contains(refusal, Assert.IsType<InvalidDataException>(thrown).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void More_tensors_than_are_read_are_refused()
    {
        var entries = string.Join(',', Enumerable.Range(0, 10_001).Select(i => $"\"{i}\":{{\"dtype\":\"U8\",\"shape\":[0],\"data_offsets\":[0,0]}}"));
        var header = System.Text.Encoding.UTF8.GetBytes($"{{{entries}}}");
        Assert.Contains("more than 10,000 tensors", Assert.Throws<InvalidDataException>(() => Safetensors.Read(new MemoryStream([.. BitConverter.GetBytes((long)header.Length), .. header]), "x")).Message, StringComparison.Ordinal);
        using var one = zeros(1);
        var many = Enumerable.Range(0, 10_001).ToDictionary(i => $"{i}", _ => one);
        Assert.Throws<ArgumentException>(() => Safetensors.Write(Path.Combine(folder, "many"), many));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    [InlineData(8)]
    public void Files_too_short_for_a_header_are_refused(int length)
    {
        var path = Path.Combine(folder, "short.safetensors");
        File.WriteAllBytes(path, new byte[length]);
        Assert.Throws<InvalidDataException>(() => Safetensors.Read(path));
    }

    private static Dictionary<string, Tensor> Sample() => new()
    {
        ["weights"] = tensor(new[] { 1.5f, -2, 0, float.MaxValue, float.Epsilon, 3 }).reshape(2, 3),
        ["longs"] = tensor(new[] { long.MinValue, 0, long.MaxValue }),
        ["bytes"] = tensor(new byte[] { 0, 255 }),
        ["scalar"] = tensor(2.5, ScalarType.Float64),
        ["empty"] = zeros(0, 4),
    };

    private string Write()
    {
        var path = Path.Combine(folder, "file.safetensors");
        Safetensors.Write(path, Sample(), new Dictionary<string, string> { ["note"] = "ünï\"" });
        return path;
    }
}
