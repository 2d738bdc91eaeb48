using System.Diagnostics;
using System.Globalization;

namespace DomainAdaptation.Benchmarks;

/// <summary>Linux's sampling profiler.</summary>
internal sealed class Perf : IDisposable
{
    private readonly Process recording;

    private Perf(Process recording)
    {
        this.recording = recording;
    }

    /// <summary>Begins to look at what all processors execute. (Told to look at one process alone, perf itself is busy once a thread of that has ended.)</summary>
    /// <exception cref="BenchmarkException">There is no perf, or it may not.</exception>
    public static Perf Record(string file)
    {
        var process = Start("record", "--all-cpus", "--event", "cpu-clock", "--freq", "999", "--output", file);
        if (process.WaitForExit(TimeSpan.FromSeconds(1)))
        {
            throw new BenchmarkException($"perf cannot record: {process.StandardError.ReadToEnd().Trim().Split('\n')[0]} It must be run as root, or kernel.perf_event_paranoid be -1.");
        }

        return new Perf(process);
    }

    /// <summary>Ends it; then the file is complete.</summary>
    public void Stop()
    {
        if (!recording.HasExited)
        {
            using var interrupt = Process.Start("kill", ["-INT", recording.Id.ToString(CultureInfo.InvariantCulture)]);
            recording.WaitForExit();
        }
    }

    /// <summary>For each look at a process's first thread, the file that its code came from.</summary>
    public static IReadOnlyList<string> Samples(string file, int process)
    {
        var id = process.ToString(CultureInfo.InvariantCulture);
        using var script = Start("script", "--input", file, "--tid", id, "--fields", "ip,dso");
        script.ErrorDataReceived += (_, _) => { }; // complaints about symbols, which nobody asked for
        script.BeginErrorReadLine();
        var files = new List<string>();
        while (script.StandardOutput.ReadLine() is { } line)
        {
            // "7f1fd00523ca (/usr/lib/libgomp.so.1)", and behind the name of a file that is gone " (deleted)"
            if (line.IndexOf('(', StringComparison.Ordinal) is >= 0 and var at)
            {
                files.Add(line[(at + 1)..].TrimEnd(')'));
            }
        }

        return files;
    }

    public void Dispose()
    {
        Stop();
        recording.Dispose();
    }

    private static Process Start(params string[] arguments)
    {
        try
        {
            return Process.Start(new ProcessStartInfo("perf", arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            throw new BenchmarkException("There is no perf here, which tells what a process executes: on Debian, apt-get install linux-perf.");
        }
    }
}
