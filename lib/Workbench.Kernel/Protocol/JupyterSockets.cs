using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using NetMQ;
using NetMQ.Sockets;
using Workbench.Kernel.Engine;

namespace Workbench.Kernel.Protocol;

/// <summary>The five sockets of a Jupyter kernel. One thread owns them; others hand it what is to be sent.</summary>
/// <remarks>NetMQ is under the LGPL with a linking exception.</remarks>
internal sealed class JupyterSockets : IDisposable
{
    // A cell is a few kilobytes. What is larger than this ends the connection it comes from.
    private const int MostFrameBytes = 32 << 20;
    private const int MostMessageBytes = 64 << 20;
    private const int MostFrames = 256;

    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly byte[] Empty = "{}"u8.ToArray();

    // A heartbeat is a word, and a subscription the beginning of one.
    private const int MostWordBytes = 256, MostHeartbeats = 100;

    // Writers wait while more than this is under way. A reader that takes less than the least in the window holds up all, and is dropped; so is whoever sends more than all measure.
    private const long MostBacklog = 32 << 20, BeyondMeasure = 256 << 20, LeastTaken = 2 << 20;
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(50), Window = TimeSpan.FromSeconds(2), LongestWait = TimeSpan.FromSeconds(10);

    private readonly string session = Guid.NewGuid().ToString("N");
    private readonly MessageMemory memory = new();
    private readonly NetMQQueue<Outgoing> outgoing = new();
    private readonly NetMQPoller poller;
    private readonly ConnectionFile connection;
    private readonly MessageSigner signer;
    private readonly MessageSigner incoming;
    private readonly Dictionary<Channel, NetMQSocket> sockets = [];
    private readonly Stopwatch full = new();
    private long takenBefore;
    private long waiting;
    private int sent;

    /// <summary>Listens.</summary>
    /// <exception cref="CellException">A port is taken.</exception>
    public JupyterSockets(ConnectionFile connection)
    {
        this.connection = connection;
        signer = new MessageSigner(connection.Key);
        incoming = new MessageSigner(connection.Key);
        BufferPool.SetCustomBufferPool(memory);
        poller = [outgoing];
        Open(TimeSpan.Zero);
        outgoing.ReceiveReady += (_, _) => SendWaiting();
        var timer = new NetMQTimer(Tick);
        timer.Elapsed += (_, _) => Watch();
        poller.Add(timer);
    }

    /// <summary>A request came, its signature verified. Called on the sockets' thread, which must not wait.</summary>
    public Action<JupyterMessage>? ShellReceived { get; set; }

    /// <inheritdoc cref="ShellReceived"/>
    public Action<JupyterMessage>? ControlReceived { get; set; }

    /// <inheritdoc cref="ShellReceived"/>
    public Action<JupyterMessage>? StdinReceived { get; set; }

    /// <summary>Serves until <see cref="Stop"/>.</summary>
    public void Run() => poller.Run();

    /// <summary>Sends what is waiting, then ends <see cref="Run"/>. Any thread may call it.</summary>
    public void Stop() => outgoing.Enqueue(new Outgoing(null, []));

    /// <summary>Answers a request on the socket it came from.</summary>
    public void Reply(Channel channel, JupyterMessage request, string type, JsonObject content) => Send(channel, request.Identities, type, request.Header, content);

    /// <summary>Tells all clients.</summary>
    public void Publish(string type, byte[]? parent, JsonObject content) => Send(Channel.Iopub, [Encoding.ASCII.GetBytes("kernel." + type)], type, parent, content);

    public void Dispose()
    {
        poller.Dispose();
        outgoing.Dispose();
        foreach (var socket in sockets.Values)
        {
            socket.Dispose();
        }

        NetMQConfig.Cleanup(block: true);
    }

    private void Open(TimeSpan patience)
    {
        sockets[Channel.Shell] = Listen(new RouterSocket(), connection.Shell, MostFrameBytes, e => Receive(e, m => ShellReceived?.Invoke(m)), patience);
        sockets[Channel.Control] = Listen(new RouterSocket(), connection.Control, MostFrameBytes, e => Receive(e, m => ControlReceived?.Invoke(m)), patience);
        sockets[Channel.Stdin] = Listen(new RouterSocket(), connection.Stdin, MostFrameBytes, e => Receive(e, m => StdinReceived?.Invoke(m)), patience);
        sockets[Channel.Heartbeat] = Listen(new RouterSocket(), connection.Heartbeat, MostWordBytes, Echo, patience);
        sockets[Channel.Iopub] = Listen(new PublisherSocket(), connection.Iopub, MostWordBytes, null, patience);
    }

    private NetMQSocket Listen(NetMQSocket socket, int port, int mostFrameBytes, Action<NetMQSocket>? receive, TimeSpan patience)
    {
        socket.Options.MaxMsgSize = mostFrameBytes;
        socket.Options.Linger = TimeSpan.FromSeconds(1);
        // A client that reads slowly gets all of it; what is too much is measured in bytes. An echo that nobody reads is worth nothing.
        socket.Options.SendHighWatermark = mostFrameBytes == MostWordBytes && receive is not null ? MostHeartbeats : 0;
        var host = connection.Address.Contains(':', StringComparison.Ordinal) ? $"[{connection.Address}]" : connection.Address;
        var clock = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                socket.Bind(string.Create(CultureInfo.InvariantCulture, $"tcp://{host}:{port}"));
                break;
            }
            catch (NetMQException) when (clock.Elapsed < patience)
            {
                // The port that was closed a moment ago is not free yet.
                Thread.Sleep(Tick);
            }
            catch (NetMQException e)
            {
                socket.Dispose();
                throw new CellException(string.Create(CultureInfo.InvariantCulture, $"The kernel cannot listen on port {port} of {connection.Address}: {e.Message}"));
            }
        }

        if (receive is not null)
        {
            socket.ReceiveReady += (_, e) => receive(e.Socket);
            poller.Add(socket);
        }

        return socket;
    }

    // Nothing tells which connection holds the memory: all are closed, and clients connect again by themselves.
    private void Watch()
    {
        var bytes = memory.Bytes;
        if (bytes <= MostBacklog)
        {
            full.Reset();
            return;
        }

        if (!full.IsRunning)
        {
            full.Restart();
            takenBefore = memory.Returned;
        }

        var late = full.Elapsed > Window;
        if (bytes > BeyondMeasure || (late && memory.Returned - takenBefore < LeastTaken))
        {
            Reopen();
        }
        else if (late)
        {
            full.Reset();
        }
    }

    private void Reopen()
    {
        foreach (var (channel, socket) in sockets)
        {
            if (channel != Channel.Iopub)
            {
                poller.Remove(socket);
            }

            socket.Options.Linger = TimeSpan.Zero;
            socket.Dispose();
        }

        Console.Error.WriteLine("The kernel has closed its connections: somebody sends without end, or does not read.");
        full.Reset();
        try
        {
            Open(Window);
            // Time for clients to come back, before what waits is sent.
            Thread.Sleep(Window / 2);
            memory.Forget();
        }
        catch (CellException e)
        {
            Console.Error.WriteLine(e.Message);
            poller.Stop();
        }
    }

    private void Send(Channel channel, IEnumerable<byte[]> identities, string type, byte[]? parent, JsonObject content)
    {
        var header = new JsonObject
        {
            ["msg_id"] = session + "_" + Interlocked.Increment(ref sent).ToString(CultureInfo.InvariantCulture),
            ["msg_type"] = type,
            ["username"] = "kernel",
            ["session"] = session,
            ["date"] = DateTime.UtcNow.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture),
            ["version"] = "5.3",
        };
        byte[][] parts = [JsonSerializer.SerializeToUtf8Bytes(header, Json), parent ?? Empty, Empty, JsonSerializer.SerializeToUtf8Bytes(content, Json)];
        var message = new Outgoing(channel, JupyterMessage.Frames(identities, signer.Sign(parts), parts));
        var clock = Stopwatch.StartNew();
        while (memory.Bytes + Interlocked.Read(ref waiting) > MostBacklog && clock.Elapsed < LongestWait)
        {
            Thread.Sleep(1);
        }

        Interlocked.Add(ref waiting, message.Bytes);
        outgoing.Enqueue(message);
    }

    private void SendWaiting()
    {
        while (outgoing.TryDequeue(out var next, TimeSpan.Zero))
        {
            if (next.Channel is not { } channel)
            {
                poller.Stop();
                return;
            }

            Interlocked.Add(ref waiting, -next.Bytes);
            for (var i = 0; i < next.Frames.Count; i++)
            {
                sockets[channel].SendFrame(next.Frames[i], more: i < next.Frames.Count - 1);
            }
        }
    }

    private void Receive(NetMQSocket socket, Action<JupyterMessage> handle)
    {
        if (ReceiveFrames(socket) is { } frames && JupyterMessage.Read(frames, incoming) is { } message)
        {
            handle(message);
        }
    }

    private static void Echo(NetMQSocket socket)
    {
        if (ReceiveFrames(socket) is { } frames)
        {
            for (var i = 0; i < frames.Count; i++)
            {
                socket.SendFrame(frames[i], more: i < frames.Count - 1);
            }
        }
    }

    // Null for a message beyond all measure: read to its end, and forgotten.
    private static List<byte[]>? ReceiveFrames(NetMQSocket socket)
    {
        var frames = new List<byte[]>();
        long bytes = 0;
        bool more;
        var tooMuch = false;
        do
        {
            var frame = socket.ReceiveFrameBytes(out more);
            bytes += frame.Length;
            tooMuch |= frames.Count >= MostFrames || bytes > MostMessageBytes;
            if (tooMuch)
            {
                frames.Clear();
            }
            else
            {
                frames.Add(frame);
            }
        }
        while (more);
        return tooMuch ? null : frames;
    }

    private sealed record Outgoing(Channel? Channel, IReadOnlyList<byte[]> Frames)
    {
        public long Bytes { get; } = Frames.Sum(f => (long)f.Length);
    }
}
