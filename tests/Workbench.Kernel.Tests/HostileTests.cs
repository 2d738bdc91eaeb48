using System.Net.NetworkInformation;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using NetMQ;
using NetMQ.Sockets;

namespace Workbench.Kernel.Tests;

[Collection(SharedKernel.Name)]
public sealed class HostileTests
{
    private readonly KernelProcess kernel;
    private readonly KernelClient client;
    private readonly string mark;

    public HostileTests(KernelProcess kernel)
    {
        this.kernel = kernel;
        client = kernel.Client;
        client.WaitUntilReady();
        mark = kernel.Folder.File("executed-" + Guid.NewGuid().ToString("N"));
    }

    private JsonObject Attack => KernelClient.Code($"System.IO.File.WriteAllText(@\"{mark}\", \"\");");

    [Fact]
    public void The_attack_would_work_with_the_key()
    {
        Assert.Equal("ok", client.Request("execute_request", Attack).Status);
        Assert.True(File.Exists(mark));
    }

    [Fact]
    public void A_wrong_signature_runs_nothing_on_any_socket()
    {
        foreach (var socket in new NetMQSocket[] { client.Shell, client.Control, client.Stdin })
        {
            KernelClient.Send(socket, client.Frames("execute_request", Attack, "wrong key"u8.ToArray(), out _));
            var unsigned = client.Frames("execute_request", Attack, client.Key, out _).ToArray();
            unsigned[1] = [];
            KernelClient.Send(socket, unsigned);
            var half = client.Frames("execute_request", Attack, client.Key, out _).ToArray();
            half[1] = half[1][..32];
            KernelClient.Send(socket, half);
            KernelClient.Send(socket, client.Frames("shutdown_request", new JsonObject { ["restart"] = false }, "wrong key"u8.ToArray(), out _));
        }

        AssertAliveAndNothingRan();
    }

    [Fact]
    public void A_recorded_message_cannot_be_sent_again()
    {
        var frames = client.Frames("execute_request", KernelClient.Code($"System.IO.File.AppendAllText(@\"{mark}\", \"x\");"), client.Key, out var id);
        KernelClient.Send(client.Shell, frames);
        Assert.Equal("ok", client.Wait(client.Shell, id).Status);
        KernelClient.Send(client.Shell, frames);
        Assert.Equal("1", client.Execute("1").Result);
        Assert.Equal("x", File.ReadAllText(mark));
    }

    [Fact]
    public void Wrong_frames_and_wrong_contents_are_dropped_or_answered()
    {
        foreach (var socket in new NetMQSocket[] { client.Shell, client.Control, client.Stdin })
        {
            KernelClient.Send(socket, [[]]);
            KernelClient.Send(socket, ["<IDS|MSG>"u8.ToArray()]);
            KernelClient.Send(socket, [.. Enumerable.Repeat(new byte[] { 0xFF, 0 }, 20)]);
            KernelClient.Send(socket, [.. Enumerable.Repeat("<IDS|MSG>"u8.ToArray(), 7)]);
            KernelClient.Send(socket, [.. Enumerable.Repeat(Array.Empty<byte>(), 5000)]);
            // Signed, but not what a client says.
            client.Send(socket, "no_such_request", []);
            client.Send(socket, "execute_request", new JsonObject { ["code"] = new JsonArray(1, 2) });
            client.Send(socket, "complete_request", new JsonObject { ["code"] = "a.", ["cursor_pos"] = -5 });
            client.Send(socket, "inspect_request", new JsonObject { ["code"] = "a.", ["cursor_pos"] = int.MaxValue });
            client.Send(socket, "history_request", new JsonObject { ["n"] = "many", ["hist_access_type"] = 4 });
            client.Send(socket, "input_reply", new JsonObject { ["value"] = 5 });
        }

        AssertAliveAndNothingRan();
    }

    [Theory]
    [InlineData("""{"msg_id":"a","msg_id":"b","msg_type":"kernel_info_request"}""")]
    [InlineData("""{"msg_id":"a","msg_type":"\ud800"}""")]
    [InlineData("""{"msg_id":"a","msg_type":"@"}""")]
    [InlineData("""{"msg_id":"a","msg_type":"kernel_info_request","\ud800":1}""")]
    [InlineData("""{"msg_id":5,"msg_type":[]}""")]
    [InlineData("null")]
    [InlineData("")]
    public void A_signed_message_that_is_no_message_is_dropped(string header)
    {
        var good = """{"msg_id":"x","msg_type":"execute_request"}"""u8.ToArray();
        foreach (var socket in new NetMQSocket[] { client.Shell, client.Control, client.Stdin })
        {
            // The byte in place of "@" is in no text.
            var bytes = Array.ConvertAll(Encoding.UTF8.GetBytes(header), b => b == (byte)'@' ? (byte)0xFF : b);
            KernelClient.Send(socket, KernelClient.Signed(bytes, "{}"u8.ToArray(), client.Key));
            KernelClient.Send(socket, KernelClient.Signed(good, bytes, client.Key));
        }

        AssertAliveAndNothingRan();
    }

    [Theory]
    [InlineData("(")]
    [InlineData("a[")]
    [InlineData("{")]
    [InlineData("A<")]
    [InlineData("$\"{")]
    public void Code_that_is_nested_without_end_ends_nothing(string piece)
    {
        var code = new JsonObject { ["code"] = string.Concat(Enumerable.Repeat(piece, 20_000)), ["cursor_pos"] = 20_000 };
        Assert.Equal("invalid", client.Request("is_complete_request", code).Status);
        Assert.Equal("error", client.Request("complete_request", code).Status);
        Assert.Equal("error", client.Request("inspect_request", code).Status);
        Assert.Contains("more than 500 others", (string?)client.Execute((string)code["code"]!).Content["evalue"], StringComparison.Ordinal);
        AssertAliveAndNothingRan();
    }

    [Fact]
    public void Garbage_on_the_ports_and_clients_that_leave_do_no_harm()
    {
        var random = new Random(1);
        foreach (var port in kernel.Ports)
        {
            foreach (var bytes in new[] { "GET / HTTP/1.1\r\n\r\n"u8.ToArray(), [0xFF, 0, 0, 0, 0, 0, 0, 0, 1, 0x7F, 3], Noise(100), Noise(100_000), [] })
            {
                using var tcp = new TcpClient("127.0.0.1", port);
                try
                {
                    tcp.GetStream().Write(bytes);
                }
                catch (IOException)
                {
                    // The kernel hung up.
                }
            }
        }

        // A client that dies in the middle of a message.
        using (var dying = new DealerSocket())
        {
            dying.Options.Linger = TimeSpan.Zero;
            dying.Connect($"tcp://127.0.0.1:{kernel.Ports[0]}");
            dying.SendFrame("<IDS|MSG>", more: true);
        }

        AssertAliveAndNothingRan();

        byte[] Noise(int length)
        {
            var noise = new byte[length];
            random.NextBytes(noise);
            return noise;
        }
    }

    [Fact]
    public void A_giant_message_is_not_taken_on_any_socket()
    {
        var giant = new byte[40 << 20];
        foreach (var port in kernel.Ports.Where(p => p != kernel.Ports[2]))
        {
            using var socket = new DealerSocket();
            socket.Options.Linger = TimeSpan.FromSeconds(2);
            socket.Connect($"tcp://127.0.0.1:{port}");
            KernelClient.Send(socket, [[], giant]);
            Assert.False(socket.TryReceiveFrameBytes(TimeSpan.FromMilliseconds(500), out _));
        }

        AssertAliveAndNothingRan();
    }

    [Fact]
    public void A_large_cell_is_still_a_cell()
    {
        Assert.Equal("3000000", client.Execute("\"" + new string('x', 3_000_000) + "\".Length").Result);
    }

    [Fact]
    public void Only_this_machine_can_connect()
    {
        var listening = IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners().Where(l => kernel.Ports.Contains(l.Port)).ToList();
        Assert.Equal(5, listening.Count);
        Assert.All(listening, l => Assert.True(System.Net.IPAddress.IsLoopback(l.Address)));
    }

    private void AssertAliveAndNothingRan()
    {
        Assert.Equal("2", client.Execute("1+1").Result);
        client.Heartbeat.SendFrame("ping");
        Assert.True(client.Heartbeat.TryReceiveFrameString(TimeSpan.FromSeconds(5), out var pong));
        Assert.Equal("ping", pong);
        Assert.Equal("ok", client.Request("kernel_info_request", [], client.Control).Status);
        Assert.False(File.Exists(mark));
        Assert.False(kernel.HasExited);
    }
}
