using System.Diagnostics;
using System.Globalization;

namespace Workbench.Kernel.Protocol;

/// <summary>Ends the kernel when the client that started it is gone: nobody else would.</summary>
internal static class ParentWatch
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <summary>Watches the process that the variable JPY_PARENT_PID names, if it does.</summary>
    /// <param name="gone">Called once, when it has ended.</param>
    public static void Start(Action gone)
    {
        if (!int.TryParse(Environment.GetEnvironmentVariable("JPY_PARENT_PID"), NumberStyles.None, CultureInfo.InvariantCulture, out var id) || id <= 1)
        {
            return;
        }

        new Thread(() => Watch(id, gone)) { IsBackground = true, Name = "parent watch" }.Start();
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
