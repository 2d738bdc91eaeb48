using System.Globalization;

namespace DomainAdaptation.Reporting;

/// <summary>How long a job still takes, judged by how far it came since it was first heard of.</summary>
internal sealed class TimeLeft(TimeProvider clock)
{
    private long start;
    private double first = -1, latest;

    /// <summary>Notes that this share of the job is done.</summary>
    public void Note(double share)
    {
        if (first < 0)
        {
            (first, start) = (share, clock.GetTimestamp());
        }

        latest = share;
    }

    /// <summary>Notes that this share was reached without work, by taking up what an earlier job had done.</summary>
    public void Skip(double share)
    {
        first = first < 0 ? first : first + (share - latest);
        Note(share);
    }

    /// <summary>The time left, or null while there is too little to judge by, or nothing left to do.</summary>
    public TimeSpan? Estimate()
    {
        var done = latest - first;
        var elapsed = clock.GetElapsedTime(start);
        return first < 0 || done <= 0 || latest >= 1 || elapsed < TimeSpan.FromSeconds(1) ? null : elapsed * ((1 - latest) / done);
    }

    /// <summary>In words, such as <c>4 min left</c>; empty while nothing is known.</summary>
    public string InWords() => Estimate() switch
    {
        null => "",
        { TotalSeconds: < 90 } left => string.Create(CultureInfo.InvariantCulture, $"{Math.Max(1, Math.Round(left.TotalSeconds)):0} s left"),
        { TotalMinutes: < 90 } left => string.Create(CultureInfo.InvariantCulture, $"{Math.Round(left.TotalMinutes):0} min left"),
        { } left => string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(left.TotalHours):0} h {left.Minutes:0} min left"),
    };
}
