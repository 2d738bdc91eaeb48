using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using NetMQ;
using NetMQ.Sockets;

namespace Workbench.Kernel.Tests;

/// <summary>A Jupyter client, written from the protocol's description and not from the kernel's code.</summary>
internal sealed class KernelClient : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private readonly byte[] key;
    private readonly string session = Guid.NewGuid().ToString("N");
    private int sent;

    public KernelClient(JsonObject connection)
    {
        key = Encoding.UTF8.GetBytes((string)connection["key"]!);
        var identity = Guid.NewGuid().ToByteArray();
        foreach (var (socket, port) in new (NetMQSocket, string)[] { (Shell, "shell_port"), (Control, "control_port"), (Stdin, "stdin_port"), (Iopub, "iopub_port"), (Heartbeat, "hb_port") })
        {
            socket.Options.Linger = TimeSpan.Zero;
            // A client answers questions on the connection that carries the same identity.
            socket.Options.Identity = identity;
            socket.Connect(string.Create(CultureInfo.InvariantCulture, $"tcp://127.0.0.1:{(int)connection[port]!}"));
        }

        Iopub.SubscribeToAnyTopic();
    }

    public DealerSocket Shell { get; } = new();

    public DealerSocket Control { get; } = new();

    public DealerSocket Stdin { get; } = new();

    public SubscriberSocket Iopub { get; } = new();

    public RequestSocket Heartbeat { get; } = new();

    /// <summary>Waits until the kernel answers and its output arrives.</summary>
    public void WaitUntilReady()
    {
        var limit = DateTime.UtcNow + Limit;
        while (true)
        {
            var id = Send(Shell, "kernel_info_request", []);
            if (DateTime.UtcNow > limit)
            {
                throw new TimeoutException("The kernel does not answer.");
            }

            // What was on its way when the kernel closed its connections is lost, and is asked again.
            if (Receive(Shell, Limit / 10, id) is null)
            {
                continue;
            }

            // What is published before the subscription takes effect is lost: the first that arrives may be the last.
            if (Receive(Iopub, TimeSpan.FromMilliseconds(500), id) is { } first)
            {
                if (!IsIdle(first.Type, first.Content))
                {
                    UntilIdle(id, []);
                }

                return;
            }
        }
    }

    /// <summary>Sends a request; returns its id.</summary>
    public string Send(NetMQSocket socket, string type, JsonObject content)
    {
        var frames = Frames(type, content, key, out var id);
        Send(socket, frames);
        return id;
    }

    public static void Send(NetMQSocket socket, IReadOnlyList<byte[]> frames)
    {
        for (var i = 0; i < frames.Count; i++)
        {
            socket.SendFrame(frames[i], more: i < frames.Count - 1);
        }
    }

    /// <summary>The frames of a request, signed with any key.</summary>
    public IReadOnlyList<byte[]> Frames(string type, JsonObject content, byte[] signingKey, out string id)
    {
        id = session + "-" + (++sent).ToString(CultureInfo.InvariantCulture);
        var header = new JsonObject { ["msg_id"] = id, ["msg_type"] = type, ["session"] = session, ["username"] = "test", ["date"] = "2026-01-01T00:00:00Z", ["version"] = "5.3" };
        return Signed(Encoding.UTF8.GetBytes(header.ToJsonString()), Encoding.UTF8.GetBytes(content.ToJsonString()), signingKey);
    }

    /// <summary>The frames of any two texts, signed as a request is.</summary>
    public static IReadOnlyList<byte[]> Signed(byte[] header, byte[] content, byte[] signingKey)
    {
        byte[][] parts = [header, "{}"u8.ToArray(), "{}"u8.ToArray(), content];
        var signature = Convert.ToHexStringLower(HMACSHA256.HashData(signingKey, parts.SelectMany(p => p).ToArray()));
        return [Encoding.ASCII.GetBytes("<IDS|MSG>"), Encoding.ASCII.GetBytes(signature), .. parts];
    }

    public byte[] Key => key;

    /// <summary>The next message that answers a request; null when none comes in time. Its signature is checked.</summary>
    public (string Type, JsonObject Content, JsonObject Header)? Receive(NetMQSocket socket, TimeSpan limit, string? parent = null)
    {
        var end = DateTime.UtcNow + limit;
        // NetMQ waits for ever when the time is negative, or above zero and below a millisecond.
        while (end - DateTime.UtcNow is var left && left > TimeSpan.Zero)
        {
            NetMQMessage message = new();
            if (!socket.TryReceiveMultipartMessage(TimeSpan.FromMilliseconds(Math.Ceiling(left.TotalMilliseconds)), ref message!))
            {
                return null;
            }

            var frames = message.Select(f => f.ToByteArray()).ToList();
            var at = frames.FindIndex(f => Encoding.ASCII.GetString(f) == "<IDS|MSG>");
            var parts = frames.Skip(at + 2).Take(4).ToArray();
            Assert.Equal(Convert.ToHexStringLower(HMACSHA256.HashData(key, parts.SelectMany(p => p).ToArray())), Encoding.ASCII.GetString(frames[at + 1]));
            var header = JsonNode.Parse(parts[0])!.AsObject();
            if (parent is null || (string?)JsonNode.Parse(parts[1])!["msg_id"] == parent)
            {
                return ((string)header["msg_type"]!, JsonNode.Parse(parts[3])!.AsObject(), header);
            }
        }

        return null;
    }

    /// <summary>Sends a request and returns its reply and what was published until the kernel was idle again.</summary>
    public Answer Request(string type, JsonObject content, NetMQSocket? socket = null)
    {
        socket ??= Shell;
        var id = Send(socket, type, content);
        return Wait(socket, id);
    }

    public Answer Wait(NetMQSocket socket, string id)
    {
        var reply = Receive(socket, Limit, id) ?? throw new TimeoutException("No reply came.");
        var published = new List<(string Type, JsonObject Content)>();
        UntilIdle(id, published);
        return new Answer(reply.Type, reply.Content, published);
    }

    public Answer Execute(string code, bool silent = false, bool storeHistory = true, bool stopOnError = true) => Request("execute_request", Code(code, silent, storeHistory, stopOnError));

    public static JsonObject Code(string code, bool silent = false, bool storeHistory = true, bool stopOnError = true, bool allowStdin = false) => new()
    {
        ["code"] = code,
        ["silent"] = silent,
        ["store_history"] = storeHistory,
        ["user_expressions"] = new JsonObject(),
        ["allow_stdin"] = allowStdin,
        ["stop_on_error"] = stopOnError,
    };

    public void Dispose()
    {
        foreach (var socket in new NetMQSocket[] { Shell, Control, Stdin, Iopub, Heartbeat })
        {
            socket.Dispose();
        }
    }

    private void UntilIdle(string id, List<(string Type, JsonObject Content)> published)
    {
        while (true)
        {
            var next = Receive(Iopub, Limit, id) ?? throw new TimeoutException("The kernel did not become idle.");
            if (IsIdle(next.Type, next.Content))
            {
                return;
            }

            if (next.Type != "status")
            {
                published.Add((next.Type, next.Content));
            }
        }
    }

    private static bool IsIdle(string type, JsonObject content) => type == "status" && (string?)content["execution_state"] == "idle";

    /// <summary>A reply and what was published with it.</summary>
    internal sealed record Answer(string Type, JsonObject Content, IReadOnlyList<(string Type, JsonObject Content)> Published)
    {
        public string Status => (string)Content["status"]!;

        public string? Result => (string?)Published.LastOrDefault(p => p.Type == "execute_result").Content?["data"]?["text/plain"];

        public string Stdout => string.Concat(Published.Where(p => p.Type == "stream" && (string?)p.Content["name"] == "stdout").Select(p => (string?)p.Content["text"]));
    }
}
