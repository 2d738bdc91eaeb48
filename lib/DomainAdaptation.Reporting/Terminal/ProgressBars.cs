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

    public ProgressBars(IAnsiConsole console, TimeLeft timeLeft)
    {
        this.console = console;
        this.timeLeft = timeLeft;
        var started = new TaskCompletionSource<ProgressContext>(TaskCreationOptions.RunContinuationsAsynchronously);
        // Spectre draws while its callback runs, so the callback waits on a thread of its own while training goes on.
        drawing = Task.Run(() => console.Progress()
            .AutoClear(true)
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn { Width = 24 }, new PercentageColumn(), new LeftColumn(this))
            .StartAsync(async c =>
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
            run = context.AddTask(Markup.Escape(p.Run), maxValue: 1);
            job ??= p.RunCount > 1 ? context.AddTask("all", maxValue: 1) : null;
            if (job is not null)
            {
                // The whole job stays the lowest bar.
                context.RemoveTask(job);
                job = context.AddTask($"[dim]run {p.RunNumber} of {p.RunCount}[/]", maxValue: 1);
            }
        }

        last = p;
        metrics = p.LastEpoch is { } epoch ? ProgressDisplay.Metrics(p, epoch) : metrics;
        run.Description = Markup.Escape(p.Run) + (metrics.Length > 0 ? $"\n[dim]{metrics}[/]" : "");
        run.Value = ProgressDisplay.ShareOfRun(p);
        if (job is not null)
        {
            job.Value = ProgressDisplay.ShareOfJob(p);
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
            var stopped = last.Step < last.Steps ? "stopped at " : "";
            console.MarkupLine($"{Markup.Escape(last.Run)} [dim]{stopped}{metrics}[/]");
            context.RemoveTask(run);
        }

        (run, last, metrics) = (null, null, "");
    }

    /// <summary>The time left for the whole job, beside its bar.</summary>
    private sealed class LeftColumn(ProgressBars owner) : ProgressColumn
    {
        protected override bool NoWrap => true;

        public override IRenderable Render(RenderOptions options, ProgressTask task, TimeSpan deltaTime) =>
            new Text(ReferenceEquals(task, owner.job ?? owner.run) ? owner.timeLeft.InWords() : "");
    }
}
