using System.Buffers.Binary;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using SkiaSharp;
using TorchSharp;

namespace DomainAdaptation.Tests;

/// <summary>
/// Ten thousand damaged files of each format: each is read, or refused in a sentence that names it, within a second and
/// within memory of the order of the file. Set <c>WORKBENCH_HOSTILE_CASES</c> for more, other ones.
/// </summary>
public sealed class HostileFilesTests
{
    private const string Name = "hostile";
    private static readonly int Cases = int.TryParse(Environment.GetEnvironmentVariable("WORKBENCH_HOSTILE_CASES"), NumberStyles.None, CultureInfo.InvariantCulture, out var cases) ? cases : 10_000;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(1);

    [Fact]
    public void Idx_files() => Attack(Idx.Images(4, 5, 6), Idx.Labels(40), ReadIdx);

    [Fact]
    public void Compressed_idx_files() => Attack(Idx.Images(10, 8, 8), Idx.Labels(40), ReadIdx, wrap: Idx.Gzip);

    [Fact]
    public void Matlab_files() => Attack(MatBytes(little: true), MatBytes(little: false), ReadMat);

    [Fact]
    public void Matlab_files_of_the_other_byte_order() => Attack(MatBytes(little: false), MatBytes(little: true), ReadMat);

    // The damage is within what is compressed, or to the compressed file.
    [Fact]
    public void Compressed_matlab_files() => Attack(
        Mat.Array("X", [8, 8, 3, 2], 9, 2, new byte[384]),
        Mat.Array("y", [2, 1], 6, 2, [10, 3]),
        ReadMat,
        wrap: part => Mat.File(true, Mat.Compressed(part), Mat.Compressed(Mat.Array("y", [2, 1], 6, 2, [10, 3]))));

    [Fact]
    public void Safetensors_files()
    {
        using var folder = new TemporaryFolder();
        using var scope = torch.NewDisposeScope();
        Safetensors.Write(
            folder.At("a"),
            new Dictionary<string, torch.Tensor> { ["w"] = torch.ones(3, 4), ["b"] = torch.arange(7), ["e"] = torch.zeros(0, 3) },
            new Dictionary<string, string> { ["format"] = "pt" });
        Safetensors.Write(folder.At("b"), new Dictionary<string, torch.Tensor> { ["w"] = torch.ones(2, dtype: torch.float64) });
        Attack(File.ReadAllBytes(folder.At("a")), File.ReadAllBytes(folder.At("b")), bytes =>
        {
            using var stream = new MemoryStream(bytes);
            using var file = Safetensors.Read(stream, Name);
            // Tensors lie outside what .NET counts.
            Assert.InRange(file.Tensors.Values.Sum(t => t.numel() * t.dtype.ElementSize()), 0, bytes.Length);
        });
    }

    [Fact]
    public void Onnx_files() => Attack(
        Onnx.Model(Onnx.Tensor("w", [3, 4], new byte[48]), Onnx.Tensor("b", [7], new byte[28], packed: true), Onnx.Tensor("i", [1], new byte[8], type: 7)),
        Onnx.Model(Onnx.Tensor("w", [2], Onnx.Floats(1, 2), dataField: 4)),
        bytes =>
        {
            using var file = OnnxFile.ReadInitialisers(bytes, Name);
            Assert.InRange(file.Tensors.Values.Sum(t => t.numel() * t.dtype.ElementSize()), 0, bytes.Length);
        });

    [Fact]
    public void Safetensors_files_of_which_many_tensors_share_the_same_bytes()
    {
        var entries = string.Join(',', Enumerable.Range(0, 100).Select(i => $"\"t{i}\":{{\"dtype\":\"U8\",\"shape\":[1000],\"data_offsets\":[0,1000]}}"));
        var header = Encoding.UTF8.GetBytes($"{{{entries}}}");
        using var stream = new MemoryStream([.. BitConverter.GetBytes((long)header.Length), .. header, .. new byte[1000]]);
        Assert.Contains("tensors overlap", Assert.Throws<InvalidDataException>(() => Safetensors.Read(stream, Name)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Tables_of_the_official_GTSRB() => Attack(
        Text("Filename;Width;Height;Roi.X1;Roi.Y1;Roi.X2;Roi.Y2;ClassId\r\n", i => $"00000_{i:00000}.ppm;{29 + i};{30 + i};5;6;{24 + i};{25 + i};{i}\r\n"),
        Text("Width,Height,Roi.X1,Roi.Y1,Roi.X2,Roi.Y2,ClassId,Path\n", i => $"40,40,0,0,39,39,{i},Train/{i}/{i:00000}_00000_00000.png\n"),
        ReadTable);

    [Fact]
    public void Tables_of_Kaggles_GTSRB() => Attack(
        Text("Width,Height,Roi.X1,Roi.Y1,Roi.X2,Roi.Y2,ClassId,Path\n", i => $"40,40,0,0,39,39,{i},Train/{i}/{i:00000}_00000_00000.png\n"),
        Text("Filename;Width;Height;Roi.X1;Roi.Y1;Roi.X2;Roi.Y2;ClassId\r\n", i => $"00000_{i:00000}.ppm;{29 + i};{30 + i};5;6;{24 + i};{25 + i};{i}\r\n"),
        ReadTable);

    [Fact]
    public void Lists_of_labels() => Attack(Text("", i => $"{i:00000000}.png {i % 10}\n"), Text("", i => $"train/{i}.png {i} 0.25\n"), bytes => ReadList(bytes, 10, 2));

    [Fact]
    public void Lists_of_labels_with_a_third_column() => Attack(Text("", i => $"train/{i}.png {i} 0.25\n"), Text("", i => $"{i:00000000}.png {i % 10}\n"), bytes => ReadList(bytes, 43, 3));

    [Fact]
    public void Ppm_images() => Attack(GtsrbTests.Ppm(5, 4, (x, y) => (byte)(x * y)), GtsrbTests.Ppm(17, 1, (_, _) => 35), ReadImage);

    // A pixel takes seven bytes while it is decoded, and a byte of a PNG can become 1032 pixels.
    [Fact]
    public void Png_images() => Attack(Image(SKEncodedImageFormat.Png, 12), Image(SKEncodedImageFormat.Png, 20), ReadImage, wrap: WithRightSums, multiple: 8 * 1032);

    [Fact]
    public void Jpeg_images() => Attack(Image(SKEncodedImageFormat.Jpeg, 12), Image(SKEncodedImageFormat.Jpeg, 20), ReadImage, multiple: 8 * 512);

    [Fact]
    public void Npy_files() => Attack(Npy.Floats("(2, 3)", 1, 2, 3, 4, 5, 6), Npy.File("<i8", "(4,)", new byte[32], fortran: true), bytes =>
    {
        using var stream = new MemoryStream(bytes);
        using var array = NpyFile.Read(stream, bytes.Length, Name);
        Assert.InRange(array.numel() * array.dtype.ElementSize(), 0, bytes.Length);
    });

    [Fact]
    public void Mapped_npy_files()
    {
        using var folder = new TemporaryFolder();
        Attack(Npy.Floats("(2, 3)", 1, 2, 3, 4, 5, 6), Npy.File("|u1", "(4, 2, 2, 1)", new byte[16]), bytes =>
        {
            var path = folder.Write("a.npy", bytes);
            try
            {
                using var array = NpyFile.Map(path);
                Assert.InRange(array.numel() * array.dtype.ElementSize(), 0, bytes.Length);
                using var values = array.to(torch.float64);
                using var sum = values.sum(); // all of it is there to be read
            }
            catch (InvalidDataException e)
            {
                throw new InvalidDataException(e.Message.Replace(path, Name, StringComparison.Ordinal));
            }
        });
    }

    // A byte of the archive can become 1032.
    [Fact]
    public void Npz_archives() => Attack(
        Npy.Archive(("x", Npy.Floats("(2, 3)", 1, 2, 3, 4, 5, 6)), ("parents", Npy.File("<i8", "(2,)", new byte[16]))),
        Npy.Archive(("y", Npy.Floats("(200,)", new float[200]))),
        bytes =>
        {
            using var stream = new MemoryStream(bytes);
            using var array = NpyFile.ReadArchive(stream, Name, "x");
            Assert.InRange(array.numel() * array.dtype.ElementSize(), 0, 1032 * bytes.Length);
        },
        multiple: 2 * 1032);

    [Fact]
    public void Lists_of_WFLW() => Attack(
        Text("", i => string.Join(' ', Enumerable.Range(0, 206).Select(k => FormattableString.Invariant($"{k + i}.5"))) + $" 0--Parade/{i}.png\n"),
        Text("", i => $"{i:00000000}.png {i % 10}\n"),
        bytes =>
        {
            var root = Path.GetFullPath("images") + Path.DirectorySeparatorChar;
            Assert.All(FaceAlignment.ParseWflw(bytes, Name, "images"), f => Assert.StartsWith(root, Path.GetFullPath(f.Image), StringComparison.Ordinal));
        });

    [Fact]
    public void Files_of_points() => Attack(
        Text("version: 1\nn_points: 8\n{\n", i => FormattableString.Invariant($"{i * 3.5:0.000} {i:0.000}\n")).Concat("}\n"u8.ToArray()).ToArray(),
        Text("version: 1\nn_points: 68\n{\n", i => $"{i} {i}\n"),
        bytes => Assert.All(PtsFile.Parse(bytes, Name), p => Assert.True(float.IsFinite(p.X) && float.IsFinite(p.Y))));

    private static void Attack(byte[] file, byte[] other, Action<byte[]> read, Func<byte[], byte[]>? wrap = null, int multiple = 32)
    {
        var mutations = new Mutations(seed: Cases);
        int refused = 0, accepted = 0;
        read(wrap is null ? file : wrap(file)); // the good one is read, and what is compiled at first use is compiled
        for (var i = 0; i < Cases; i++)
        {
            // What wraps a file (compression, checksums) would stop most damage before it gets anywhere: half of it is done inside.
            var inside = wrap is not null && mutations.OneOf(2);
            var content = inside ? mutations.Of(file, other) : file;
            var bytes = wrap is null ? mutations.Of(file, other) : inside ? wrap(content) : mutations.Of(wrap(file), wrap(other));
            var before = GC.GetAllocatedBytesForCurrentThread();
            var watch = Stopwatch.StartNew();
            try
            {
                read(bytes);
                accepted++;
            }
            catch (InvalidDataException e)
            {
                refused++;
                Assert.StartsWith(Name, e.Message, StringComparison.Ordinal);
                Assert.DoesNotContain('\n', e.Message);
                Assert.InRange(e.Message.Length, 20, 500);
            }
            catch (Exception e)
            {
                Assert.Fail($"case {i}: {e}\n{Convert.ToHexString(bytes)}");
            }

            var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            Assert.True(watch.Elapsed < Limit, $"case {i} took {watch.Elapsed}");
            Assert.True(allocated < (256 << 10) + (multiple * Math.Max(bytes.Length, content.Length)), $"case {i}: {allocated} bytes allocated for {bytes.Length}");
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{accepted} read, {refused} refused");
        Assert.True(refused > Cases / 10 && accepted > Cases / 200, $"{accepted} read, {refused} refused: that tries too little");
    }

    private static void ReadIdx(byte[] bytes)
    {
        using var stream = new MemoryStream(bytes);
        Assert.NotEmpty(IdxFile.Read(stream, Name, rank: 3).Content);
    }

    private static void ReadMat(byte[] bytes)
    {
        using var stream = new MemoryStream(bytes);
        var file = MatFile.Read(stream, Name);
        foreach (var array in file.Names.Select(file.Find))
        {
            Assert.Equal(array.Dimensions.Aggregate(1L, (a, b) => a * b), array.ToDoubles().Length);
        }
    }

    private static void ReadTable(byte[] bytes)
    {
        var root = Path.GetFullPath("images") + Path.DirectorySeparatorChar;
        foreach (var row in GtsrbTable.Parse(bytes, Name, "images"))
        {
            Assert.StartsWith(root, Path.GetFullPath(row.File), StringComparison.Ordinal);
            Assert.InRange(row.Class, 0, 42);
            var part = row.PartOf(new([], row.Width, row.Height));
            Assert.True(part.Left >= 0 && part.Width > 0 && part.Left + part.Width <= row.Width && part.Top >= 0 && part.Height > 0 && part.Top + part.Height <= row.Height);
            Assert.NotEqual("", row.Track);
        }
    }

    private static void ReadList(byte[] bytes, int classes, int columns)
    {
        var root = Path.GetFullPath("images") + Path.DirectorySeparatorChar;
        var list = LabelList.Parse(bytes, Name, "images", classes, columns);
        Assert.All(list.Files, f => Assert.StartsWith(root, Path.GetFullPath(f), StringComparison.Ordinal));
        Assert.All(list.Labels, l => Assert.InRange(l, 0, classes - 1));
    }

    private static void ReadImage(byte[] bytes)
    {
        var image = ImageFile.Decode(bytes, Name);
        Assert.Equal(3 * image.Width * image.Height, image.Pixels.Length);
    }

    private static byte[] MatBytes(bool little)
    {
        byte[] values = [.. Enumerable.Range(0, 48).Select(i => (byte)i)];
        return Mat.File(little, Mat.Array("X", [4, 4, 3], 9, 2, values, little), Mat.Array("yy", [2, 3], 6, 9, values, little), Mat.Array("t", [1, 3], 4, 4, values[..6], little), Mat.Array("small", [3, 1], 8, 1, [1, 2, 3], little));
    }

    private static byte[] Text(string head, Func<int, string> line) => Encoding.UTF8.GetBytes(head + string.Concat(Enumerable.Range(0, 8).Select(line)));

    private static byte[] Image(SKEncodedImageFormat format, int side)
    {
        using var bitmap = new SKBitmap(side, side, SKColorType.Rgba8888, SKAlphaType.Opaque);
        foreach (var p in Enumerable.Range(0, side * side))
        {
            bitmap.SetPixel(p % side, p / side, new SKColor((byte)(p * 7), (byte)(p % side * 9), 40));
        }

        using var data = bitmap.Encode(format, 90);
        return data.ToArray();
    }

    // Right checksums let the damage through to the decoder.
    private static byte[] WithRightSums(byte[] png)
    {
        var bytes = png.ToArray();
        for (long at = 8; at + 12 <= bytes.Length;)
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan((int)at));
            if (at + 12 + length > bytes.Length)
            {
                break;
            }

            BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan((int)(at + 8 + length)), Crc(bytes.AsSpan((int)at + 4, (int)length + 4)));
            at += 12 + length;
        }

        return bytes;
    }

    private static uint Crc(ReadOnlySpan<byte> bytes)
    {
        var crc = ~0u;
        foreach (var value in bytes)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc >> 1) ^ ((crc & 1) == 0 ? 0 : 0xedb88320u);
            }
        }

        return ~crc;
    }
}
