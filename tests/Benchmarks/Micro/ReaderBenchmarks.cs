using System.Buffers.Binary;
using System.Globalization;
using BenchmarkDotNet.Attributes;

namespace DomainAdaptation.Benchmarks;

/// <summary>The readers, each on a file of its format that is written first: 10,000 digits, 2,000 house numbers, the MNIST net's weights, 200 images.</summary>
[MemoryDiagnoser]
public class ReaderBenchmarks
{
    private const int Digits = 10_000, Numbers = 2_000, Images = 100;
    private readonly string folder = Directory.CreateTempSubdirectory("workbench-benchmarks-").FullName;

    [GlobalSetup]
    public void Write()
    {
        var random = new Random(1);
        byte[] Bytes(int count)
        {
            var bytes = new byte[count];
            random.NextBytes(bytes);
            return bytes;
        }

        var header = new byte[16];
        foreach (var (value, i) in new[] { 2051, Digits, 28, 28 }.Select((v, i) => (v, i)))
        {
            BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4 * i), value);
        }

        AtomicFile.WriteBytes(At("digits.idx"), [.. header, .. Bytes(Digits * 28 * 28)]);
        MatFileWriter.Write(At("numbers.mat"), MatArray.OfBytes("X", [32, 32, 3, Numbers], Bytes(32 * 32 * 3 * Numbers)));
        using var network = Architectures.Mnist();
        network.Normalisation = Normalisation.None;
        Weights.Save(network, At("weights.safetensors"));
        for (var i = 0; i < 2 * Images; i++)
        {
            var name = Path.Combine(At("images"), i % 2 == 0 ? "even" : "odd", i.ToString("D4", CultureInfo.InvariantCulture) + ".png");
            Directory.CreateDirectory(Path.GetDirectoryName(name)!);
            ImageFile.WritePng(name, Bytes(64 * 64 * 3), 64, 64);
        }
    }

    [Benchmark]
    public int Idx() => IdxFile.ReadImages(At("digits.idx")).Content.Length;

    [Benchmark]
    public int Mat() => MatFile.Read(At("numbers.mat")).Find("X").Count;

    [Benchmark]
    public int SafetensorsFile()
    {
        using var file = Safetensors.Read(At("weights.safetensors"));
        return file.Tensors.Count;
    }

    [Benchmark]
    public int PngFolder() => ImageFolder.Read("images", At("images"), 32, 32).Files.Count;

    [GlobalCleanup]
    public void Delete() => Directory.Delete(folder, recursive: true);

    private string At(string name) => Path.Combine(folder, name);
}
