using System.Buffers.Binary;
using System.Globalization;
using System.Net.Sockets;
using NetMQ;
using NetMQ.Sockets;

namespace Workbench.Kernel.Tests;

/// <summary>Whoever can connect, and has no key, must not fill the memory.</summary>
public sealed class HostileMemoryTests : IClassFixture<KernelProcess>
{
    private const int Megabyte = 1 << 20;
    private readonly KernelProcess kernel;
    private readonly KernelClient client;

    public HostileMemoryTests(KernelProcess kernel)
    {
        this.kernel = kernel;
        client = kernel.Client;
        client.WaitUntilReady();
    }

    [Fact]
    public void Heartbeats_of_a_megabyte_are_not_taken()
    {
        var before = Live();
        using var socket = new DealerSocket();
        socket.Options.Linger = TimeSpan.Zero;
        socket.Options.ReceiveHighWatermark = 1;
        socket.Connect(string.Create(CultureInfo.InvariantCulture, $"tcp://127.0.0.1:{kernel.Ports[4]}"));
        for (var i = 0; i < 100; i++)
        {
            socket.TrySendFrame(TimeSpan.FromMilliseconds(10), new byte[Megabyte]);
        }

        Assert.False(socket.TryReceiveFrameBytes(TimeSpan.FromMilliseconds(500), out _));
        client.Heartbeat.SendFrame("ping");
        Assert.True(client.Heartbeat.TryReceiveFrameString(TimeSpan.FromSeconds(5), out _));
        Assert.InRange(Live() - before, long.MinValue, 20 * Megabyte);
    }

    [Fact]
    public void A_reader_that_does_not_read_is_dropped()
    {
        var before = Live();
        using var silent = new SubscriberSocket();
        silent.Options.Linger = TimeSpan.Zero;
        silent.Options.ReceiveHighWatermark = 1;
        silent.SubscribeToAnyTopic();
        silent.Connect(string.Create(CultureInfo.InvariantCulture, $"tcp://127.0.0.1:{kernel.Ports[2]}"));
        for (var i = 0; i < 50 && !silent.TryReceiveFrameBytes(TimeSpan.FromMilliseconds(200), out _); i++)
        {
            client.Execute("1");
        }

        // 120 MB; what is published while connections are made anew may be lost, the reply is not.
        var id = client.Send(client.Shell, "execute_request", KernelClient.Code("var shown = display(0); var text = new string('x', 1_000_000); for (var i = 0; i < 120; i++) { shown.Update(HTML(text)); }"));
        Assert.Equal("ok", (string?)client.Receive(client.Shell, TimeSpan.FromSeconds(60), id)!.Value.Content["status"]);
        client.WaitUntilReady();
        Assert.InRange(Live() - before, long.MinValue, 80 * Megabyte);
    }

    [Fact]
    public void A_message_without_end_ends_its_connection()
    {
        var before = Live();
        using var tcp = new TcpClient("127.0.0.1", kernel.Ports[0]);
        var stream = tcp.GetStream();
        // A greeting of ZMTP 2.0 from a dealer without a name, and then large frames, each of which announces another.
        stream.Write([0xFF, 0, 0, 0, 0, 0, 0, 0, 1, 0x7F, 1, 5, 0, 0]);
        var frame = new byte[9 + Megabyte];
        frame[0] = 3;
        BinaryPrimitives.WriteInt64BigEndian(frame.AsSpan(1), Megabyte);
        Assert.ThrowsAny<IOException>(() =>
        {
            for (var i = 0; i < 1000; i++)
            {
                stream.Write(frame);
            }
        });
        client.WaitUntilReady();
        Assert.InRange(Live() - before, long.MinValue, 80 * Megabyte);
    }

    // What is alive in the kernel, not what the garbage collector has not taken yet.
    private long Live() => long.Parse(client.Execute("GC.Collect(); GC.GetTotalMemory(true)").Result!, CultureInfo.InvariantCulture);
}
