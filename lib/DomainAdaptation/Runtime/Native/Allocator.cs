using System.Runtime.InteropServices;

namespace DomainAdaptation;

/// <summary>Tunes glibc's allocator for a training loop, which frees and asks again for the same large blocks at every step.</summary>
internal static partial class Allocator
{
    private const int TrimThreshold = -1, TopPad = -2, MmapThreshold = -3; // the parameter numbers of mallopt(3)

    /// <summary>
    /// Left alone, glibc gives large activations back to the kernel after each step and takes a page fault for every 4 KB
    /// of the next one: about a third of the time of a small network's step. <see cref="FastPath"/> switches it off.
    /// </summary>
    /// <remarks>Never tried before it is trusted, because it cannot fail: mallopt is documented, takes what it knows, and says 0 to the rest.</remarks>
    public static void KeepPagesBetweenSteps()
    {
        if (!OperatingSystem.IsLinux() || !FastPath.Allocator)
        {
            return;
        }

        try
        {
            _ = SetOption(MmapThreshold, 1 << 30);
            _ = SetOption(TrimThreshold, int.MaxValue);
            _ = SetOption(TopPad, 64 << 20);
        }
        catch (EntryPointNotFoundException)
        {
            // musl has no mallopt; everything works without it.
        }
        catch (DllNotFoundException)
        {
        }
    }

    [LibraryImport("libc", EntryPoint = "mallopt")]
    private static partial int SetOption(int parameter, int value);
}
