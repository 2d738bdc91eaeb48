namespace Workbench.Kernel.Engine;

/// <summary>One cell's code on its way through the cell thread, and the ways to end it early.</summary>
internal sealed class CellWork(Func<Task> body, bool pumped, CancellationTokenSource cancellation)
{
    // Awaits, the checks in loops, and code that looks at the cell's cancellation token end by themselves within this.
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(300);

    // What meets neither a check nor a wait (native code, a library's own endless loop) is left to itself after this.
    private static readonly TimeSpan LastPatience = TimeSpan.FromSeconds(1.7);

    private readonly CellPump pump = new();
    private readonly TaskCompletionSource<CellEnd> done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource left = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock gate = new();
    private Thread? thread;
    private volatile bool interrupted;

    /// <summary>How it ended.</summary>
    public Task<CellEnd> End => done.Task;

    /// <summary>Whether the thread was given up: it still runs the cell.</summary>
    public bool Abandoned { get; private set; }

    /// <summary>Ends when nothing is in the way of the next cell: a moment after an interrupted one has ended, at once otherwise.</summary>
    public Task Cleared { get; private set; } = Task.CompletedTask;

    /// <summary>Runs the code on this thread.</summary>
    public void Run()
    {
        lock (gate)
        {
            thread = Thread.CurrentThread;
        }

        var failure = pumped ? pump.Run(body) : RunPlain();
        lock (gate)
        {
            thread = null;
        }

        if (interrupted)
        {
            Forget();
        }

        left.SetResult();
        lock (gate)
        {
            done.TrySetResult(new CellEnd(failure, interrupted));
        }
    }

    /// <summary>Ends the code: first by its awaits, checks and cancellation token, then by waking it from a wait, then by going on without it.</summary>
    public async Task Interrupt()
    {
        lock (gate)
        {
            if (interrupted || done.Task.IsCompleted)
            {
                return;
            }

            interrupted = true;
            Cleared = Interruption.Arm(done.Task, left.Task);
        }

        // A callback registered by the cell runs here, and may block or throw.
        _ = Task.Run(cancellation.Cancel);
        pump.Stop();
        if (await Ends(Patience))
        {
            return;
        }

        lock (gate)
        {
            thread?.Interrupt();
        }

        if (await Ends(LastPatience))
        {
            return;
        }

        Abandoned = true;
        done.TrySetResult(new CellEnd(null, Interrupted: true));
    }

    private async Task<bool> Ends(TimeSpan limit) => await Task.WhenAny(done.Task, Task.Delay(limit)) == done.Task;

    // An interruption that came too late to meet a wait of the cell's must not meet one of ours.
    private static void Forget()
    {
        try
        {
            Thread.Sleep(1);
        }
        catch (ThreadInterruptedException)
        {
            // Forgotten.
        }
    }

    private Exception? RunPlain()
    {
        try
        {
            var task = body();
            task.GetAwaiter().GetResult();
            return null;
        }
        catch (Exception e)
        {
            return e;
        }
    }
}
