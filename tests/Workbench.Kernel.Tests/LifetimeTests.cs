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
}
