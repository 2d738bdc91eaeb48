namespace Workbench.Kernel.Engine;

/// <summary>Runs a cell's asynchronous code on the cell's own thread: what follows an await comes back here.</summary>
/// <remarks>
/// When the cell has ended, what still arrives goes to the thread pool, so that work left running in the background goes on.
/// When the cell was interrupted, it is dropped, so that a loop of awaits ends.
/// </remarks>
internal sealed class CellPump : SynchronizationContext
{
    private readonly object gate = new();
    private readonly Queue<(SendOrPostCallback Callback, object? State)> queue = new();
    private State state;
    private int thread;

    private enum State
    {
        Running,
        Ended,
        Stopped,
    }

    /// <summary>Whether it was stopped.</summary>
    public bool Stopped => state == State.Stopped;

    /// <summary>Runs the code until its task ends or <see cref="Stop"/> is called; returns what the code threw, null for nothing.</summary>
    public Exception? Run(Func<Task> body)
    {
        thread = Environment.CurrentManagedThreadId;
        SetSynchronizationContext(this);
        try
        {
            var task = body();
            if (!task.IsCompleted)
            {
                _ = task.ContinueWith(_ => Wake(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
                Pump(task);
            }

            return task.IsFaulted ? task.Exception.InnerExceptions[0] : task.IsCanceled ? new TaskCanceledException(task) : null;
        }
        catch (Exception e)
        {
            return e;
        }
        finally
        {
            SetSynchronizationContext(null);
            End();
        }
    }

    /// <summary>Ends <see cref="Run"/> at the next await, and drops what comes after it.</summary>
    public void Stop()
    {
        lock (gate)
        {
            state = State.Stopped;
            queue.Clear();
            Monitor.PulseAll(gate);
        }
    }

    /// <inheritdoc/>
    public override void Post(SendOrPostCallback d, object? state)
    {
        lock (gate)
        {
            switch (this.state)
            {
                case State.Stopped:
                    return;
                case State.Running:
                    queue.Enqueue((d, state));
                    Monitor.PulseAll(gate);
                    return;
            }
        }

        ThreadPool.QueueUserWorkItem(_ => d(state));
    }

    /// <inheritdoc/>
    public override void Send(SendOrPostCallback d, object? state)
    {
        if (Environment.CurrentManagedThreadId == thread)
        {
            d(state);
            return;
        }

        using var done = new ManualResetEventSlim();
        Post(
            _ =>
            {
                try
                {
                    d(state);
                }
                finally
                {
                    done.Set();
                }
            },
            null);
        done.Wait();
    }

    /// <inheritdoc/>
    public override SynchronizationContext CreateCopy() => this;

    private void Wake()
    {
        lock (gate)
        {
            Monitor.PulseAll(gate);
        }
    }

    private void Pump(Task task)
    {
        while (!task.IsCompleted && state == State.Running)
        {
            (SendOrPostCallback Callback, object? State) next;
            lock (gate)
            {
                if (!queue.TryDequeue(out next))
                {
                    if (!task.IsCompleted && state == State.Running)
                    {
                        Monitor.Wait(gate);
                    }

                    continue;
                }
            }

            try
            {
                next.Callback(next.State);
            }
            catch (Exception e)
            {
                // An "async void" failed: nobody awaits it, so it is told, and the cell goes on.
                CellContext.Current?.Output.Write("stderr", e + "\n");
            }
        }
    }

    private void End()
    {
        lock (gate)
        {
            if (state == State.Running)
            {
                state = State.Ended;
            }

            while (queue.TryDequeue(out var left))
            {
                ThreadPool.QueueUserWorkItem(_ => left.Callback(left.State));
            }
        }
    }
}
