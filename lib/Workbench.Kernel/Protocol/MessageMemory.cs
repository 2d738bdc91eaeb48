using NetMQ;

namespace Workbench.Kernel.Protocol;

/// <summary>Counts the bytes of all messages that are on their way in or out: what NetMQ keeps for readers that do not read, and of messages that never end, shows nowhere else.</summary>
internal sealed class MessageMemory : IBufferPool
{
    // What a frame takes besides its bytes.
    private const int Overhead = 64;
    private long bytes;
    private long returned;

    /// <summary>Bytes under way.</summary>
    public long Bytes => Interlocked.Read(ref bytes);

    /// <summary>Bytes that have ever left.</summary>
    public long Returned => Interlocked.Read(ref returned);

    /// <inheritdoc/>
    public byte[] Take(int size)
    {
        Interlocked.Add(ref bytes, size + Overhead);
        return new byte[size];
    }

    /// <inheritdoc/>
    public void Return(byte[] buffer)
    {
        Interlocked.Add(ref returned, buffer.Length + Overhead);
        if (Interlocked.Add(ref bytes, -buffer.Length - Overhead) < 0)
        {
            Forget();
        }
    }

    /// <summary>Begins anew: all connections were closed, and half a message of one that was closed is never returned.</summary>
    public void Forget() => Interlocked.Exchange(ref bytes, 0);

    public void Dispose()
    {
    }
}
