using System.Runtime;

namespace Workbench.Kernel.Engine;

/// <summary>One cell's code on its way through the cell thread, and the ways to end it early.</summary>
internal sealed class CellWork(Func<Task> body, bool pumped, CancellationTokenSource cancellation) : IDisposable
{
    // Awaits, and code that looks at the cell's cancellation token, end by themselves within this.
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(300);

    // What cannot be aborted (native code, what a finally block calls) is left to itself after this.
    private static readonly TimeSpan LastPatience = TimeSpan.FromSeconds(1.7);

    private readonly CellPump pump = new();
    private readonly CancellationTokenSource abort = new();
    private readonly TaskCompletionSource<CellEnd> done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock gate = new();
    private Thread? thread;
    private int interrupted;

    /// <summary>How it ended.</summary>
    public Task<CellEnd> End => done.Task;

    /// <summary>Whether the thread was given up: it still runs the cell.</summary>
    public bool Abandoned { get; private set; }

    /// <summary>Whether its thread was aborted. A thread that was aborted once is not to be used again: a second abort never arrives, and stops the whole process.</summary>
    public bool Aborted { get; private set; }

    /// <summary>Runs the code on this thread.</summary>
    public void Run()
    {
        Exception? failure = null;
        thread = Thread.CurrentThread;
        try
        {
#pragma warning disable SYSLIB0046 // An abort may leave the user's own objects half-changed; a loop that cannot be ended is worse.
            ControlledExecution.Run(() => failure = pumped ? pump.Run(body) : RunPlain(), abort.Token);
#pragma warning restore SYSLIB0046
        }
        catch (OperationCanceledException) when (interrupted != 0)
        {
            failure = null;
        }
        catch (Exception e)
        {
            failure = e;
        }

        lock (gate)
        {
            thread = null;
        }

        if (interrupted != 0)
        {
            Forget();
        }

        done.TrySetResult(new CellEnd(failure, interrupted != 0));
    }

    /// <summary>Ends the code: first by its awaits and its cancellation token, then by an abort, then by going on without it.</summary>
    public async Task Interrupt()
    {
        if (Interlocked.Exchange(ref interrupted, 1) != 0)
        {
            return;
        }

        pump.Stop();
        // A callback registered by the cell runs here, and may block or throw.
        _ = Task.Run(cancellation.Cancel);
        if (await Ends(Patience))
        {
            return;
        }

        Aborted = true;
        // Cancel returns only when the thread has taken the abort.
        new Thread(abort.Cancel) { IsBackground = true, Name = "abort" }.Start();
        lock (gate)
        {
            // An abort does not wake a thread that sleeps or waits; this does.
            thread?.Interrupt();
        }

        if (await Ends(LastPatience))
        {
            return;
        }

        Abandoned = true;
        done.TrySetResult(new CellEnd(null, Interrupted: true));
    }

    /// <summary>Call when it has ended; one that was abandoned is left to the garbage collector.</summary>
    public void Dispose() => abort.Dispose();

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
