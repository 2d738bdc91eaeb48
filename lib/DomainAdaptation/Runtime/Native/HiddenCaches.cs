using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace DomainAdaptation;

/// <summary>Mends what oneDNN makes of an AMD processor whose caches a virtual machine hides, as Firecracker's do.</summary>
/// <remarks>
/// oneDNN, which computes libtorch's convolutions, asks CPUID for the caches. Where the answer is all zeros, version 3.7 takes each cache to be of one byte.
/// Then convolutions with a number of channels that is no multiple of 16 are silently wrong, for the copy into its own layout leaves out a block,
/// and others end the process by a division by zero. Without any caches oneDNN would have taken sizes of its own, and computed rightly:
/// so its count of them is set to zero, in the one object that holds it. Where that object is not found, oneDNN is kept to instructions whose kernels do not ask.
/// </remarks>
internal static class HiddenCaches
{
    private const string Variable = "ONEDNN_MAX_CPU_ISA";

    // The object's 32-bit fields: ten sizes, the cores that share each, and how many there are.
    private const int Sizes = 0x1c / 4, Sharing = 0x44 / 4, Count = 0x6c / 4, Fields = Count + 1;
    private const int Extended = unchecked((int)0x80000000), AmdCaches = unchecked((int)0x8000001D);

    /// <summary>Mends it if need be. libtorch must be loaded, and no convolution have been computed.</summary>
    /// <param name="useConvolution">Computes any convolution, by which oneDNN makes its object.</param>
    public static void Mend(Action useConvolution)
    {
        if (!AreHidden())
        {
            return;
        }

        if (HiddenSymbols.OneDnnProcessor is not var (made, guard))
        {
            Restrict();
            return;
        }

        useConvolution();
        if (Marshal.ReadByte(guard) == 1)
        {
            var fields = new int[Fields];
            Marshal.Copy(made, fields, 0, Fields);
            if (AreNonsense(fields))
            {
                Marshal.WriteInt32(made, Count * sizeof(int), 0);
            }
        }
    }

    // Whoever has chosen instructions knows what they do.
    private static void Restrict()
    {
        if (Environment.GetEnvironmentVariable(Variable) is null)
        {
            // Windows gives what is set here to native code too; elsewhere .NET keeps it to itself.
            Environment.SetEnvironmentVariable(Variable, "SSE41");
            if (!OperatingSystem.IsWindows())
            {
                NativeVariables.Set(Variable, "SSE41");
            }
        }
    }

    /// <summary>Whether CPUID says nothing of the caches where oneDNN asks for AMD's.</summary>
    internal static bool AreHidden() =>
        X86Base.IsSupported && X86Base.CpuId(0, 0) is var (_, ebx, _, _) && ebx == 0x68747541 // "Auth", of AuthenticAMD
        && (uint)X86Base.CpuId(Extended, 0).Eax >= unchecked((uint)AmdCaches) && X86Base.CpuId(AmdCaches, 0) == (0, 0, 0, 0);

    /// <summary>Whether the object is as expected: three caches, of one byte each. Anything else is left alone.</summary>
    internal static bool AreNonsense(ReadOnlySpan<int> fields) =>
        fields[Count] == 3 && fields.Slice(Sizes, 3).SequenceEqual([1, 1, 1]) && fields.Slice(Sharing, 3).SequenceEqual([1, 1, 1]);
}
