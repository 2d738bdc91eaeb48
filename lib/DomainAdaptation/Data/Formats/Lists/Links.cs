using System.IO.Enumeration;

namespace DomainAdaptation;

/// <summary>Keeps the files that a list names within their folder where a symbolic link would lead out of it.</summary>
internal static class Links
{
    // As many as Linux follows.
    private const int Longest = 40;

    /// <summary>Follows the links on the way to each file. What is missing is not told here.</summary>
    /// <param name="files">Full paths below the folder.</param>
    /// <param name="folder">The folder; it may be a link itself.</param>
    /// <param name="list">Names the files, for messages.</param>
    /// <exception cref="InvalidDataException">A file lies elsewhere; the message names it.</exception>
    public static void RefuseOutside(IEnumerable<string> files, string folder, string list)
    {
        var root = Below(Real(Path.GetFullPath(folder)));
        foreach (var inside in files.GroupBy(f => Path.GetDirectoryName(f)!, StringComparer.Ordinal).Where(g => Directory.Exists(g.Key)))
        {
            // One listing of a folder instead of thousands of questions about single files.
            var stays = Below(Real(inside.Key)).StartsWith(root, StringComparison.Ordinal);
            var links = new FileSystemEnumerable<string>(inside.Key, (ref FileSystemEntry e) => e.FileName.ToString(), new EnumerationOptions { AttributesToSkip = FileAttributes.None })
            {
                ShouldIncludePredicate = (ref FileSystemEntry e) => e.Attributes.HasFlag(FileAttributes.ReparsePoint),
            }.ToHashSet(StringComparer.OrdinalIgnoreCase);
            var outside = inside.FirstOrDefault(f => !stays || (links.Contains(Path.GetFileName(f)) && !Real(f).StartsWith(root, StringComparison.Ordinal)));
            if (outside is not null)
            {
                throw new InvalidDataException($"{list} lists {outside}, which a link leads out of {Path.GetFullPath(folder)}; put the file itself there.");
            }
        }
    }

    // The path with every link in it followed, as far as it exists.
    internal static string Real(string path, int depth = 0)
    {
        if (depth > Longest)
        {
            throw new InvalidDataException($"{path} lies behind more than {Longest} links, or behind links that go in a circle; put the file itself there.");
        }

        var real = Path.GetPathRoot(path)!;
        foreach (var part in path[real.Length..].Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries))
        {
            var next = Path.Combine(real, part);
            real = new FileInfo(next).LinkTarget is { } target ? Real(Path.GetFullPath(Path.Combine(real, target)), depth + 1) : next;
        }

        return real;
    }

    private static string Below(string folder) => Path.TrimEndingDirectorySeparator(folder) + Path.DirectorySeparatorChar;
}
