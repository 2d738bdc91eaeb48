using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using TorchSharp;

namespace DomainAdaptation.Tests;

/// <summary>Makes a part of a trial fail, in the trial's child process, the way a processor would: by what native code does there.</summary>
internal static partial class Saboteur
{
    private const string Variable = "SABOTAGE";
    private const int Fpe = 8, Ill = 4;

    /// <summary>The next children fail so, until the result is disposed.</summary>
    /// <param name="part">The part, such as <c>fused</c>.</param>
    /// <param name="how">A signal's name, <c>hang</c>, <c>NaN</c> or <c>numbers</c>.</param>
    public static IDisposable Plan(string part, string how)
    {
        Environment.SetEnvironmentVariable(Variable, $"{part} {how}");
        return new Retreat();
    }

    /// <summary>Called in the child after the training of a part.</summary>
    public static void After(string part, DomainAdversarialNetwork network)
    {
        if (Environment.GetEnvironmentVariable(Variable)?.Split(' ') is [var planned, var how] && planned == part)
        {
            Do(how, network);
        }
    }

    private static unsafe void Do(string how, DomainAdversarialNetwork network)
    {
        switch (how)
        {
            case "SIGFPE" when X86Base.IsSupported:
                _ = Divide(1, 0); // the instruction traps
                break;
            case "SIGFPE":
                _ = Raise(Fpe);
                break;
            case "SIGSEGV":
                _ = Fill(16, 0, 16);
                break;
            case "SIGILL" when X86Base.IsSupported:
                var code = (byte*)Map(0, 4096, 7, 0x22, -1, 0); // readable, writable, executable; private, anonymous
                (code[0], code[1]) = (0x0F, 0x0B); // UD2, which no processor has
                ((delegate* unmanaged<void>)code)();
                break;
            case "SIGILL":
                _ = Raise(Ill);
                break;
            case "SIGABRT":
                Abort();
                break;
            case "hang":
                Thread.Sleep(Timeout.Infinite);
                break;
            default:
                using (torch.no_grad())
                using (var wrong = (how == "NaN" ? double.NaN : 1).ToScalar())
                {
                    network.parameters().First().add_(wrong);
                }

                break;
        }
    }

    [LibraryImport("libc", EntryPoint = "div")]
    private static partial long Divide(int a, int b);

    [LibraryImport("libc", EntryPoint = "memset")]
    private static partial nint Fill(nint where, int what, nint count);

    [LibraryImport("libc", EntryPoint = "raise")]
    private static partial int Raise(int signal);

    [LibraryImport("libc", EntryPoint = "abort")]
    private static partial void Abort();

    [LibraryImport("libc", EntryPoint = "mmap")]
    private static partial nint Map(nint where, nint length, int protection, int flags, int file, nint offset);

    private sealed class Retreat : IDisposable
    {
        public void Dispose() => Environment.SetEnvironmentVariable(Variable, null);
    }
}
