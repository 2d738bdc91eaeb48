using System.Diagnostics;
using System.Globalization;
using System.Net.NetworkInformation;

namespace Workbench.Kernel.Protocol;

/// <summary>Ends the kernel when the client that started it is gone: nobody else would.</summary>
internal static class ParentWatch
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1), LongestAlone = TimeSpan.FromHours(1);

    /// <summary>Watches the process that the variable JPY_PARENT_PID names; where it names none, whether anybody is connected.</summary>
    /// <param name="ports">The kernel's ports.</param>
    /// <param name="isBusy">Whether a cell is running.</param>
    /// <param name="gone">Called once, when the process has ended, or when for an hour nobody was connected and no cell ran.</param>
    public static void Start(IReadOnlyCollection<int> ports, Func<bool> isBusy, Action gone)
    {
        var named = int.TryParse(Environment.GetEnvironmentVariable("JPY_PARENT_PID"), NumberStyles.None, CultureInfo.InvariantCulture, out var id) && id > 1;
        new Thread(() =>
        {
            if (named)
            {
                Watch(id, gone);
            }
            else
            {
                WatchConnections(ports, isBusy, LongestAlone, gone);
            }
        }) { IsBackground = true, Name = "parent watch" }.Start();
    }

    /// <summary>Returns when nobody was connected, and no cell ran, for so long.</summary>
    internal static void WatchConnections(IReadOnlyCollection<int> ports, Func<bool> isBusy, TimeSpan limit, Action gone)
    {
        var alone = Stopwatch.StartNew();
        while (alone.Elapsed < limit)
        {
            Thread.Sleep(limit / 60);
            if (isBusy() || IsConnected(ports))
            {
                alone.Restart();
            }
        }

        gone();
    }

    private static bool IsConnected(IReadOnlyCollection<int> ports)
    {
        try
        {
            return IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpConnections().Any(c => c.State == TcpState.Established && ports.Contains(c.LocalEndPoint.Port));
        }
        catch (Exception e) when (e is NetworkInformationException or PlatformNotSupportedException)
        {
            // Nobody can tell: then the kernel stays.
            return true;
        }
    }

    private static void Watch(int id, Action gone)
    {
        Process? parent = null;
        try
        {
            parent = Process.GetProcessById(id);
            // Taken now: it tells the process from a later one with the same number.
            _ = parent.SafeHandle;
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            // Gone already, or not ours to look at.
        }

        while (parent is not null && !HasEnded(parent, id))
        {
            Thread.Sleep(Interval);
        }

        gone();
    }

    private static bool HasEnded(Process process, int id)
    {
        try
        {
            return process.HasExited || IsZombie(id);
        }
        catch (Exception e) when (e is InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            return true;
        }
    }

    private static bool IsZombie(int id)
    {
        if (!OperatingSystem.IsLinux())
        {
            return false;
        }

        try
        {
            var line = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{id}/stat"));
            return line[(line.LastIndexOf(')') + 1)..].TrimStart().StartsWith('Z');
        }
        catch (IOException)
        {
            return true;
        }
    }
}
