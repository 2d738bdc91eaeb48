using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Workbench.Kernel.Tests;

public sealed class LifetimeTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    [Fact]
    public void A_shutdown_ends_the_process_even_with_a_cell_running()
    {
        using var kernel = new KernelProcess();
        kernel.Client.WaitUntilReady();
        kernel.Client.Send(kernel.Client.Shell, "execute_request", KernelClient.Code("while (true) { }"));
        var reply = kernel.Client.Request("shutdown_request", new JsonObject { ["restart"] = true }, kernel.Client.Control);
        Assert.Equal(("shutdown_reply", "ok", true), (reply.Type, reply.Status, (bool)reply.Content["restart"]!));
        Assert.True(kernel.WaitForExit(Limit));
    }

    [Fact]
    public void A_kernel_whose_client_is_gone_ends_itself()
    {
        using var parent = Process.Start("sleep", "60");
        using var kernel = new KernelProcess(parent.Id);
        kernel.Client.WaitUntilReady();
        parent.Kill();
        parent.WaitForExit();
        Assert.True(kernel.WaitForExit(Limit));
    }

    [Theory]
    [InlineData("ip", "0.0.0.0", "this machine only")]
    [InlineData("key", "", "no key")]
    [InlineData("transport", "ipc", "speaks tcp")]
    [InlineData("signature_scheme", "hmac-md5", "hmac-sha256")]
    public void A_connection_that_is_not_safe_is_refused(string name, string value, string sentence)
    {
        using var folder = new TemporaryFolder();
        var connection = KernelProcess.NewConnection();
        connection[name] = value;
        var refused = Assert.Throws<Engine.CellException>(() => Protocol.ConnectionFile.Read(folder.Write("c.json", connection.ToJsonString())));
        Assert.Contains(sentence, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_refused_connection_ends_the_program_with_a_sentence()
    {
        using var folder = new TemporaryFolder();
        using var process = Process.Start(KernelProcess.StartInfo(folder.Write("c.json", "{}")))!;
        var error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.Equal(2, process.ExitCode);
        Assert.Contains("no key", error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_connection_file_that_everybody_may_write_is_refused()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such permissions.");
        using var folder = new TemporaryFolder();
        var file = folder.Write("c.json", KernelProcess.NewConnection().ToJsonString());
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(file, (UnixFileMode)0b110_110_110);
            Assert.Contains("chmod o-w", Assert.Throws<Engine.CellException>(() => Protocol.ConnectionFile.Read(file)).Message, StringComparison.Ordinal);
            File.SetUnixFileMode(file, (UnixFileMode)0b110_110_100);
            Assert.NotEmpty(Protocol.ConnectionFile.Read(file).Key);
        }
    }

    [Theory]
    [InlineData("{\"key\":\"a\",\"key\":\"b\"}")]
    [InlineData("{\"key\":\"\\ud800\"}")]
    [InlineData("{\"key\":\"a\",\"shell_port\":1e999}")]
    [InlineData("[]")]
    [InlineData("")]
    public void A_connection_file_that_is_none_is_refused_in_a_sentence(string text)
    {
        using var folder = new TemporaryFolder();
        Assert.StartsWith("The connection file ", Assert.Throws<Engine.CellException>(() => Protocol.ConnectionFile.Read(folder.Write("c.json", text))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_kernel_that_nobody_is_connected_to_and_that_runs_nothing_ends_itself()
    {
        using var listener = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        var port = ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;
        using var ended = new ManualResetEventSlim();
        var busy = true;
        using var client = new System.Net.Sockets.TcpClient("127.0.0.1", port);
        new Thread(() => Protocol.ParentWatch.WatchConnections([port], () => Volatile.Read(ref busy), TimeSpan.FromSeconds(0.6), ended.Set)) { IsBackground = true }.Start();
        Assert.False(ended.Wait(TimeSpan.FromSeconds(1)));
        Volatile.Write(ref busy, false);
        Assert.False(ended.Wait(TimeSpan.FromSeconds(1)));
        client.Close();
        Assert.True(ended.Wait(Limit));
    }

    [Fact]
    public void A_message_is_remembered_for_as_long_as_the_session_lasts()
    {
        var signer = new Protocol.MessageSigner([1, 2, 3]);
        byte[][] first = [[0], [], [], []];
        Assert.True(signer.Verify(signer.Sign(first), first));
        for (var i = 0; i < 30_000; i++)
        {
            byte[][] other = [BitConverter.GetBytes(i), [], [], []];
            Assert.True(signer.Verify(signer.Sign(other), other));
        }

        Assert.False(signer.Verify(signer.Sign(first), first));
    }
}
