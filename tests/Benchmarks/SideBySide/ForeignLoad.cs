using System.Globalization;

namespace DomainAdaptation.Benchmarks;

/// <summary>How much of the machine others used between two moments: processes that are not ours, the kernel's work for them, other virtual machines.</summary>
internal sealed class ForeignLoad
{
    private readonly IReadOnlyList<int> ours;
    private readonly long busy;
    private readonly long own;
    private readonly long began;

    private ForeignLoad(IReadOnlyList<int> ours)
    {
        this.ours = ours;
        began = System.Diagnostics.Stopwatch.GetTimestamp();
        busy = Busy();
        own = ours.Sum(ProcessFigures.Ticks);
    }

    /// <summary>Whether this system tells.</summary>
    public static bool CanBeMeasured => File.Exists("/proc/stat");

    /// <summary>Begins to watch.</summary>
    /// <param name="ours">The processes that belong to the benchmark, itself included.</param>
    public static ForeignLoad Begin(IReadOnlyList<int> ours) => new(ours);

    /// <summary>The share of all processor time since the beginning that went to others, from 0 to 1; 0 where the system does not tell.</summary>
    public double Share()
    {
        var ticks = System.Diagnostics.Stopwatch.GetElapsedTime(began).TotalSeconds * 100 * Environment.ProcessorCount;
        return CanBeMeasured ? Math.Max(0, Busy() - busy - (ours.Sum(ProcessFigures.Ticks) - own)) / ticks : 0;
    }

    // user, nice, system, irq, softirq and steal of the first line; idle and iowait are the fourth and fifth, guests are in user already.
    private static long Busy()
    {
        if (!CanBeMeasured)
        {
            return 0;
        }

        var fields = File.ReadLines("/proc/stat").First().Split(' ', StringSplitOptions.RemoveEmptyEntries)[1..9]
            .Select(f => long.Parse(f, CultureInfo.InvariantCulture)).ToArray();
        return fields.Sum() - fields[3] - fields[4];
    }
}
