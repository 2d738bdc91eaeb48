using System.Globalization;

namespace DomainAdaptation;

/// <summary>A text file that lists images with a label each: "file label" a line, as the authors' MNIST-M has it, or "file label x", as their SYN SIGNS has.</summary>
internal sealed class LabelList
{
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
    /// <param name="columns">2, or 3 where a number follows that means nothing here.</param>
    /// <exception cref="InvalidDataException">A line is malformed, or names a file that is not in the folder or that a link leads out of it; the message names list and line.</exception>
    public static LabelList Read(string path, string folder, int classCount, int columns = 2)
    {
        var list = Parse(TextLines.ReadFile(path), path, folder, classCount, columns);
        // One listing of each folder instead of thousands of questions about single files.
        var present = list.Files.Select(f => Path.GetDirectoryName(f)!).Distinct(StringComparer.Ordinal).Where(Directory.Exists)
            .SelectMany(Directory.EnumerateFiles).ToHashSet(StringComparer.Ordinal);
        for (var i = 0; i < list.Files.Length; i++)
        {
            if (!present.Contains(list.Files[i]) && !File.Exists(list.Files[i]))
            {
                throw new InvalidDataException($"{path} lists {Path.GetFileName(list.Files[i])} (image {i + 1}), which is missing in {Path.GetDirectoryName(list.Files[i])}; copy the whole data set again.");
            }
        }

        Links.RefuseOutside(list.Files, folder, path);
        return list;
    }

    internal static LabelList Parse(byte[] content, string path, string folder, int classCount, int columns = 2)
    {
        var (shape, example) = columns == 2 ? ("\"file label\"", "\"00000000.png 7\"") : ("\"file label number\"", "\"train/0.png 7 0.5\"");
        var root = TextLines.Root(folder);
        var files = new List<string>();
        var labels = new List<int>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var line in TextLines.Of(content, path, shape))
        {
            var parts = line.Text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            if (parts.Length != columns || !int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var label)
                || (columns == 3 && !double.TryParse(parts[2], NumberStyles.Float, CultureInfo.InvariantCulture, out _)))
            {
                throw new InvalidDataException($"{path}, line {line.Number}: \"{TextLines.Shown(line.Text)}\" should read {shape}, such as {example}.");
            }

            if (label >= classCount)
            {
                throw new InvalidDataException($"{path}, line {line.Number}: label {label} is not one of 0 to {classCount - 1}.");
            }

            var file = TextLines.Inside(root, parts[0]) ?? throw new InvalidDataException($"{path}, line {line.Number}: \"{TextLines.Shown(parts[0])}\" is no file within the folder of the images.");
            if (!seen.Add(file))
            {
                throw new InvalidDataException($"{path}, line {line.Number}: \"{TextLines.Shown(parts[0])}\" is listed twice.");
            }

            files.Add(file);
            labels.Add(label);
        }

        return files.Count > 0 ? new([.. files], [.. labels]) : throw new InvalidDataException($"{path} lists no images.");
    }
}
