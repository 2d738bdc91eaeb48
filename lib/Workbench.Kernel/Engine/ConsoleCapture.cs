using System.Text;

namespace Workbench.Kernel.Engine;

/// <summary>The console, turned towards the cell that writes to it.</summary>
internal sealed class ConsoleCapture(string stream, TextWriter fallback) : TextWriter(System.Globalization.CultureInfo.InvariantCulture)
{
    private static readonly Lock Gate = new();
    private static bool installed;

    /// <inheritdoc/>
    public override Encoding Encoding => Encoding.UTF8;

    /// <summary>Sends what cells write to <see cref="Console"/>, and what they read from it, to the cell's output. Once a process is enough.</summary>
    public static void Install()
    {
        lock (Gate)
        {
            if (installed)
            {
                return;
            }

            installed = true;
            Console.SetIn(new ConsoleInput());
            Console.SetOut(new ConsoleCapture("stdout", Console.Out));
            Console.SetError(new ConsoleCapture("stderr", Console.Error));
        }
    }

    /// <inheritdoc/>
    public override void Write(char value) => Write(value.ToString());

    /// <inheritdoc/>
    public override void Write(char[] buffer, int index, int count) => Write(new string(buffer, index, count));

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<char> buffer) => Write(buffer.ToString());

    /// <inheritdoc/>
    public override void WriteLine(string? value) => Write(value + "\n");

    /// <inheritdoc/>
    public override void WriteLine() => Write("\n");

    /// <inheritdoc/>
    public override void Write(string? value)
    {
        if (string.IsNullOrEmpty(value))
        {
            return;
        }

        if (CellContext.Current is not { } cell)
        {
            fallback.Write(value);
            return;
        }

        cell.Cancellation.ThrowIfCancellationRequested();
        cell.Output.Write(stream, value);
    }

    private sealed class ConsoleInput : TextReader
    {
        private string line = "";

        public override string? ReadLine()
        {
            if (line.Length > 0)
            {
                var rest = line.TrimEnd('\n');
                line = "";
                return rest;
            }

            return CellContext.Current is { } cell ? cell.Output.ReadInput("", password: false, cell.Cancellation).GetAwaiter().GetResult() : null;
        }

        public override int Read()
        {
            var next = Peek();
            line = line.Length > 0 ? line[1..] : line;
            return next;
        }

        public override int Peek()
        {
            if (line.Length == 0 && ReadLine() is { } read)
            {
                line = read + "\n";
            }

            return line.Length > 0 ? line[0] : -1;
        }
    }
}
