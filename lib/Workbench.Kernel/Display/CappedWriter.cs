using System.Globalization;
using System.Text;

namespace Workbench.Kernel.Display;

/// <summary>Keeps so many characters and no more: an object graph without end must not become a text without end.</summary>
internal sealed class CappedWriter(int limit) : TextWriter(CultureInfo.InvariantCulture)
{
    private readonly StringBuilder text = new();
    private bool full;

    /// <inheritdoc/>
    public override Encoding Encoding => Encoding.UTF8;

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
        if (buffer.Length <= room)
        {
            text.Append(buffer);
            return;
        }

        text.Append(buffer[..Math.Max(room, 0)]);
        full = true;
        throw new FullException();
    }

    /// <inheritdoc/>
    public override string ToString() => text + (full ? "…" : "");

    /// <summary>The limit was reached.</summary>
    public sealed class FullException : IOException;
}
