using System.Globalization;
using DomainAdaptation.Reporting;

namespace DomainAdaptation.Notebooks;

/// <summary>Shows training in one output of a cell that is updated in place, at most twice a second; a line a run is left at the end.</summary>
/// <example>
/// In C#: <c>var progress = new TrainingOutput(view => { var shown = display(view); return shown.Update; });</c>
/// — <c>setup.csx</c> has it ready as <c>Progress()</c>.
/// </example>
public sealed class TrainingOutput : IProgress<TrainingProgress>
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);
    private readonly Lock gate = new();
    private readonly Func<TrainingView, Action<TrainingView>> show;
    private readonly TimeProvider clock;
    private readonly TimeLeft timeLeft;
    private readonly List<string> done = [];
    private Action<TrainingView>? update;
    private long last;
    private int run;

    /// <summary>Makes an output that is not shown before the first report.</summary>
    /// <param name="show">Shows a view in the cell, and returns what puts another in its place.</param>
    public TrainingOutput(Func<TrainingView, Action<TrainingView>> show)
        : this(show, TimeProvider.System)
    {
    }

    internal TrainingOutput(Func<TrainingView, Action<TrainingView>> show, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(show);
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
            update = show(view);
        }
        else
        {
            update(view);
        }
    }

    private static string Line(TrainingProgress p, EpochMetrics epoch) =>
        p.Run + (epoch.TargetAccuracy is { } accuracy ? string.Create(CultureInfo.InvariantCulture, $": {accuracy * 100:0.0} % of the target at the last epoch") : ": done");

    private string Now(TrainingProgress p)
    {
        var left = timeLeft.InWords();
        return string.Create(CultureInfo.InvariantCulture, $"{ProgressDisplay.Title(p)}: step {p.Step} of {p.Steps}") + (left.Length > 0 ? ", " + left : "");
    }
}
