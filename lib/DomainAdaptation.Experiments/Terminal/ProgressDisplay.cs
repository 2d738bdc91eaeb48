using System.Globalization;
using Spectre.Console;

namespace DomainAdaptation.Reporting;

/// <summary>Shows the progress of training: bars with the time left in a terminal, one plain line an epoch in a pipe.</summary>
/// <remarks>It may be called from any thread. Close or dispose it before printing anything that must not share the screen with the bars.</remarks>
public sealed class ProgressDisplay : IProgress<TrainingProgress>, IDisposable
{
    private readonly Lock gate = new();
    private readonly IAnsiConsole console;
    private readonly TimeLeft timeLeft;
    private readonly bool redraws;
    private ProgressBars? bars;
    private int lastRun;

    /// <summary>A display on standard output.</summary>
    public ProgressDisplay()
        : this(TerminalConsole.Create(Console.Out), TimeProvider.System)
    {
    }

    /// <summary>A display that writes one line an epoch, to a log for instance.</summary>
    public ProgressDisplay(TextWriter output)
        : this(TerminalConsole.Create(output), TimeProvider.System)
    {
    }

    internal ProgressDisplay(IAnsiConsole console, TimeProvider clock)
    {
        this.console = console;
        timeLeft = new TimeLeft(clock);
        redraws = TerminalConsole.CanRedraw(console);
    }

    /// <summary>Shows where a job stands.</summary>
    public void Report(TrainingProgress value)
    {
        ArgumentNullException.ThrowIfNull(value);
        lock (gate)
        {
            if (value.Note is { } note)
            {
                WriteLine(note);
                return;
            }

            // Where a run is first heard of is where it was resumed: those steps took no time now.
            if (value.RunNumber != lastRun)
            {
                timeLeft.Skip(ShareOfJob(value));
                lastRun = value.RunNumber;
            }

            timeLeft.Note(ShareOfJob(value));
            if (redraws)
            {
                (bars ??= new ProgressBars(console, timeLeft)).Show(value);
            }
            else if (value.LastEpoch is { } epoch)
            {
                // Not through Spectre: in a pipe a line is a line, however long.
                console.Profile.Out.Writer.WriteLine(PlainLine(value, epoch, timeLeft.InWords()));
                console.Profile.Out.Writer.Flush();
            }
        }
    }

    /// <summary>Prints a line, above the bars if there are any.</summary>
    public void WriteLine(string line)
    {
        ArgumentNullException.ThrowIfNull(line);
        lock (gate)
        {
            if (bars is not null)
            {
                bars.PrintAbove(line);
            }
            else
            {
                console.Profile.Out.Writer.WriteLine(line);
            }
        }
    }

    /// <summary>Takes the bars off the screen, if there are any; the next report draws new ones.</summary>
    public void Close()
    {
        lock (gate)
        {
            bars?.Dispose();
            bars = null;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Close();

    internal static double ShareOfJob(TrainingProgress p) => (p.RunNumber - 1 + ShareOfRun(p)) / Math.Max(1, p.RunCount);

    internal static double ShareOfRun(TrainingProgress p) => Math.Clamp(p.Step / (double)Math.Max(1, p.Steps), 0, 1);

    internal static string PlainLine(TrainingProgress p, EpochMetrics epoch, string left) =>
        $"{Title(p)}: {Metrics(p, epoch)}{(left.Length > 0 ? ", " + left : "")}";

    internal static string Title(TrainingProgress p) =>
        p.RunCount > 1 ? string.Create(CultureInfo.InvariantCulture, $"{p.Run} ({p.RunNumber} of {p.RunCount})") : p.Run;

    // A run knows its steps, an epoch how many it took: so many epochs there are.
    internal static string Metrics(TrainingProgress p, EpochMetrics m)
    {
        var epochs = m.Step > 0 ? Math.Max(m.Epoch, Math.Round(p.Steps * (double)m.Epoch / m.Step)) : m.Epoch;
        var text = string.Create(CultureInfo.InvariantCulture, $"epoch {m.Epoch}/{epochs:0}, label loss {m.LabelLoss:0.00}");
        return text + Part("domain loss", m.DomainLoss) + Part("domain acc", m.DomainAccuracy) + Part("target acc", m.TargetAccuracy);
    }

    private static string Part(string name, double? value) =>
        value is { } v ? string.Create(CultureInfo.InvariantCulture, $", {name} {v:0.00}") : "";
}
