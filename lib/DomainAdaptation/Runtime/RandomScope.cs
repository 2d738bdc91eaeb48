using static TorchSharp.torch;

namespace DomainAdaptation;

/// <summary>
/// Seeds libtorch's random numbers for a while and then puts them back, so that the library leaves no trace in a user's own. There is one
/// stream of them in a process: while a scope is open it is this thread's, and a scope of another thread waits.
/// </summary>
internal sealed class RandomScope : IDisposable
{
    private static readonly Lock Turn = new();
    private readonly Tensor before;
    private readonly RandomStream? stream;

    private RandomScope(RandomStream? stream)
    {
        this.stream = stream;
        before = get_rng_state().DetachFromDisposeScope();
    }

    /// <summary>A stream of its own for as long as the scope is open.</summary>
    public static RandomScope Begin(long seed)
    {
        var scope = Enter(null);
        manual_seed(seed);
        return scope;
    }

    /// <summary>Goes on with a stream where it was last left.</summary>
    public static RandomScope Enter(RandomStream? stream)
    {
        NativeBackend.EnsureLoaded();
        Turn.Enter();
        try
        {
            var scope = new RandomScope(stream);
            if (stream?.State is { } state)
            {
                set_rng_state(state);
            }

            return scope;
        }
        catch
        {
            Turn.Exit();
            throw;
        }
    }

    public void Dispose()
    {
        stream?.Keep(get_rng_state());
        set_rng_state(before);
        before.Dispose();
        Turn.Exit();
    }
}
