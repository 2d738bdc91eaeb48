namespace Workbench.Kernel.Languages;

/// <summary>An F# cell's text with insertions, which finds its way back from a place in it to the place in the cell as written.</summary>
internal sealed class FSharpText
{
    private readonly List<string> lines;
    private readonly List<int> origins;
    private readonly List<(int Line, int Column, int Length)> shifts = [];

    private FSharpText(string code)
    {
        lines = [.. code.Split('\n')];
        origins = [.. Enumerable.Range(1, lines.Count)];
    }

    /// <summary>The text.</summary>
    public string Code => string.Join('\n', lines);

    public static FSharpText Of(string code) => new(code);

    /// <summary>Inserts a text. Call it for the last place first.</summary>
    /// <param name="line">The line as written, from 1.</param>
    /// <param name="column">The column as written, from 0.</param>
    /// <param name="text">What to insert.</param>
    /// <param name="inLine">Whether to insert it into the line; otherwise it comes on a line before, and only where the line begins at the place.</param>
    public void Insert(int line, int column, string text, bool inLine)
    {
        var content = lines[line - 1];
        if (inLine)
        {
            lines[line - 1] = content.Insert(column, text);
            shifts.Add((line, column, text.Length));
        }
        else if (content.AsSpan(0, column).IsWhiteSpace())
        {
            lines.Insert(line - 1, content[..column] + text);
            origins.Insert(line - 1, line);
        }
    }

    /// <summary>Puts lines before the first.</summary>
    public void Prepend(IReadOnlyCollection<string> added)
    {
        lines.InsertRange(0, added);
        origins.InsertRange(0, added.Select(_ => 0));
    }

    /// <summary>Where a place of the text is in the cell as written.</summary>
    /// <param name="line">From 1.</param>
    /// <param name="column">From 0.</param>
    public (int Line, int Column) Origin(int line, int column)
    {
        var origin = line >= 1 && line <= origins.Count ? origins[line - 1] : line;
        foreach (var shift in shifts.Where(s => s.Line == origin).OrderBy(s => s.Column))
        {
            column = column >= shift.Column + shift.Length ? column - shift.Length : column;
        }

        return (origin, column);
    }
}
