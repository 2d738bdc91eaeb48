using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using static TorchSharp.torch;

namespace DomainAdaptation;

/// <summary>Keeps what a network sees of a folder of images, resized or as features, so that the next run need not decode them: one file a set in the folder <c>cache</c> of the data home.</summary>
/// <remarks>
/// A file is used only if its checksum fits and it was made of the same files, by path, length and time of change, for the same network. It is written whole
/// or not at all, so two runs may write it at once; where it cannot be written, images are decoded each time. It may be deleted at any time.
/// </remarks>
internal sealed class ImageCache
{
    private const int Format = 1;
    private const string Samples = "samples", Read = "read", Traits = "traits", Faults = "faults", Of = "of";

    private readonly string? path;
    private readonly string key;

    /// <param name="home">Where the cache is.</param>
    /// <param name="files">The images.</param>
    /// <param name="network">What sees them.</param>
    /// <param name="views">What it sees of each.</param>
    /// <param name="keeps">Whether it is worth the while.</param>
    public ImageCache(DataHome home, IReadOnlyList<string> files, ImageNetwork network, ImageViews views, bool keeps)
    {
        var text = new StringBuilder(string.Create(CultureInfo.InvariantCulture, $"{Format} {network.Id} {network.ImageSize}{(views.Mirrors ? " and mirror images" : "")}{(views.Crops > 0 ? $" and {views.Crops} crops" : "")}\n"));
        foreach (var file in files)
        {
            var info = new FileInfo(file);
            text.Append(CultureInfo.InvariantCulture, $"{file}\0{(info.Exists ? info.Length : -1)} {(info.Exists ? info.LastWriteTimeUtc.Ticks : 0)}\n");
        }

        key = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
        path = keeps ? home.PathOf("cache", key[..16] + ".safetensors") : null;
    }

    /// <summary>What was kept, or null. The caller owns the tensor.</summary>
    public ImagesSeen? Find()
    {
        if (path is null || !File.Exists(path))
        {
            return null;
        }

        try
        {
            using var file = Safetensors.Read(path);
            if (TensorHash.Fits(file) is not true || !file.Metadata.TryGetValue(Of, out var of) || of != key
                || JsonSerializer.Deserialize<Dictionary<int, string>>(file.Metadata[Faults], ReflectedJson.Options) is not { } faults)
            {
                return null;
            }

            return new(
                file.Tensors[Samples].clone(), [.. file.Tensors[Read].data<long>().ToArray().Select(i => (int)i)],
                [.. file.Tensors[Traits].data<long>().ToArray().Select(t => (ImageTraits)t)], faults, IsPassing: false);
        }
        catch (Exception e) when (e is IOException or InvalidDataException or UnauthorizedAccessException or KeyNotFoundException or JsonException)
        {
            return null; // a cache that cannot be read is none
        }
    }

    /// <summary>Keeps what was seen, unless a file could not be read for a reason that may pass.</summary>
    /// <returns>Why it could not be kept, or null.</returns>
    public string? Keep(ImagesSeen seen)
    {
        if (path is null || seen.IsPassing)
        {
            return null;
        }

        using var scope = NewDisposeScope();
        var tensors = new Dictionary<string, Tensor>(StringComparer.Ordinal)
        {
            [Samples] = seen.Samples,
            [Read] = tensor(seen.Read.Select(i => (long)i).ToArray()),
            [Traits] = tensor(seen.Traits.Select(t => (long)t).ToArray()),
        };
        try
        {
            var metadata = new Dictionary<string, string>(StringComparer.Ordinal) { [Of] = key, [Faults] = JsonSerializer.Serialize(seen.Faults, ReflectedJson.Options) };
            Safetensors.Write(path, tensors, TensorHash.Sealed(tensors, metadata));
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return $"What was read cannot be kept for the next run ({e.Message.TrimEnd('.')}).";
        }
    }
}
