using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace DomainAdaptation;

/// <summary>What tells one processor from another for native code that chooses its instructions by it.</summary>
internal static class Processor
{
    private const int Basic = 0, Extended = unchecked((int)0x80000000), AmdCaches = unchecked((int)0x8000001D);

    // Settings by which libtorch, oneDNN and MKL take other instructions, or the loader another library.
    private static readonly string[] Settings = ["ATEN_", "DNNL_", "LD_", "MKL_", "ONEDNN_", "PYTORCH_"];

    /// <summary>One line: model, features and caches as the processor reports them, and the settings that change what is made of them.</summary>
    public static string Identity() => string.Join(' ', [RuntimeInformation.RuntimeIdentifier, .. X86Base.IsSupported ? FromCpuid() : FromSystem(), .. Environs()]);

    /// <summary>Whether a variable makes libraries tell what they do, on standard output, where nobody waits for it.</summary>
    public static bool IsTalk(string variable) => variable.EndsWith("_VERBOSE", StringComparison.Ordinal);

    // Not what differs from core to core: identifiers in leaf 1 (EBX) and in the caches' first register.
    private static IEnumerable<string> FromCpuid()
    {
        (int Leaf, int Sub, bool A, bool B, bool C, bool D)[] leaves =
        [
            (Basic, 0, false, true, true, true), // maker
            (1, 0, true, false, true, true), // model, features
            (7, 0, true, true, true, false), (7, 1, true, true, true, true), // features
            (13, 0, true, true, false, false), // the registers that the system saves
            (4, 0, false, true, true, false), // first cache
            (Extended + 1, 0, false, false, true, true), // features
            (Extended + 2, 0, true, true, true, true), (Extended + 3, 0, true, true, true, true), (Extended + 4, 0, true, true, true, true), // name
            (AmdCaches, 0, false, true, true, false),
        ];
        foreach (var (leaf, sub, a, b, c, d) in leaves)
        {
            // A leaf beyond the last answers with another one's numbers.
            var last = X86Base.CpuId(leaf < 0 ? Extended : Basic, 0).Eax;
            var (eax, ebx, ecx, edx) = (uint)leaf <= (uint)last ? X86Base.CpuId(leaf, sub) : default;
            yield return $"{(a ? eax : 0):x}.{(b ? ebx : 0):x}.{(c ? ecx : 0):x}.{(d ? edx : 0):x}";
        }
    }

    private static IEnumerable<string> FromSystem()
    {
        const string Info = "/proc/cpuinfo";
        return File.Exists(Info)
            ? File.ReadLines(Info).TakeWhile(l => l.Length > 0).Where(l => l.StartsWith("CPU ", StringComparison.Ordinal) || l.StartsWith("Features", StringComparison.Ordinal))
            : [];
    }

    private static IEnumerable<string> Environs() => Environment.GetEnvironmentVariables().Keys.Cast<string>()
        .Where(name => Settings.Any(s => name.StartsWith(s, StringComparison.Ordinal)) && !IsTalk(name))
        .Order(StringComparer.Ordinal)
        .Select(name => $"{name}={Environment.GetEnvironmentVariable(name)}");
}
