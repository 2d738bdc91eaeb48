using System.Runtime.InteropServices;

namespace DomainAdaptation;

/// <summary>Lets libtorch's MKL share a product of matrices out among threads in one fixed way.</summary>
internal static class MatrixProducts
{
    /// <summary>What MKL calls it: conditional numerical reproducibility, by the best code for the processor.</summary>
    public const string Variable = "MKL_CBWR", Best = "AUTO";

    /// <summary>
    /// The same product then has the same bits wherever its matrices lie in memory. On AMD it is faster, too: the SVHN net's step takes .95 of the time
    /// (tests/Benchmarks/results/ideas.md). <see cref="FastPath"/> switches it off, and where the variable is set already, that counts.
    /// </summary>
    /// <remarks>MKL reads its variable with its first product: before libtorch is loaded is early enough. It reads C's environment, which .NET's own is a copy of.</remarks>
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
}
