using System.Globalization;

namespace DomainAdaptation;

/// <summary>Where in this process objects lie that libtorch keeps to itself. The first question looks for all, because its table of symbols is large.</summary>
internal static class HiddenSymbols
{
    private const string Library = "libtorch_cpu.so";

    private static readonly string[] Names =
    [
        "_ZZN4dnnl4impl3cpu3x643cpuEvE4cpu_", // dnnl::impl::cpu::x64::cpu()::cpu_
        "_ZGVZN4dnnl4impl3cpu3x643cpuEvE4cpu_", // its guard
        "mkl_serv_intel_cpu_true.cached",
    ];

    private static readonly Lazy<nint?[]> Places = new(Find);

    /// <summary>oneDNN's object about the processor, and whether it has been made: a byte.</summary>
    public static (nint Object, nint Guard)? OneDnnProcessor => Places.Value is [{ } made, { } guard, _] ? (made, guard) : null;

    /// <summary>Where MKL remembers, in 32 bits, whether the processor is Intel's.</summary>
    public static nint? MklIsIntel => Places.Value[2];

    // All null where they cannot be found, as on other systems than Linux.
    private static nint?[] Find()
    {
        try
        {
            // The library's first mapping is where its addresses count from. A host may have loaded another one besides.
            var ours = Path.Combine(NativeBackend.LibTorchFolder ?? "", Library);
            var first = OperatingSystem.IsLinux()
                ? File.ReadLines("/proc/self/maps").Where(l => l.EndsWith('/' + Library, StringComparison.Ordinal)).OrderByDescending(l => l.EndsWith(' ' + ours, StringComparison.Ordinal)).FirstOrDefault()
                : null;
            if (first is not null && nint.TryParse(first.AsSpan(0, first.IndexOf('-', StringComparison.Ordinal)), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var start))
            {
                return [.. ElfSymbols.Find(first[first.IndexOf('/', StringComparison.Ordinal)..], Names).Select(a => a is { } address ? start + (nint)address : (nint?)null)];
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            // As if nothing were there.
        }

        return new nint?[Names.Length];
    }
}
