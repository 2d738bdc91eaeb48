using System.Globalization;
using System.Text;

namespace DomainAdaptation;

/// <summary>A text file that lists images with a label each: "file label" a line, as the authors' MNIST-M has it.</summary>
internal sealed class LabelList
{
    private const int LongestLine = 1024;

    // The largest list in use has 59,001 lines of 15 bytes.
    private const long LargestFile = 64 << 20;

    private LabelList(string[] files, int[] labels)
    {
        Files = files;
        Labels = labels;
    }

    /// <summary>Full paths, in the order of the list.</summary>
    public string[] Files { get; }

    public int[] Labels { get; }

    /// <param name="path">The list.</param>
    /// <param name="folder">The folder that holds the images.</param>
    /// <param name="classCount">Labels go from 0 to this, exclusively.</param>
    /// <exception cref="InvalidDataException">A line is malformed, or names a file that is not in the folder; the message names list and line.</exception>
    public static LabelList Read(string path, string folder, int classCount)
    {
        if (new FileInfo(path).Length > LargestFile)
        {
            throw new InvalidDataException($"{path} is larger than the 64 MiB that a list of labels may have.");
        }

        var list = Parse(File.ReadAllBytes(path), path, folder, classCount);
        // One listing of the folder instead of thousands of questions about single files.
        var present = new DirectoryInfo(folder).EnumerateFiles().Select(f => f.FullName).ToHashSet(StringComparer.Ordinal);
        for (var i = 0; i < list.Files.Length; i++)
        {
            if (!present.Contains(list.Files[i]) && !File.Exists(list.Files[i]))
            {
                throw new InvalidDataException($"{path} lists {Path.GetFileName(list.Files[i])} (image {i + 1}), which is missing in {folder}; copy the whole data set again.");
            }
        }

        return list;
    }

    internal static LabelList Parse(byte[] content, string path, string folder, int classCount)
    {
        var root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)) + Path.DirectorySeparatorChar;
        var files = new List<string>();
        var labels = new List<int>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var number = 0;
        for (var start = 0; start < content.Length;)
        {
            number++;
            var end = Array.IndexOf(content, (byte)'\n', start) is var found && found >= 0 ? found : content.Length;
            if (end - start > LongestLine)
            {
                throw new InvalidDataException($"{path}, line {number}: longer than {LongestLine} bytes; a line should read \"file label\".");
            }

            var line = Encoding.UTF8.GetString(content, start, end - start).Trim();
            start = end + 1;
            if (line.Length == 0)
            {
                continue;
            }

            var parts = line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            if (parts.Length != 2 || !int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var label))
            {
                throw new InvalidDataException($"{path}, line {number}: \"{Shown(line)}\" should read \"file label\", such as \"00000000.png 7\".");
            }

            if (label >= classCount)
            {
                throw new InvalidDataException($"{path}, line {number}: label {label} is not one of 0 to {classCount - 1}.");
            }

            var file = Inside(root, parts[0]) ?? throw new InvalidDataException($"{path}, line {number}: \"{Shown(parts[0])}\" is no file within the folder of the images.");
            if (!seen.Add(file))
            {
                throw new InvalidDataException($"{path}, line {number}: \"{Shown(parts[0])}\" is listed twice.");
            }

            files.Add(file);
            labels.Add(label);
        }

        return files.Count > 0 ? new([.. files], [.. labels]) : throw new InvalidDataException($"{path} lists no images.");
    }

    // Null unless the name stays within the folder: not absolute, no drive, no "..", no NUL.
    private static string? Inside(string root, string name)
    {
        var parts = name.Split('/', '\\');
        if (name.Contains('\0', StringComparison.Ordinal) || name.Contains(':', StringComparison.Ordinal) || parts.Any(p => p is "" or "." or ".."))
        {
            return null;
        }

        return root + string.Join(Path.DirectorySeparatorChar, parts);
    }

    private static string Shown(string text) =>
        string.Concat(text.Take(60).Select(c => char.IsControl(c) ? '?' : c)) + (text.Length > 60 ? "…" : "");
}
