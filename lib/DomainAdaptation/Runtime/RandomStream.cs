using static TorchSharp.torch;

namespace DomainAdaptation;

/// <summary>
/// Random numbers of one training: each step goes on where the last one stopped, whatever the rest of the process draws between them.
/// So two trainings on two threads each learn what they would learn alone.
/// </summary>
internal sealed class RandomStream : IDisposable
{
    /// <summary>Where the stream stands; null before its first scope.</summary>
    public Tensor? State { get; private set; }

    /// <summary>Takes over where a scope left the stream.</summary>
    public void Keep(Tensor state)
    {
        State?.Dispose();
        State = state.DetachFromDisposeScope();
    }

    /// <inheritdoc/>
    public void Dispose() => State?.Dispose();
}
