using System.Diagnostics;

namespace DomainAdaptation.Reporting;

/// <summary>A part of a <see cref="RunArray"/>.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Folder">Where it writes.</param>
/// <param name="Command">The program and its arguments.</param>
public sealed record RunArrayPart(string Name, string Folder, IReadOnlyList<string> Command)
{
    /// <summary>What it said.</summary>
    public string LogFile => Path.Combine(Folder, "log.txt");

    /// <summary>Whether it was made to its end.</summary>
    public bool Finished => File.Exists(DoneFile);

    /// <summary>Is there when it was made to its end.</summary>
    internal string DoneFile => Path.Combine(Folder, "done");

    /// <summary>The last line of its log.</summary>
    internal string LastWords => File.Exists(LogFile) && File.ReadLines(LogFile).LastOrDefault(l => l.Length > 0) is { } last ? last : "It said nothing.";

    /// <inheritdoc/>
    public override string ToString() => $"{Name}, in {Folder}";

    /// <summary>Makes its folder, with nothing that says that it is done.</summary>
    internal void Prepare()
    {
        Directory.CreateDirectory(Folder);
        File.Delete(DoneFile);
    }

    /// <summary>Makes it here.</summary>
    internal async Task RunAsync(CancellationToken cancellation)
    {
        Prepare();
        var start = new ProcessStartInfo(Command[0], Command.Skip(1)) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["OMP_NUM_THREADS"] = "1";
        using var process = Process.Start(start)!;
        await using (var log = new StreamWriter(LogFile) { AutoFlush = true })
        {
            process.OutputDataReceived += Write;
            process.ErrorDataReceived += Write;
            process.BeginOutputReadLine();
            process.BeginErrorReadLine();
            try
            {
                await process.WaitForExitAsync(cancellation);
            }
            catch (OperationCanceledException)
            {
                process.Kill(entireProcessTree: true);
                await process.WaitForExitAsync(CancellationToken.None);
                throw;
            }

            void Write(object sender, DataReceivedEventArgs e)
            {
                if (e.Data is { } line)
                {
                    lock (start)
                    {
                        log.WriteLine(line);
                    }
                }
            }
        }

        if (process.ExitCode == 0)
        {
            await File.WriteAllBytesAsync(DoneFile, [], cancellation);
        }
    }
}
