namespace DomainAdaptation;

/// <summary>The images in a folder and below it, and what was passed over: one rule for folders with labels and without.</summary>
/// <remarks>
/// Names that start with a dot, and Mac archives' <c>__MACOSX</c>, are passed over with all they hold. A link to a folder is followed, unless it
/// leads to where one is already, or to what encloses it: then images would be read twice, or others than were meant.
/// </remarks>
internal sealed class ImageTree
{
    private readonly HashSet<string> visited = new(StringComparer.Ordinal);
    private readonly string root;

    private ImageTree(string folder) => root = folder;

    /// <summary>Full paths, in ordinal order.</summary>
    public List<string> Files { get; } = [];

    /// <summary>What was passed over.</summary>
    public List<SkippedFile> Skipped { get; } = [];

    /// <summary>Goes through a folder; nothing is read.</summary>
    public static ImageTree Below(string folder)
    {
        var tree = new ImageTree(Path.GetFullPath(folder));
        tree.Visit(Path.GetFullPath(folder));
        tree.Files.Sort(StringComparer.Ordinal);
        return tree;
    }

    /// <summary>The folders in a folder that are not passed over, in ordinal order of their names.</summary>
    public static IEnumerable<string> FoldersOf(string folder) => Directory.GetDirectories(folder).Where(f => !IsHidden(f)).Order(StringComparer.Ordinal);

    /// <summary>Whether a file or folder is passed over by its name.</summary>
    public static bool IsHidden(string path) => Path.GetFileName(path) is ['.', ..] or "__MACOSX";

    /// <summary>Why a link to what encloses it is passed over.</summary>
    public const string Enclosing = "a link to a folder that encloses it";

    /// <summary>Whether a folder is a link to another one, or to what that lies in.</summary>
    public static bool Encloses(string link, string folder) =>
        new DirectoryInfo(link).LinkTarget is not null && WithEnd(Links.Real(Path.GetFullPath(folder))).StartsWith(WithEnd(Links.Real(Path.GetFullPath(link))), StringComparison.Ordinal);

    /// <summary>Why a file that is no image to be read is passed over.</summary>
    public static string WhyNot(string file) =>
        IsHidden(file) ? "hidden, by its name"
        : ImageFormat.IsOtherImage(file) ? $"{Path.GetExtension(file)[1..].ToUpperInvariant()} files are not read here: convert it to PNG or JPEG"
        : "no image, by its name";

    private static string WithEnd(string folder) => Path.TrimEndingDirectorySeparator(folder) + Path.DirectorySeparatorChar;

    private void Visit(string folder)
    {
        if (!visited.Add(Links.Real(folder)))
        {
            Skipped.Add(new(folder, "a link to a folder that is read already"));
            return;
        }

        foreach (var file in Directory.GetFiles(folder).Order(StringComparer.Ordinal))
        {
            if (ImageFormat.IsImage(file) && !IsHidden(file))
            {
                Files.Add(file);
            }
            else
            {
                Skipped.Add(new(file, WhyNot(file)));
            }
        }

        foreach (var inside in Directory.GetDirectories(folder).Order(StringComparer.Ordinal))
        {
            if (IsHidden(inside))
            {
                Skipped.Add(new(inside, "a hidden folder, by its name"));
            }
            else if (Encloses(inside, root))
            {
                Skipped.Add(new(inside, Enclosing));
            }
            else
            {
                Visit(inside);
            }
        }
    }
}
