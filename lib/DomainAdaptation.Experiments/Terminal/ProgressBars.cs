using Spectre.Console;
using Spectre.Console.Rendering;

namespace DomainAdaptation.Reporting;

/// <summary>Two bars, the run's and the whole job's, at the foot of a terminal; finished runs scroll up as lines.</summary>
internal sealed class ProgressBars : IDisposable
{
    private readonly IAnsiConsole console;
    private readonly TimeLeft timeLeft;
    private readonly TaskCompletionSource closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task drawing;
    private readonly ProgressContext context;
    private ProgressTask? run, job;
    private TrainingProgress? last;
    private string metrics = "";
    private double? accuracy;

    public ProgressBars(IAnsiConsole console, TimeLeft timeLeft)
    {
        this.console = console;
        this.timeLeft = timeLeft;
        var started = new TaskCompletionSource<ProgressContext>(TaskCreationOptions.RunContinuationsAsynchronously);
        // Spectre draws while its callback runs, so the callback waits on a thread of its own while training goes on.
        var progress = console.Progress().AutoClear(true).Columns(new Line(this));
        progress.ExcludeVerticalPadding = true;
        drawing = Task.Run(() => progress.StartAsync(async c =>
        {
            started.SetResult(c);
            await closed.Task;
        }));
        context = started.Task.GetAwaiter().GetResult();
    }

    public void Show(TrainingProgress p)
    {
        if (run is null || last?.RunNumber != p.RunNumber || last.Run != p.Run)
        {
            FinishRun();
            run = context.AddTask("run", maxValue: 1);
            if (p.RunCount > 1)
            {
                // The whole job stays the lowest bar.
                if (job is not null)
                {
                    context.RemoveTask(job);
                }

                job = context.AddTask($"run {p.RunNumber} of {p.RunCount}", maxValue: 1);
            }
        }

        last = p;
        if (p.LastEpoch is { } epoch)
        {
            (metrics, accuracy) = (ProgressDisplay.Metrics(p, epoch), epoch.TargetAccuracy);
        }

        run.Value = ProgressDisplay.ShareOfRun(p);
        if (job is not null)
        {
            job.Value = ProgressDisplay.ShareOfJob(p);
        }
    }

    /// <summary>Prints a line above the bars.</summary>
    public void PrintAbove(string line)
    {
        // Spectre writes over the bars without erasing them, so each line must be as wide as they were.
        var width = Math.Max(20, console.Profile.Width - 1);
        foreach (var part in line.Split('\n').SelectMany(l => l.Length == 0 ? [""] : l.Chunk(width).Select(c => new string(c))))
        {
            console.Write(new Text(part.PadRight(width) + "\n"));
        }
    }

    public void Dispose()
    {
        FinishRun();
        closed.TrySetResult();
        drawing.GetAwaiter().GetResult();
    }

    private void FinishRun()
    {
        if (run is not null && last is not null)
        {
            var outcome = last.Step < last.Steps ? "stopped at " + metrics : accuracy is { } a ? $"target accuracy {Numbers.Percent(a, "0.0")}" : metrics;
            PrintAbove(Fit($"{last.Run}: {outcome}", console.Profile.Width - 1));
            context.RemoveTask(run);
        }

        (run, last, metrics, accuracy) = (null, null, "", null);
    }

    /// <summary>A whole line: name, bar, percentage and, for the job, the time left; under the run's line its latest metrics.</summary>
    private sealed class Line(ProgressBars owner) : ProgressColumn
    {
        private const int BarWidth = 20, PercentageWidth = 4, LeftWidth = 14, Gaps = 4;
        private readonly ProgressBarColumn bar = new() { Width = BarWidth };
        private readonly PercentageColumn percentage = new();

        public override IRenderable Render(RenderOptions options, ProgressTask task, TimeSpan deltaTime)
        {
            var width = options.ConsoleSize.Width - 1;
            var isRun = ReferenceEquals(task, owner.run);
            var name = Math.Max(10, Math.Min(width - BarWidth - PercentageWidth - LeftWidth - Gaps, owner.last?.Run.Length ?? 0));
            var grid = new Grid();
            foreach (var column in new[] { name, BarWidth, PercentageWidth, LeftWidth })
            {
                grid.AddColumn(new GridColumn { Width = column, NoWrap = true, Padding = new Padding(0, 0, 1, 0) });
            }

            grid.AddRow(
                new Text(Fit(isRun ? owner.last?.Run ?? "" : task.Description, name)),
                bar.Render(options, task, deltaTime),
                percentage.Render(options, task, deltaTime),
                new Text(ReferenceEquals(task, owner.job ?? owner.run) ? owner.timeLeft.InWords() : ""));
            return isRun
                ? new Rows(grid, new Text(Fit(owner.metrics, width), new Style(decoration: Decoration.Dim)))
                : grid;
        }
    }

    private static string Fit(string text, int width) =>
        width < 2 || text.Length <= width ? text.PadRight(Math.Max(0, width)) : text[..(width - 1)] + "…";
}
