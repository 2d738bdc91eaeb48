using System.Globalization;
using DomainAdaptation.Reporting;

namespace DomainAdaptation.Notebooks;

/// <summary>Shows training in one output of a cell that is updated in place, at most twice a second; a line a run is left at the end.</summary>
/// <remarks>Outside a notebook it shows nothing.</remarks>
public sealed class TrainingOutput : IProgress<TrainingProgress>
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);
    private readonly Lock gate = new();
    private readonly Func<string, Action<string>> show;
    private readonly TimeProvider clock;
    private readonly TimeLeft timeLeft;
    private readonly List<string> done = [];
    private Action<string>? update;
    private long last;
    private int run;

    /// <summary>Makes an output of the running cell; it is not shown before the first report.</summary>
    public TrainingOutput()
        : this(CellOutput.Show, TimeProvider.System)
    {
    }

    internal TrainingOutput(Func<string, Action<string>> show, TimeProvider clock)
    {
        (this.show, this.clock) = (show, clock);
        timeLeft = new TimeLeft(clock);
    }

    /// <summary>Shows where a job stands.</summary>
    public void Report(TrainingProgress value)
    {
        ArgumentNullException.ThrowIfNull(value);
        lock (gate)
        {
            var share = ProgressDisplay.ShareOfJob(value);
            if (value.Note is { } note)
            {
                done.Add(note);
                Put(new TrainingView([.. done], "", share));
                return;
            }

            if (value.RunNumber != run)
            {
                run = value.RunNumber;
                timeLeft.Skip(share); // a run that was taken up took no time now
            }

            timeLeft.Note(share);
            if (value.Step >= value.Steps && value.LastEpoch is { } epoch)
            {
                done.Add(Line(value, epoch));
                Put(new TrainingView([.. done], "", share));
            }
            else if (update is null || clock.GetElapsedTime(last) >= Pause)
            {
                Put(new TrainingView([.. done], Now(value), share));
            }
        }
    }

    private void Put(TrainingView view)
    {
        last = clock.GetTimestamp();
        if (update is null)
        {
            update = show(view.ToHtml());
        }
        else
        {
            update(view.ToHtml());
        }
    }

    private static string Line(TrainingProgress p, EpochMetrics epoch) =>
        p.Run + (epoch.TargetAccuracy is { } accuracy ? string.Create(CultureInfo.InvariantCulture, $": {accuracy * 100:0.0} % of the target at the last epoch") : ": done");

    private string Now(TrainingProgress p)
    {
        var left = timeLeft.InWords();
        return string.Create(CultureInfo.InvariantCulture, $"{ProgressDisplay.Title(p)}: step {p.Step} of {p.Steps}")
            + (left.Length > 0 ? ", " + left : "") + (p.StopFile is { } file ? $" (to stop: create the file {file})" : "");
    }
}
