using System.Globalization;
using System.Text;
using Workbench.Kernel.Engine;

namespace Workbench.Kernel.Display;

/// <summary>Keeps so many characters and no more, and goes so deep and no deeper: an object graph without end must not become a text without end.</summary>
internal sealed class CappedWriter(int limit) : TextWriter(CultureInfo.InvariantCulture)
{
    // What holds itself is formatted deeper and deeper.
    private const int MostStackBytes = 256 << 10;

    private readonly StringBuilder text = new();
    private readonly nint start = StackDepth.Here();

    /// <inheritdoc/>
    public override Encoding Encoding => Encoding.UTF8;

    /// <summary>Whether a limit was reached. From then on whoever writes is told by an exception, which may reach the caller inside another one.</summary>
    public bool IsFull { get; private set; }

    /// <inheritdoc/>
    public override void Write(char value) => Write([value]);

    /// <inheritdoc/>
    public override void Write(string? value) => Write(value.AsSpan());

    /// <inheritdoc/>
    public override void Write(char[] buffer, int index, int count) => Write(buffer.AsSpan(index, count));

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<char> buffer)
    {
        var room = limit - text.Length;
        if (buffer.Length <= room && Math.Abs(StackDepth.Here() - start) < MostStackBytes)
        {
            text.Append(buffer);
            return;
        }

        text.Append(buffer[..Math.Clamp(room, 0, buffer.Length)]);
        IsFull = true;
        throw new IOException("The text is as long as it may be.");
    }

    /// <inheritdoc/>
    public override string ToString() => IsFull ? ShownText.Cut(text + "…", text.Length) : text.ToString();
}
