using System.Reflection;
using System.Runtime.InteropServices;

namespace DomainAdaptation.Benchmarks;

/// <summary>What was measured with and on.</summary>
internal static class Versions
{
    private static readonly string[] Telling = ["avx2", "avx512f", "avx512_bf16", "amx_bf16"];

    public static string Ours => $"TorchSharp {Of(typeof(TorchSharp.torch).Assembly)}, libtorch {LibTorch}, {RuntimeInformation.FrameworkDescription}";

    /// <summary>Processor, number of cores and system.</summary>
    public static string Machine => FormattableString.Invariant($"{Processor}, {Environment.ProcessorCount} cores, {RuntimeInformation.OSDescription}");

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

    private static string Of(Assembly assembly) => (assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "").Split('+')[0];
}
