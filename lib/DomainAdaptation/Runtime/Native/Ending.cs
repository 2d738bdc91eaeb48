namespace DomainAdaptation;

/// <summary>Tells from an exit code what ended a process.</summary>
internal static class Ending
{
    // What the processor, or the code made for it, brings about; any other signal comes from outside: a user, or a system that is short of memory.
    private static readonly Dictionary<int, string> Faults = new()
    {
        [4] = "SIGILL, an instruction that this processor does not have",
        [5] = "SIGTRAP",
        [6] = "SIGABRT",
        [7] = "SIGBUS",
        [8] = "SIGFPE, a division by zero",
        [10] = "SIGBUS", // macOS's number
        [11] = "SIGSEGV, an access to memory that is not there",
        [31] = "SIGSYS",
    };

    /// <summary>The words for it, after "its trial", and how long they stand.</summary>
    public static (string How, Lasting Lasting) Of(int exitCode)
    {
        if (OperatingSystem.IsWindows() && (uint)exitCode >= 0xC0000000)
        {
            return exitCode == unchecked((int)0xC000013A) // Ctrl+C
                ? ("was interrupted", Lasting.Process)
                : ($"was ended by the exception 0x{(uint)exitCode:X8}", Lasting.Always);
        }

        return Faults.TryGetValue(exitCode - 128, out var fault) ? ($"was ended by {fault}", Lasting.Always)
            : exitCode > 128 ? (string.Create(System.Globalization.CultureInfo.InvariantCulture, $"was ended from outside by signal {exitCode - 128}"), Lasting.Process)
            : (string.Create(System.Globalization.CultureInfo.InvariantCulture, $"could not be made: its process ended with code {exitCode}"), Lasting.Process);
    }
}
