namespace DomainAdaptation;

/// <summary>Keeps what all cores hold of decoded images within one bound, whatever their number: who would exceed it waits.</summary>
/// <param name="most">Pixels. An image of more than these is let through when nothing else is held.</param>
internal sealed class PixelBudget(long most)
{
    private readonly object gate = new();
    private long held;

    /// <summary>The most that was held at once.</summary>
    public long Peak { get; private set; }

    /// <summary>Waits until there is room. A thread holds one image at most, else two could wait for each other.</summary>
    public void Take(long pixels)
    {
        lock (gate)
        {
            while (held > 0 && held + pixels > most)
            {
                Monitor.Wait(gate);
            }

            held += pixels;
            Peak = Math.Max(Peak, held);
        }
    }

    public void Return(long pixels)
    {
        lock (gate)
        {
            held -= pixels;
            Monitor.PulseAll(gate);
        }
    }
}
