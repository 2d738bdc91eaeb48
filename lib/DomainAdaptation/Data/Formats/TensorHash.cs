using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using static TorchSharp.torch;

namespace DomainAdaptation;

/// <summary>SHA-256 of tensors and of what a file says about them, by which a file tells that it is damaged.</summary>
internal static class TensorHash
{
    /// <summary>The metadata key under which a file keeps its own hash.</summary>
    public const string Key = "sha256";

    private const long Portion = 1 << 26; // bytes; a span has no room for a tensor of more than 2 GiB, nor has a small machine for two copies of one

    /// <summary>Of tensors: names, types, shapes and values.</summary>
    public static string Of(IEnumerable<KeyValuePair<string, Tensor>> tensors)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(hash, tensors);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>The metadata with the hash of the tensors and of all metadata among them.</summary>
    public static Dictionary<string, string> Sealed(IReadOnlyDictionary<string, Tensor> tensors, IReadOnlyDictionary<string, string> metadata) =>
        new(metadata, StringComparer.Ordinal) { [Key] = Of(tensors, metadata) };

    /// <summary>Whether the file's hash is that of its content; null where it has none.</summary>
    public static bool? Fits(TensorFile file) => file.Metadata.TryGetValue(Key, out var hash) ? hash == Of(file.Tensors, file.Metadata) : null;

    /// <summary>Appends the values of a tensor, wherever it is, a portion at a time.</summary>
    public static void AppendValues(IncrementalHash hash, Tensor tensor)
    {
        var rows = tensor.dim() == 0 || tensor.numel() == 0 ? 1 : tensor.shape[0];
        var step = Math.Max(1, Portion / Math.Max(1, tensor.numel() / rows * tensor.element_size()));
        for (long row = 0; row < rows; row += step)
        {
            using var scope = NewDisposeScope();
            var part = step >= rows ? tensor : tensor.narrow(0, row, Math.Min(step, rows - row));
            hash.AppendData(part.cpu().contiguous().bytes);
        }
    }

    private static string Of(IReadOnlyDictionary<string, Tensor> tensors, IReadOnlyDictionary<string, string> metadata)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(hash, tensors);
        foreach (var (key, value) in metadata.Where(m => m.Key != Key).OrderBy(m => m.Key, StringComparer.Ordinal))
        {
            hash.AppendData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{key.Length} {key} {value.Length} {value}\n")));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static void Append(IncrementalHash hash, IEnumerable<KeyValuePair<string, Tensor>> tensors)
    {
        foreach (var (name, tensor) in tensors.OrderBy(e => e.Key, StringComparer.Ordinal))
        {
            hash.AppendData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{name} {tensor.dtype} [{string.Join(',', tensor.shape)}]\n")));
            AppendValues(hash, tensor);
        }
    }
}
