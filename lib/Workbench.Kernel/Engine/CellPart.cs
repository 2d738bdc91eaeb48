namespace Workbench.Kernel.Engine;

/// <summary>A piece of a cell: code in one language, or one directive.</summary>
/// <param name="Language">The language of <paramref name="Text"/>; null for a directive.</param>
/// <param name="Text">The code, with blank lines in front so that its lines have the cell's own numbers; of a directive, what follows its name.</param>
/// <param name="Directive">A directive's name without "#!"; null for code.</param>
internal sealed record CellPart(string? Language, string Text, string? Directive = null)
{
    /// <summary>Splits a cell at its "#!" lines.</summary>
    /// <param name="code">The cell's text.</param>
    /// <param name="language">The language it begins in.</param>
    public static IReadOnlyList<CellPart> Split(string code, string language)
    {
        var lines = code.ReplaceLineEndings("\n").Split('\n');
        var parts = new List<CellPart>();
        var first = 0;
        for (var i = 0; i < lines.Length; i++)
        {
            // "#!/usr/bin/env" is not for us.
            if (!lines[i].StartsWith("#!", StringComparison.Ordinal) || (i == 0 && lines[i].StartsWith("#!/", StringComparison.Ordinal)))
            {
                continue;
            }

            Add(first, i);
            first = i + 1;
            var words = lines[i][2..].Trim().Split((char[]?)null, 2, StringSplitOptions.RemoveEmptyEntries);
            if (words.Length == 0)
            {
                continue;
            }

            if (Engine.Language.Of(words[0]) is { } next)
            {
                language = next;
            }
            else
            {
                parts.Add(new CellPart(null, words.Length > 1 ? words[1].Trim() : "", words[0]));
            }
        }

        Add(first, lines.Length);
        return parts;

        void Add(int from, int to)
        {
            if (lines[from..to].All(string.IsNullOrWhiteSpace))
            {
                return;
            }

            var isCode = language is Engine.Language.CSharp or Engine.Language.FSharp;
            var text = lines[from..to].Select(l => isCode && l.StartsWith("#!", StringComparison.Ordinal) ? "" : l);
            parts.Add(new CellPart(language, string.Join('\n', isCode ? Enumerable.Repeat("", from).Concat(text) : text)));
        }
    }
}
