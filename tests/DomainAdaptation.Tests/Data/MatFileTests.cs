using CsCheck;

namespace DomainAdaptation.Tests;

public sealed class MatFileTests
{
    private const string Name = "digits.mat";
    private static readonly byte[] Six = [1, 2, 3, 4, 5, 6];

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public void Arrays_of_every_type_come_back_in_either_byte_order_compressed_or_not(bool little, bool compressed)
    {
        (int Storage, Array Values)[] kinds =
        [
            (1, new sbyte[] { -128, 127 }), (2, new byte[] { 0, 255 }), (3, new short[] { -30000, 2 }), (4, new ushort[] { 1, 65535 }), (5, new[] { int.MinValue, 7 }),
            (6, new[] { 1u, uint.MaxValue }), (7, new[] { 1.5f, -2f }), (9, new[] { Math.PI, double.NegativeInfinity }), (12, new[] { -5L, 1L << 40 }), (13, new[] { 0UL, 1UL << 60 }),
        ];
        var parts = kinds.Select(k => Mat.Array($"a{k.Storage}", [1, 2], 6, k.Storage, Ordered(k.Values, little), little)).Select(p => compressed ? Mat.Compressed(p, little) : p);
        var file = Read(Mat.File(little, [.. parts]));
        Assert.Equal(kinds.Length, file.Names.Count);
        foreach (var (storage, values) in kinds)
        {
            Assert.Equal([1, 2], file.Find($"a{storage}").Dimensions);
            Assert.Equal(values.Cast<object>().Select(v => Convert.ToDouble(v, System.Globalization.CultureInfo.InvariantCulture)), file.Find($"a{storage}").ToDoubles());
        }
    }

    [Fact]
    public void What_the_writer_writes_comes_back()
    {
        Gen.Select(Gen.Int[0, 5], Gen.Int[0, 4], Gen.Int[1, 3], Gen.Int[0, 99]).Sample((a, b, c, seed) =>
        {
            var bytes = new byte[a * b * c];
            var random = new Random(seed);
            random.NextBytes(bytes);
            var doubles = bytes.Select(x => x / 3.0).ToArray();
            using var stream = new MemoryStream();
            MatFileWriter.Write(stream, MatArray.OfBytes("X", [a, b, c], bytes), MatArray.OfDoubles("a_long_name_of_1_array", [a * b, c], doubles));
            var file = Read(stream.ToArray());
            Assert.Equal(["X", "a_long_name_of_1_array"], file.Names);
            Assert.Equal([a, b, c], file.Find("X").Dimensions);
            Assert.Equal(bytes, file.Find("X").ToBytes());
            Assert.Equal(doubles, file.Find("a_long_name_of_1_array").ToDoubles());
        });
    }

    [Fact]
    public void Text_cells_structures_and_complex_numbers_are_passed_over()
    {
        byte[][] parts = [Mat.Array("text", [1, 6], 4, 4, new byte[12]), Mat.Array("cell", [1, 1], 1, 14, new byte[8]), Mat.Array("complex", [1, 6], 0x0806, 2, Six), Mat.Array("real", [1, 6], 6, 2, Six), Mat.Array("", [1, 6], 9, 2, Six)];
        Assert.Equal(["real"], Read(Mat.File(true, [.. parts])).Names);
        Assert.Equal(["real"], Read(Mat.File(true, [.. parts.Select(p => Mat.Compressed(p))])).Names);
    }

    [Fact]
    public void Bytes_are_whole_numbers_from_0_to_255()
    {
        static MatArray Doubles(params double[] values) => MatArray.OfDoubles("y", [1, values.Length], values);
        Assert.Equal([0, 255], Doubles(0, 255).ToBytes());
        foreach (var wrong in new[] { -1, 256, 0.5, double.NaN })
        {
            Assert.Contains("y: value 1", Assert.Throws<InvalidDataException>(() => Doubles(3, wrong).ToBytes()).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void An_array_that_is_not_there_is_missed_by_name()
    {
        var file = Read(Mat.File(true, Mat.Array("X", [2, 3], 9, 2, Six), Mat.Array("y", [2, 3], 9, 2, Six)));
        Assert.Equal("digits.mat holds no array of numbers called x; it holds X, y.", Assert.Throws<InvalidDataException>(() => file.Find("x")).Message);
    }

    [Fact]
    public void Other_files_are_told_apart()
    {
        Assert.Contains("holds 0 bytes, too few", Refusal([]));
        Assert.Contains("7.3 (HDF5)", Refusal([0x89, (byte)'H', (byte)'D', (byte)'F', 13, 10, 26, 10]));
        var hdf5 = Mat.File(true);
        hdf5[125] = 2;
        Assert.Contains("7.3 (HDF5)", Refusal(hdf5));
        Assert.Contains("MATLAB 4 file", Refusal([0, 0, 0, 0, 2, .. new byte[200]]));
        Assert.Contains("does not end in IM or MI", Refusal([.. Enumerable.Repeat((byte)'x', 200)]));
        Assert.Contains("two arrays called X", Refusal(Mat.File(true, Mat.Array("X", [2, 3], 9, 2, Six), Mat.Array("X", [2, 3], 9, 2, Six))));
    }

    [Fact]
    public void A_truncated_file_is_refused_wherever_it_ends()
    {
        var part = Mat.Array("X", [10, 10], 9, 2, new byte[100]);
        foreach (var file in new[] { Mat.File(true, part), Mat.File(true, Mat.Compressed(part)) })
        {
            // The last four bytes of the plain one are padding.
            foreach (var length in Enumerable.Range(129, file.Length - 129 - 4))
            {
                Assert.Matches("truncated|damaged", Refusal(file[..length]));
            }
        }
    }

    [Fact]
    public void A_compressed_array_without_its_checksum_is_refused()
    {
        // Lengths around that of the buffer through which it is unpacked.
        foreach (var length in (int[])[6, 100, .. Enumerable.Range(8192 - 100, 110), 40_000])
        {
            var values = new byte[length];
            new Random(length).NextBytes(values);
            var part = Mat.Array("X", [1, length], 9, 2, values);
            Assert.Equal(values, Read(Mat.File(true, Mat.Compressed(part))).Find("X").ToBytes());
            Assert.All(Enumerable.Range(1, 4), missing => Assert.Contains("cannot be unpacked", Refusal(Mat.File(true, Mat.Compressed(part, missing: missing)))));
        }
    }

    [Fact]
    public void More_variables_than_a_file_of_images_has_are_refused()
    {
        var text = Mat.Array("", [0, 0], 4, 4, []);
        Assert.Empty(Read([.. Mat.File(true), .. Enumerable.Repeat(text, 10_000).SelectMany(b => b)]).Names);
        Assert.Contains("more than 10,000 variables", Refusal([.. Mat.File(true), .. Enumerable.Repeat(text, 10_001).SelectMany(b => b)]));
    }

    [Fact]
    public void More_than_is_read_is_not_unpacked()
    {
        // Text is passed over, so that nothing of the claimed gigabyte is needed.
        var noise = new byte[1_100_000];
        new Random(1).NextBytes(noise);
        var part = Mat.Compressed(new Mat().UInt32(14).UInt32(1 << 30).Part(6, new Mat().UInt32(4).UInt32(0).Bytes).Raw(noise).Bytes);
        Assert.Empty(Read(Mat.File(true, part, part, part, part)).Names);
        Assert.Contains("unpacks to more than 4 GiB", Refusal(Mat.File(true, part, part, part, part, part)));
    }

    [Theory]
    [InlineData(int.MaxValue, 1)]
    [InlineData(int.MaxValue, int.MaxValue)]
    [InlineData(-1, -1)]
    [InlineData(1 << 16, 1 << 16)]
    [InlineData(1 << 15, 1 << 15)]
    public void An_impossible_header_is_refused_without_allocating(int rows, int columns)
    {
        foreach (var claimed in new[] { rows * columns, int.MaxValue, 60 })
        {
            var part = Mat.Array("X", [rows, columns], 9, 2, new byte[60], claimed: claimed);
            var before = GC.GetAllocatedBytesForCurrentThread();
            Refusal(Mat.File(true, part));
            Refusal(Mat.File(true, Mat.Compressed(part)));
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 17);
        }
    }

    [Fact]
    public void An_array_beyond_the_formats_room_is_not_written()
    {
        Assert.Equal(16 + 24 + 16 + 8 + (1 << 20), MatFileWriter.ContentLength("X", 4, 1 << 20));
        Assert.Contains("X takes more than the 2 GiB", Assert.Throws<ArgumentException>(() => MatFileWriter.ContentLength("X", 4, 1L << 31)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void SciPys_own_files_are_read()
    {
        var home = RealData.Home("svhn");
        var file = MatFile.Read(home.PathOf("svhn", "test_32x32.mat"));
        Assert.Equal(["X", "y"], file.Names);
        Assert.Equal([32, 32, 3], file.Find("X").Dimensions.Take(3));
        Assert.All(file.Find("y").ToBytes(), label => Assert.InRange(label, 1, 10));
    }

    private static byte[] Ordered(Array values, bool little)
    {
        var size = Buffer.ByteLength(values) / values.Length;
        var bytes = new byte[Buffer.ByteLength(values)];
        Buffer.BlockCopy(values, 0, bytes, 0, bytes.Length);
        return little == BitConverter.IsLittleEndian ? bytes : [.. bytes.Chunk(size).SelectMany(c => c.Reverse())];
    }

    private static MatFile Read(byte[] bytes)
    {
        using var stream = new MemoryStream(bytes);
        return MatFile.Read(stream, Name);
    }

    private static string Refusal(byte[] bytes)
    {
        var message = Assert.Throws<InvalidDataException>(() => Read(bytes)).Message;
        Assert.StartsWith(Name + " ", message, StringComparison.Ordinal);
        return message;
    }
}
