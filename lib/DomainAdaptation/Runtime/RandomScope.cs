using static TorchSharp.torch;

namespace DomainAdaptation;

/// <summary>Seeds libtorch's random numbers for a while and then puts them back, so that the library leaves no trace in a user's own.</summary>
internal sealed class RandomScope : IDisposable
{
    private readonly Tensor before;

    private RandomScope(Tensor before)
    {
        this.before = before;
    }

    public static RandomScope Begin(long seed)
    {
        NativeBackend.EnsureLoaded();
        var scope = new RandomScope(get_rng_state().DetachFromDisposeScope());
        manual_seed(seed);
        return scope;
    }

    public void Dispose()
    {
        set_rng_state(before);
        before.Dispose();
    }
}
