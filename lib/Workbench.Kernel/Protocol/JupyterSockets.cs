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

    private readonly string session = Guid.NewGuid().ToString("N");
    private readonly RouterSocket shell = new(), control = new(), stdin = new(), heartbeat = new();
    private readonly PublisherSocket iopub = new();
    private readonly NetMQQueue<Outgoing> outgoing = new();
    private readonly NetMQPoller poller;
    private readonly MessageSigner signer;
    private readonly MessageSigner incoming;
    private int sent;

    /// <summary>Listens.</summary>
    /// <exception cref="CellException">A port is taken.</exception>
    public JupyterSockets(ConnectionFile connection)
    {
        signer = new MessageSigner(connection.Key);
        incoming = new MessageSigner(connection.Key);
        foreach (var (socket, port) in new (NetMQSocket, int)[] { (shell, connection.Shell), (control, connection.Control), (stdin, connection.Stdin), (heartbeat, connection.Heartbeat), (iopub, connection.Iopub) })
        {
            socket.Options.MaxMsgSize = MostFrameBytes;
            socket.Options.Linger = TimeSpan.FromSeconds(1);
            try
            {
                var host = connection.Address.Contains(':', StringComparison.Ordinal) ? $"[{connection.Address}]" : connection.Address;
                socket.Bind(string.Create(CultureInfo.InvariantCulture, $"tcp://{host}:{port}"));
            }
            catch (NetMQException e)
            {
                throw new CellException(string.Create(CultureInfo.InvariantCulture, $"The kernel cannot listen on port {port} of {connection.Address}: {e.Message}"));
            }
        }

        // A client that reads slowly gets all of it.
        iopub.Options.SendHighWatermark = 0;
        poller = [shell, control, stdin, heartbeat, outgoing];
        shell.ReceiveReady += (_, e) => Receive(e.Socket, m => ShellReceived?.Invoke(m));
        control.ReceiveReady += (_, e) => Receive(e.Socket, m => ControlReceived?.Invoke(m));
        stdin.ReceiveReady += (_, e) => Receive(e.Socket, m => StdinReceived?.Invoke(m));
        heartbeat.ReceiveReady += (_, e) => Echo(e.Socket);
        outgoing.ReceiveReady += (_, _) => SendWaiting();
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
        foreach (var socket in new NetMQSocket[] { shell, control, stdin, heartbeat, iopub })
        {
            socket.Dispose();
        }

        NetMQConfig.Cleanup(block: true);
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
        NetMQSocket socket = channel switch
        {
            Channel.Shell => shell,
            Channel.Control => control,
            Channel.Stdin => stdin,
            _ => iopub,
        };
        outgoing.Enqueue(new Outgoing(socket, JupyterMessage.Frames(identities, signer.Sign(parts), parts)));
    }

    private void SendWaiting()
    {
        while (outgoing.TryDequeue(out var next, TimeSpan.Zero))
        {
            if (next.Socket is null)
            {
                poller.Stop();
                return;
            }

            for (var i = 0; i < next.Frames.Count; i++)
            {
                next.Socket.SendFrame(next.Frames[i], more: i < next.Frames.Count - 1);
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

    private sealed record Outgoing(NetMQSocket? Socket, IReadOnlyList<byte[]> Frames);
}
