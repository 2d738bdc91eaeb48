using System.Collections.Concurrent;

namespace Workbench.Kernel.Engine;

/// <summary>The thread that cells run on, one after another: libraries keep settings by thread, so it is the same one while it lasts.</summary>
internal sealed class CellThread : IDisposable
{
    private const int StackBytes = 64 << 20;
    private readonly BlockingCollection<CellWork> queue = [];

    public CellThread()
    {
        new Thread(Loop, StackBytes) { IsBackground = true, Name = "cells" }.Start();
    }

    public void Post(CellWork work) => queue.Add(work);

    public void Dispose() => queue.CompleteAdding();

    private void Loop()
    {
        StackDepth.Begin();
        foreach (var work in queue.GetConsumingEnumerable())
        {
            work.Run();
        }
    }
}
