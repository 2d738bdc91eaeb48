namespace DomainAdaptation;

/// <summary>A list of one's own images: a line "path,label", or "path" alone; a tab may stand for the comma, and a first line "path,label" is a heading.</summary>
/// <remarks>Paths are taken from the folder of the list, unless they are absolute. The label is what follows the last comma or tab that is not in quotes. Quotes around either are taken off.</remarks>
internal static class ImageList
{
    private const string Shape = "\"path,label\"";
    private static readonly string[] Headings = ["path", "file", "filename", "file_name", "image", "image_path", "filepath"];

    /// <summary>The classes by name, in ordinal order, each with its files in the order of the list.</summary>
    /// <exception cref="InvalidDataException">A line has no label, or names a file twice, or one that is not there; the message names list and line.</exception>
    public static List<(string Name, IReadOnlyList<string> Files)> Classes(string path)
    {
        var rows = Rows(path).ToList();
        return rows.Find(r => r.Label.Length == 0) is { Line: > 0 } without
            ? throw new InvalidDataException($"{path}, line {without.Line}: it has no label; a line should read {Shape}, such as \"photos/1.jpg,cat\".")
            : [.. rows.GroupBy(r => r.Label, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => (g.Key, (IReadOnlyList<string>)[.. g.Select(r => r.File)]))];
    }

    /// <summary>The files, in the order of the list; labels, where there are some, mean nothing.</summary>
    /// <exception cref="InvalidDataException">As for <see cref="Classes"/>, labels apart.</exception>
    public static IReadOnlyList<string> Files(string path) => [.. Rows(path).Select(r => r.File)];

    private static IEnumerable<(int Line, string File, string Label)> Rows(string path)
    {
        var folder = Path.GetDirectoryName(path)!;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var line in TextLines.Of(TextLines.ReadFile(path), path, Shape))
        {
            var cut = LastOutsideQuotes(line.Text, line.Text.Contains('\t', StringComparison.Ordinal) ? '\t' : ',');
            var (name, label) = cut < 0 ? (Bare(line.Text), "") : (Bare(line.Text[..cut]), Bare(line.Text[(cut + 1)..]));
            if (line.Number == 1 && Headings.Contains(name, StringComparer.OrdinalIgnoreCase))
            {
                continue;
            }

            if (name.Length == 0 || name.Contains('\0', StringComparison.Ordinal))
            {
                throw new InvalidDataException($"{path}, line {line.Number}: \"{TextLines.Shown(line.Text)}\" names no file; a line should read {Shape}.");
            }

            var file = Path.GetFullPath(name, folder);
            if (!File.Exists(file) && cut >= 0 && File.Exists(Path.GetFullPath(Bare(line.Text), folder)))
            {
                (file, label) = (Path.GetFullPath(Bare(line.Text), folder), ""); // the comma is of the name
            }

            if (!File.Exists(file))
            {
                throw new InvalidDataException($"{path}, line {line.Number}: there is no file {file}.");
            }

            if (!seen.Add(file))
            {
                throw new InvalidDataException($"{path}, line {line.Number}: \"{TextLines.Shown(name)}\" is listed twice.");
            }

            yield return (line.Number, file, label);
        }

        if (seen.Count == 0)
        {
            throw new InvalidDataException($"{path} lists no images.");
        }
    }

    private static int LastOutsideQuotes(string text, char separator)
    {
        var (last, quoted) = (-1, false);
        for (var i = 0; i < text.Length; i++)
        {
            quoted ^= text[i] == '"';
            last = text[i] == separator && !quoted ? i : last;
        }

        return last;
    }

    private static string Bare(string text)
    {
        text = text.Trim();
        return text is ['"', _, .., '"'] ? text[1..^1].Replace("\"\"", "\"", StringComparison.Ordinal) : text;
    }
}
