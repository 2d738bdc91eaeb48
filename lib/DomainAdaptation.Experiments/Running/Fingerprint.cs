using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace DomainAdaptation;

/// <summary>A short hash of what a run is: experiment, recipe, scale, method, settings with the precision of the arithmetic, and the data themselves.</summary>
/// <remarks>
/// The seed is not in it: runs whose mean may be taken have the same. Nor is the device, which changes the last bits alone.
/// Settings that are at their default are left out, so that one that comes later changes no old hash.
/// </remarks>
internal static class Fingerprint
{
    private static readonly JsonObject Defaults = Settings(new DannOptions());

    /// <summary>The hash, 16 hexadecimal digits.</summary>
    public static string Of(string experiment, string variant, string method, string scale, DannOptions options, IReadOnlyList<string> data)
    {
        var settings = Settings(options.With(seed: new DannOptions().Seed))
            .Where(s => !JsonNode.DeepEquals(s.Value, Defaults[s.Key])).OrderBy(s => s.Key, StringComparer.Ordinal)
            .Select(s => $"{s.Key}={s.Value?.ToJsonString()}");
        var text = JsonSerializer.SerializeToUtf8Bytes<string[]>([experiment, variant, method, scale, options.Precision.ToString(), .. settings, .. data], ReflectedJson.Options);
        return Convert.ToHexStringLower(SHA256.HashData(text))[..16];
    }

    private static JsonObject Settings(DannOptions options) => JsonSerializer.SerializeToNode(options, ReflectedJson.Options)!.AsObject();
}
