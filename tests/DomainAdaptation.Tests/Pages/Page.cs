using System.Text.Json;
using System.Text.RegularExpressions;

namespace DomainAdaptation.Tests;

/// <summary>A page of the repository: a Markdown file, or the text cells of a notebook.</summary>
internal sealed partial record Page(string Path, string Text)
{
    private static readonly string[] Built = ["bin", "obj", "runs", ".git", "node_modules"];

    /// <summary>All pages.</summary>
    public static IReadOnlyList<Page> All { get; } = [.. Find(Repository.Root).Order(StringComparer.Ordinal).Select(f => new Page(f, Read(f)))];

    /// <summary>The page at a path from the top of the repository.</summary>
    public static Page Of(string path) => All.Single(p => p.Path == Repository.PathOf(path.Split('/')));

    /// <summary>The blocks of code in a language.</summary>
    public IEnumerable<string> Code(string language) =>
        CodeBlock().Matches(Text).Where(m => m.Groups["language"].Value == language).Select(m => m.Groups["code"].Value);

    /// <summary>Where the links and pictures lead that are relative.</summary>
    public IEnumerable<string> Links() =>
        Link().Matches(CodeBlock().Replace(Text, "")).Select(m => m.Groups["target"].Value).Where(t => !t.Contains("://", StringComparison.Ordinal) && !t.StartsWith("data:", StringComparison.Ordinal));

    /// <summary>What a link into the page may name: its headings, as GitHub and as Jupyter write them.</summary>
    public IReadOnlySet<string> Anchors() => Heading().Matches(CodeBlock().Replace(Text, "")).Select(m => m.Groups["title"].Value.Trim())
        .SelectMany(title => new[] { NoWord().Replace(title.ToLowerInvariant(), "").Replace(' ', '-'), title.Replace(' ', '-') }).ToHashSet(StringComparer.Ordinal);

    private static IEnumerable<string> Find(string folder) =>
        Directory.EnumerateFiles(folder).Where(f => System.IO.Path.GetExtension(f) is ".md" or ".ipynb")
            .Concat(Directory.EnumerateDirectories(folder).Where(d => !Built.Contains(System.IO.Path.GetFileName(d), StringComparer.Ordinal)).SelectMany(Find));

    private static string Read(string file)
    {
        var text = File.ReadAllText(file).ReplaceLineEndings("\n");
        if (System.IO.Path.GetExtension(file) == ".md")
        {
            return text;
        }

        using var notebook = JsonDocument.Parse(text);
        return string.Join("\n\n", notebook.RootElement.GetProperty("cells").EnumerateArray()
            .Where(c => c.GetProperty("cell_type").GetString() == "markdown")
            .Select(c => c.GetProperty("source") is { ValueKind: JsonValueKind.Array } lines ? string.Concat(lines.EnumerateArray().Select(l => l.GetString())) : c.GetProperty("source").GetString()));
    }

    [GeneratedRegex("^```(?<language>\\w*)\\n(?<code>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex CodeBlock();

    [GeneratedRegex("\\]\\((?<target>[^)\\s]+)\\)|<img[^>]* src=\"(?<target>[^\"]+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Link();

    [GeneratedRegex("^#+ (?<title>.+)$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\w\- ]", RegexOptions.None, 1000)]
    private static partial Regex NoWord();
}
