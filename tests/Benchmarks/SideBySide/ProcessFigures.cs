using System.Globalization;

namespace DomainAdaptation.Benchmarks;

/// <summary>What Linux tells of processes: page faults, memory, processor time. Elsewhere everything is 0.</summary>
internal static class ProcessFigures
{
    /// <summary>Minor page faults of this process so far: pages that it touched for the first time.</summary>
    public static long MinorFaults() => Stat("self") is { } fields ? long.Parse(fields[7], CultureInfo.InvariantCulture) : 0;

    /// <summary>Ticks of processor time (1/100 s) that a process has used so far, all threads together.</summary>
    public static long Ticks(int process) => Stat(process.ToString(CultureInfo.InvariantCulture)) is { } fields
        ? long.Parse(fields[11], CultureInfo.InvariantCulture) + long.Parse(fields[12], CultureInfo.InvariantCulture)
        : 0;

    /// <summary>The most memory that this process has held so far, in MiB.</summary>
    public static double PeakMemory() => Memory("VmHWM:");

    /// <summary>The memory that this process holds, in MiB.</summary>
    public static double ResidentMemory() => Memory("VmRSS:");

    /// <summary>The memory that this process holds without pages of files, in MiB.</summary>
    public static double OwnMemory() => Memory("RssAnon:");

    /// <summary>Starts the peak anew from what the process holds now.</summary>
    public static void ForgetPeak()
    {
        if (OperatingSystem.IsLinux())
        {
            File.WriteAllText("/proc/self/clear_refs", "5");
        }
    }

    // The fields of /proc/PID/stat from the state on: what stands before is the name, which may hold spaces.
    private static string[]? Stat(string process)
    {
        var file = $"/proc/{process}/stat";
        if (!File.Exists(file))
        {
            return null;
        }

        var text = File.ReadAllText(file);
        return text[(text.LastIndexOf(')') + 2)..].Split(' ');
    }

    private static double Memory(string key) => !OperatingSystem.IsLinux() ? 0 :
        File.ReadLines("/proc/self/status").Where(l => l.StartsWith(key, StringComparison.Ordinal))
            .Select(l => double.Parse(l[key.Length..].Replace("kB", "", StringComparison.Ordinal), CultureInfo.InvariantCulture) / 1024).FirstOrDefault();
}
