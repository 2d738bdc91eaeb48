using System.Diagnostics;
using System.Globalization;

namespace DomainAdaptation.Reporting;

/// <summary>Shows how the fetching of data goes: one line that changes in a terminal, one line a file in a pipe.</summary>
public sealed class FetchDisplay
{
    private readonly TextWriter output;
    private readonly bool terminal;
    private readonly Stopwatch sinceLast = Stopwatch.StartNew();
    private string lastFile = "";

    /// <summary>A display on standard output.</summary>
    public FetchDisplay()
        : this(Console.Out, !Console.IsOutputRedirected)
    {
    }

    internal FetchDisplay(TextWriter output, bool terminal)
    {
        this.output = output;
        this.terminal = terminal;
    }

    /// <summary>Shows where it stands.</summary>
    public void Report(FetchProgress progress)
    {
        ArgumentNullException.ThrowIfNull(progress);
        if (terminal && (sinceLast.ElapsedMilliseconds > 100 || progress.File != lastFile))
        {
            sinceLast.Restart();
            var total = progress.Total is { } bytes ? string.Create(CultureInfo.InvariantCulture, $" of {bytes:N0}") : "";
            output.Write(string.Create(CultureInfo.InvariantCulture, $"\r{progress.File} from {progress.From}: {progress.Bytes:N0}{total}\u001b[K"));
        }
        else if (!terminal && progress.File != lastFile)
        {
            output.WriteLine($"{progress.File} from {progress.From}");
        }

        lastFile = progress.File;
    }

    /// <summary>Ends with a sentence, in place of the changing line.</summary>
    public void Finish(string sentence) => output.WriteLine($"{(terminal ? "\r\u001b[K" : "")}{sentence}");
}
