using System.Text;

namespace DomainAdaptation;

/// <summary>What the readers of lists of images share: lines of bounded length, and paths that stay in their folder.</summary>
internal static class TextLines
{
    public const int Longest = 1024;

    // The largest list in use, SYN SIGNS', has 100,000 lines of 30 bytes.
    private const long LargestFile = 64 << 20;
    private const int MostLines = 200_000;

    /// <exception cref="InvalidDataException">The file is too large for a list.</exception>
    public static byte[] ReadFile(string path) =>
        new FileInfo(path).Length <= LargestFile ? File.ReadAllBytes(path) : throw new InvalidDataException($"{path} is larger than the 64 MiB that a list of labels may have.");

    /// <summary>The lines that are not blank, trimmed.</summary>
    /// <exception cref="InvalidDataException">A line is too long, or there are too many; the message names the file.</exception>
    public static IEnumerable<TextLine> Of(byte[] content, string path, string shape, int longest = Longest)
    {
        var number = 0;
        // A byte order mark belongs to no name.
        for (var start = content.AsSpan().StartsWith("\uFEFF"u8) ? 3 : 0; start < content.Length;)
        {
            if (++number > MostLines)
            {
                throw new InvalidDataException(FormattableString.Invariant($"{path} has more than the {MostLines:N0} lines that a list of images may have; leave some out."));
            }

            var end = Array.IndexOf(content, (byte)'\n', start) is var found && found >= 0 ? found : content.Length;
            if (end - start > longest)
            {
                throw new InvalidDataException($"{path}, line {number}: longer than {longest} bytes; a line should read {shape}.");
            }

            var line = Encoding.UTF8.GetString(content, start, end - start).Trim();
            start = end + 1;
            if (line.Length > 0)
            {
                yield return new(number, line);
            }
        }
    }

    /// <summary>A path below a folder (which ends in a separator), or null unless the name stays within it: not absolute, no drive, no "..", no NUL.</summary>
    public static string? Inside(string root, string name)
    {
        var parts = name.Split('/', '\\');
        if (name.Contains('\0', StringComparison.Ordinal) || name.Contains(':', StringComparison.Ordinal) || parts.Any(p => p is "" or "." or ".."))
        {
            return null;
        }

        return root + string.Join(Path.DirectorySeparatorChar, parts);
    }

    /// <summary>A folder as <see cref="Inside"/> wants it.</summary>
    public static string Root(string folder) => Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)) + Path.DirectorySeparatorChar;

    /// <summary>A piece of a damaged file as a message may show it.</summary>
    public static string Shown(string text) =>
        OneLine(text.Length > 60 ? text[..60] + "…" : text);

    /// <summary>A text without line breaks and other control characters, which are question marks instead.</summary>
    public static string OneLine(string text) => string.Concat(text.Select(c => char.IsControl(c) ? '?' : c));
}
