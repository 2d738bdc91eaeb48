using System.Runtime.InteropServices;

namespace DomainAdaptation;

/// <summary>libtorch's automatic mixed precision, which TorchSharp does not wrap: inside a scope, matrix products and convolutions compute in another type.</summary>
internal sealed class Autocast : IDisposable
{
    /// <summary>What its trial is called.</summary>
    public const string Part = "autocast";

    private const sbyte Cpu = 0, BFloat16 = 15; // c10::DeviceType::CPU, c10::ScalarType::BFloat16

    private static readonly Lazy<Functions?> Library = new(Find);

    // Without instructions for it, brain floats are slower than 32 bits. Only Linux is asked: elsewhere there is no autocast here.
    private static readonly Lazy<bool> ProcessorHasBFloat16 = new(() =>
        File.Exists("/proc/cpuinfo") && File.ReadLines("/proc/cpuinfo").Any(l => l.Contains("avx512_bf16", StringComparison.Ordinal) || l.Contains("amx_bf16", StringComparison.Ordinal)));

    private Autocast()
    {
    }

    private delegate void SetEnabled(sbyte device, [MarshalAs(UnmanagedType.I1)] bool enabled);

    private delegate void SetType(sbyte device, sbyte type);

    private delegate void ClearCache();

    /// <summary>Whether the loaded libtorch can do it, on this processor.</summary>
    public static bool IsAvailable => Obstacle(TorchSharp.DeviceType.CPU) is null;

    /// <summary>Its trial, where the processor has instructions for it: elsewhere it is tried when somebody asks for it.</summary>
    public static IEnumerable<string> ToTry => ProcessorHasBFloat16.Value ? [Part] : [];

    /// <summary>The fastest precision that learns as well: brain floats where processor and libtorch have them, else 32 bits.</summary>
    public static Precision Fastest => Hindrance(TorchSharp.DeviceType.CPU) is null ? Precision.BFloat16 : Precision.Float32;

    /// <summary>Whether this thread is in such a scope.</summary>
    [field: ThreadStatic]
    public static bool IsOn { get; private set; }

    /// <summary>Why brain floats cannot be computed in there, in a sentence, or null when they can.</summary>
    public static string? Obstacle(TorchSharp.DeviceType device) =>
        device != TorchSharp.DeviceType.CPU ? "16-bit brain floats are there for the CPU only so far: use 32-bit floats (f32) on another device."
        : Library.Value is null ? "The libtorch that is loaded has no automatic mixed precision that can be reached (its C++ names are those of Linux on the CPU): use 32-bit floats (f32)."
        : Trial.Here.Hindrance(Part) is { } reason ? $"16-bit brain floats are off, because their trial on this processor {reason}: use 32-bit floats (f32)."
        : null;

    /// <summary>The same, or that they would be much slower than 32 bits: this processor has no instructions for them.</summary>
    public static string? Hindrance(TorchSharp.DeviceType device) => device != TorchSharp.DeviceType.CPU || ProcessorHasBFloat16.Value ? Obstacle(device)
        : "This processor has no instructions for 16-bit brain floats (avx512_bf16, amx_bf16), and without them they are many times slower: use 32-bit floats (f32).";

    /// <summary>Begins a scope on this thread, or does nothing for 32-bit floats (and then returns null). Backward belongs outside of it.</summary>
    /// <exception cref="NotSupportedException">This libtorch cannot compute in that precision.</exception>
    public static Autocast? Begin(Precision precision, TorchSharp.DeviceType device)
    {
        if (precision == Precision.Float32)
        {
            return null;
        }

        if (Obstacle(device) is { } obstacle)
        {
            throw new NotSupportedException(obstacle);
        }

        var library = Library.Value!;
        library.SetType(Cpu, BFloat16);
        library.SetEnabled(Cpu, true);
        IsOn = true;
        return new Autocast();
    }

    /// <summary>Ends the scope and frees the copies of the weights that were made in it.</summary>
    public void Dispose()
    {
        IsOn = false;
        Library.Value!.SetEnabled(Cpu, false);
        Library.Value.ClearCache();
    }

    // By their C++ names, which are those of the Itanium ABI: Linux and macOS.
    private static Functions? Find()
    {
        if (NativeBackend.LibTorchFolder is not { } folder || !OperatingSystem.IsLinux()
            || !NativeLibrary.TryLoad(Path.Combine(folder, "libtorch_cpu.so"), out var library)
            || !NativeLibrary.TryGetExport(library, "_ZN2at8autocast20set_autocast_enabledEN3c1010DeviceTypeEb", out var enabled)
            || !NativeLibrary.TryGetExport(library, "_ZN2at8autocast18set_autocast_dtypeEN3c1010DeviceTypeENS1_10ScalarTypeE", out var type)
            || !NativeLibrary.TryGetExport(library, "_ZN2at8autocast11clear_cacheEv", out var clear))
        {
            return null;
        }

        return new(
            Marshal.GetDelegateForFunctionPointer<SetEnabled>(enabled),
            Marshal.GetDelegateForFunctionPointer<SetType>(type),
            Marshal.GetDelegateForFunctionPointer<ClearCache>(clear));
    }

    private sealed record Functions(SetEnabled SetEnabled, SetType SetType, ClearCache ClearCache);
}
