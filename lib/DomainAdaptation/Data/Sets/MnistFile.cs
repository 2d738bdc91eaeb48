using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;

namespace DomainAdaptation;

/// <summary>One of the four files of MNIST and how to tell that a copy is whole.</summary>
/// <param name="Name">The name without <c>.gz</c>.</param>
/// <param name="Length">Bytes, uncompressed.</param>
/// <param name="Sha256">SHA-256 of the <b>uncompressed</b> bytes: two copies may be compressed differently, or not at all.</param>
internal sealed record MnistFile(string Name, long Length, string Sha256)
{
    public static IReadOnlyList<MnistFile> All { get; } =
    [
        new("train-images-idx3-ubyte", 47_040_016, "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db"),
        new("train-labels-idx1-ubyte", 60_008, "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5"),
        new("t10k-images-idx3-ubyte", 7_840_016, "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7"),
        new("t10k-labels-idx1-ubyte", 10_008, "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2"),
    ];

    /// <summary>Where <see cref="Mnist"/> looks for it, best first: its own folder, where torchvision puts it, and the names that some archives give it (<c>train-images.idx3-ubyte</c>).</summary>
    public string[] Candidates => [.. Folders.SelectMany(folder => Names.SelectMany(name => new[] { $"{folder}{name}.gz", folder + name }))];

    private static string[] Folders { get; } = ["mnist/", "", "mnist/raw/", "mnist/MNIST/raw/", "MNIST/raw/"];

    private string[] Names => [Name, Name.Replace("-idx", ".idx", StringComparison.Ordinal)];

    /// <summary>The copy that <see cref="Mnist"/> would read, or null.</summary>
    public string? FindIn(DataHome home) => Candidates.Select(c => home.PathOf(c.Split('/'))).FirstOrDefault(File.Exists);

    /// <summary>Null when the file, compressed or not, is whole and right; else what is wrong with it, as the end of a sentence.</summary>
    public string? Fault(string path)
    {
        using var file = File.OpenRead(path);
        try
        {
            using var content = Uncompressed(file);
            return Fault(content, Stream.Null);
        }
        catch (InvalidDataException)
        {
            return "is a damaged or truncated gzip file";
        }
    }

    /// <summary>Stores it, compressed, as the copy that <see cref="Mnist"/> reads first; nothing is stored unless it is whole and right.</summary>
    /// <returns>As <see cref="Fault(string)"/>.</returns>
    public string? Store(Stream from, DataHome home)
    {
        string? fault = null;
        try
        {
            AtomicFile.Write(home.PathOf("mnist", Name + ".gz"), to =>
            {
                using (var gzip = new GZipStream(to, CompressionLevel.Fastest, leaveOpen: true))
                {
                    fault = Fault(from, gzip);
                }

                // Leaves the old file, if any, in place.
                if (fault is not null)
                {
                    throw new InvalidDataException(fault);
                }
            });
        }
        catch (InvalidDataException e)
        {
            return fault ?? $"is damaged ({e.Message})";
        }

        return null;
    }

    /// <summary>The content of a file, whether compressed or not.</summary>
    public static Stream Uncompressed(FileStream file)
    {
        var compressed = file.ReadByte() == 0x1f && file.ReadByte() == 0x8b;
        file.Position = 0;
        return compressed ? new GzipContent(file) : file;
    }

    private string? Fault(Stream content, Stream copy)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[1 << 16];
        var length = 0L;
        // One buffer further than the right length is enough to know that it is too long.
        while (length <= Length && content.Read(buffer) is var read && read > 0)
        {
            length += read;
            hash.AppendData(buffer, 0, read);
            copy.Write(buffer, 0, read);
        }

        if (length != Length)
        {
            return string.Create(CultureInfo.InvariantCulture, $"is {(length < Length ? $"truncated: it holds {length:N0}" : "too long: it holds more")} of {Length:N0} bytes")
                .Replace("holds more of", "holds more than", StringComparison.Ordinal);
        }

        var sum = Convert.ToHexStringLower(hash.GetHashAndReset());
        return sum == Sha256 ? null : $"has a wrong checksum: SHA-256 {sum[..12]}… instead of {Sha256[..12]}…";
    }
}
