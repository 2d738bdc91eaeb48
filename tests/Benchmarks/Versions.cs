using System.Reflection;
using System.Runtime.InteropServices;

namespace DomainAdaptation.Benchmarks;

/// <summary>What was measured with and on.</summary>
internal static class Versions
{
    private const string Caches = "/sys/devices/system/cpu/cpu0/cache";

    private static readonly string[] Telling = ["avx2", "avx512f", "avx512_bf16", "avx512_vnni", "amx_bf16", "amx_tile"];

    public static string Ours => $"TorchSharp {Of(typeof(TorchSharp.torch).Assembly)}, libtorch {LibTorch}, {RuntimeInformation.FrameworkDescription}";

    /// <summary>Processor, its instructions and caches, number of cores and system.</summary>
    public static string Machine => FormattableString.Invariant($"{Processor}, {CacheSizes()}, {Environment.ProcessorCount} cores, {RuntimeInformation.OSDescription}");

    private static string LibTorch => typeof(NativeBackend).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(a => a.Key == "LibTorchVersion").Value!;

    private static string Processor => OperatingSystem.IsLinux()
        ? File.ReadLines("/proc/cpuinfo").FirstOrDefault(l => l.StartsWith("model name", StringComparison.Ordinal))?.Split(':')[1].Trim() + Instructions()
        : RuntimeInformation.ProcessArchitecture.ToString();

    private static string Instructions()
    {
        var flags = File.ReadLines("/proc/cpuinfo").FirstOrDefault(l => l.StartsWith("flags", StringComparison.Ordinal))?.Split(' ') ?? [];
        var named = Telling.Intersect(flags, StringComparer.Ordinal).ToList();
        return named.Count > 0 ? $" ({string.Join(", ", named)})" : "";
    }

    // As the system tells them: virtual machines often hide them.
    private static string CacheSizes()
    {
        static string Read(string index, string file) => File.ReadAllText(Path.Combine(index, file)).Trim();
        var caches = Directory.Exists(Caches)
            ? Directory.GetDirectories(Caches, "index*").Where(i => File.Exists(Path.Combine(i, "size"))).Order(StringComparer.Ordinal).Select(i => $"L{Read(i, "level")} {Read(i, "type").ToLowerInvariant()} {Read(i, "size")}").ToList()
            : [];
        return caches.Count > 0 ? string.Join(", ", caches) : "caches not told";
    }

    private static string Of(Assembly assembly) => (assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "").Split('+')[0];
}
