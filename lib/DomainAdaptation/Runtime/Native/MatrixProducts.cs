using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace DomainAdaptation;

/// <summary>What libtorch's MKL is told about products of matrices in 32 bits, on Linux and x64: how to share them out, and which instructions to take.</summary>
internal static class MatrixProducts
{
    /// <summary>What MKL calls it: conditional numerical reproducibility, by the best code for the processor.</summary>
    public const string Variable = "MKL_CBWR", Best = "AUTO";

    // What MKL remembers of whether the processor is Intel's.
    private const int Unasked = -1, Yes = 1, GenuineIntel = 0x756e6547; // "Genu"

    /// <summary>Whether MKL chooses its code by instructions in this process, because it was told so.</summary>
    public static bool IsWide { get; private set; }

    /// <summary>Whether this processor has 512-bit instructions that MKL withholds: it takes them on Intel's only, and AVX2 on all others.</summary>
    public static bool WideCodeIsWithheld => OperatingSystem.IsLinux() && X86Base.X64.IsSupported
        && Avx512F.VL.IsSupported && Avx512BW.IsSupported && Avx512CD.IsSupported && Avx512DQ.IsSupported && X86Base.CpuId(0, 0).Ebx != GenuineIntel;

    /// <summary>Lets MKL share a product out among threads in one fixed way.</summary>
    /// <remarks>
    /// The same product then has the same bits wherever its matrices lie in memory. On AMD it is faster, too: the SVHN net's step takes .95 of the time
    /// (tests/Benchmarks/results/ideas.md). <see cref="FastPath"/> switches it off, and where the variable is set already, that counts.
    /// MKL reads its variable with its first product: before libtorch is loaded is early enough. It reads C's environment, which .NET's own is a copy of.
    /// </remarks>
    public static void ShareOutEvenly()
    {
        if (!OperatingSystem.IsLinux() || RuntimeInformation.ProcessArchitecture != Architecture.X64 || !FastPath.Products)
        {
            return;
        }

        try
        {
            NativeVariables.Set(Variable, Environment.GetEnvironmentVariable(Variable) ?? Best);
        }
        catch (Exception e) when (e is EntryPointNotFoundException or DllNotFoundException)
        {
            // Everything works without it.
        }
    }

    /// <summary>Lets MKL choose its code by what the processor can do, not by who made it. libtorch must be loaded, and no product have been computed.</summary>
    /// <remarks>
    /// All of MKL follows: products in 64 bits, decompositions, functions of vectors. With 512-bit units of full width (Zen 5) a wide layer's products take
    /// .4 to .6 of the time. A part of the <see cref="FastPath"/> that is tried before it is trusted.
    /// </remarks>
    /// <returns>Whether it could be told.</returns>
    public static bool ChooseByInstructions()
    {
        if (!WideCodeIsWithheld || HiddenSymbols.MklIsIntel is not { } isIntel || Marshal.ReadInt32(isIntel) != Unasked)
        {
            return false;
        }

        Marshal.WriteInt32(isIntel, Yes);
        return IsWide = true;
    }
}
