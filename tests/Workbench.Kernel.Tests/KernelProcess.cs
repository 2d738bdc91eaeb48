using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;

namespace Workbench.Kernel.Tests;

/// <summary>A kernel as Jupyter starts one: a process, a connection file, and a client.</summary>
public sealed class KernelProcess : IDisposable
{
    private static readonly string[] PortNames = ["shell_port", "control_port", "iopub_port", "stdin_port", "hb_port"];
    private readonly TemporaryFolder folder = new();
    private readonly Process process;

    public KernelProcess()
        : this(parent: null)
    {
    }

    internal KernelProcess(int? parent)
    {
        Connection = NewConnection();
        Ports = [.. PortNames.Select(p => (int)Connection[p]!)];
        var file = folder.Write("connection.json", Connection.ToJsonString());
        process = Process.Start(StartInfo(file, parent))!;
        Client = new KernelClient(Connection);
    }

    internal KernelClient Client { get; }

    internal JsonObject Connection { get; }

    internal IReadOnlyList<int> Ports { get; }

    internal TemporaryFolder Folder => folder;

    internal bool HasExited => process.HasExited;

    internal int Id => process.Id;

    public void Dispose()
    {
        Client.Dispose();
        if (!process.HasExited)
        {
            process.Kill();
        }

        process.WaitForExit();
        process.Dispose();
        folder.Dispose();
    }

    internal bool WaitForExit(TimeSpan limit) => process.WaitForExit(limit);

    internal static JsonObject NewConnection()
    {
        var listeners = Enumerable.Range(0, 5).Select(_ => new TcpListener(IPAddress.Loopback, 0)).ToList();
        listeners.ForEach(l => l.Start());
        var ports = listeners.Select(l => ((IPEndPoint)l.LocalEndpoint).Port).ToArray();
        listeners.ForEach(l => l.Dispose());
        return new JsonObject
        {
            ["transport"] = "tcp",
            ["ip"] = "127.0.0.1",
            ["signature_scheme"] = "hmac-sha256",
            ["key"] = Guid.NewGuid().ToString("N"),
            ["shell_port"] = ports[0],
            ["control_port"] = ports[1],
            ["iopub_port"] = ports[2],
            ["stdin_port"] = ports[3],
            ["hb_port"] = ports[4],
        };
    }

    internal static ProcessStartInfo StartInfo(string connectionFile, int? parent = null)
    {
        var start = new ProcessStartInfo("dotnet") { WorkingDirectory = Path.GetDirectoryName(connectionFile), RedirectStandardError = true };
        start.ArgumentList.Add(typeof(KernelVersion).Assembly.Location);
        start.ArgumentList.Add("start");
        start.ArgumentList.Add(connectionFile);
        start.Environment.Remove("JPY_PARENT_PID");
        if (parent is { } id)
        {
            start.Environment["JPY_PARENT_PID"] = id.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        return start;
    }
}
