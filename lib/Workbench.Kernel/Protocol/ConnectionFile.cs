using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Workbench.Kernel.Engine;

namespace Workbench.Kernel.Protocol;

/// <summary>Where a client wants the kernel to listen, and the key that signs every message.</summary>
internal sealed record ConnectionFile(string Address, int Shell, int Control, int Iopub, int Stdin, int Heartbeat, byte[] Key)
{
    /// <summary>Reads what a client wrote.</summary>
    /// <exception cref="CellException">The file cannot be read, or asks for what this kernel does not do: to listen beyond this machine, or to take unsigned messages.</exception>
    public static ConnectionFile Read(string file)
    {
        JsonNode? json;
        try
        {
            RefuseIfAnybodyMayWrite(file);
            json = StrictJson.Parse(File.ReadAllText(file));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new CellException($"The connection file {file} cannot be read: {e.Message}");
        }

        try
        {
            return Read(json!);
        }
        catch (Exception e) when (e is InvalidOperationException or NullReferenceException or FormatException)
        {
            throw new CellException($"The connection file {file} is not one of Jupyter's: it needs transport, ip, key, signature_scheme and five ports.");
        }
    }

    private static ConnectionFile Read(JsonNode json)
    {
        if ((string?)json["transport"] is not (null or "tcp"))
        {
            throw new CellException($"The kernel speaks tcp, and the connection file asks for {json["transport"]}.");
        }

        if ((string?)json["signature_scheme"] is not (null or "hmac-sha256"))
        {
            throw new CellException($"The kernel signs with hmac-sha256, and the connection file asks for {json["signature_scheme"]}.");
        }

        var ip = (string?)json["ip"] ?? "127.0.0.1";
        if (ip == "localhost")
        {
            ip = "127.0.0.1";
        }

        if (!IPAddress.TryParse(ip, out var address) || !IPAddress.IsLoopback(address))
        {
            throw new CellException($"The kernel listens on this machine only, and the connection file asks for {ip}: use 127.0.0.1.");
        }

        var key = Encoding.UTF8.GetBytes((string?)json["key"] ?? "");
        if (key.Length == 0)
        {
            throw new CellException("The connection file has no key, and without one anybody on this machine could run code: the kernel does not start.");
        }

        return new ConnectionFile(address.ToString(), Port("shell_port"), Port("control_port"), Port("iopub_port"), Port("stdin_port"), Port("hb_port"), key);

        int Port(string name) => (int)json[name]! is > 0 and <= ushort.MaxValue and var port ? port : throw new InvalidOperationException(name);
    }

    // Whoever writes the file chooses the key. The variable is Jupyter's own, for file systems that know no permissions.
    private static void RefuseIfAnybodyMayWrite(string file)
    {
        if (!OperatingSystem.IsWindows() && File.GetUnixFileMode(file).HasFlag(UnixFileMode.OtherWrite)
            && Environment.GetEnvironmentVariable("JUPYTER_ALLOW_INSECURE_WRITES")?.ToUpperInvariant() is not ("TRUE" or "1"))
        {
            throw new CellException($"Everybody may write the connection file {file}, and with it choose the key: the kernel does not start. Run: chmod o-w {file}");
        }
    }
}
