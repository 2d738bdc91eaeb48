using System.Globalization;

namespace DomainAdaptation;

/// <summary>Which images a domain is made of, before one is read: files, perhaps with a class each, and what was passed over.</summary>
/// <param name="Place">The folder, or the list, that they come from: a full path.</param>
/// <param name="Files">Full paths.</param>
/// <param name="Labels">The class of each; empty where there are none.</param>
/// <param name="ClassNames">The names of the classes; empty where there are none.</param>
/// <param name="Skipped">What was passed over.</param>
internal sealed record ImageListing(string Place, IReadOnlyList<string> Files, IReadOnlyList<int> Labels, IReadOnlyList<string> ClassNames, IReadOnlyList<SkippedFile> Skipped)
{
    /// <summary>What the reason says where a class folder is passed over for its name.</summary>
    public const string NoneOfTheClasses = "which is none of the classes";

    /// <summary>Lists a folder that holds a folder for each class, or a text file with "path,label" a line.</summary>
    /// <param name="place">The folder or the list.</param>
    /// <param name="classNames">The classes, in their order; those that are there, in ordinal order, when null. One that is named may be without images.</param>
    /// <exception cref="DataNotFoundException">There is nothing of this name.</exception>
    /// <exception cref="InvalidDataException">There are fewer than two classes, or no images.</exception>
    public static ImageListing Labelled(string place, IReadOnlyList<string>? classNames = null)
    {
        Require(place, "a folder of images for each class, or is a list with \"path,label\" a line");
        var full = Path.GetFullPath(place);
        var skipped = new List<SkippedFile>();
        var found = File.Exists(full) ? ImageList.Classes(full) : Classes(full, skipped);
        if (classNames is not null)
        {
            found = Named(found, classNames, skipped, full);
        }

        if (found.Count < 2)
        {
            throw new InvalidDataException(classNames is null
                ? File.Exists(full) ? $"{full} lists images of {found.Count} class; two at least are needed." : $"{full} holds {found.Count} folders with images; it should hold one for each class, and two at least."
                : $"{found.Count} classes are named for {full}; there should be two at least.");
        }

        var files = found.SelectMany(c => c.Files).ToList();
        return files.Count > 0
            ? new(full, files, [.. found.SelectMany((c, label) => c.Files.Select(_ => label))], [.. found.Select(c => c.Name)], skipped)
            : throw new InvalidDataException($"{full} holds no images of the classes {string.Join(", ", classNames!.Take(5))}{(classNames!.Count > 5 ? ", …" : "")}. {Hint(classNames, skipped)}");
    }

    /// <summary>Lists all images in a folder and below it, or those that a text file names, one a line.</summary>
    /// <param name="place">The folder or the list.</param>
    /// <exception cref="DataNotFoundException">There is nothing of this name.</exception>
    /// <exception cref="InvalidDataException">There are no images.</exception>
    public static ImageListing Unlabelled(string place)
    {
        Require(place, "images, or is a list of them");
        var full = Path.GetFullPath(place);
        if (File.Exists(full))
        {
            return new(full, ImageList.Files(full), [], [], []);
        }

        var tree = ImageTree.Below(full);
        return tree.Files.Count > 0
            ? new(full, tree.Files, [], [], tree.Skipped)
            : throw new InvalidDataException($"{full} holds no images ({ImageFormat.All}), nor does a folder below it.");
    }

    /// <summary>A name with the number of images, for run records.</summary>
    public static string Counted(string name, int count) => string.Create(CultureInfo.InvariantCulture, $"{name} ({count:N0} images)");

    /// <summary>What was passed over, with the files that could not be read.</summary>
    public IReadOnlyList<SkippedFile> SkippedWith(ImageStack stack) =>
        [.. Skipped, .. Files.Select((file, i) => (file, Fault: stack.Faults[i])).Where(f => f.Fault is not null).Select(f => new SkippedFile(f.file, WithoutName(f.Fault!, f.file)))];

    /// <summary>A sentence about a file, without the name that stands before it already: "is no image".</summary>
    public static string WithoutName(string fault, string file) => fault.StartsWith(file + " ", StringComparison.Ordinal) ? fault[(file.Length + 1)..].TrimEnd('.') : fault.TrimEnd('.');

    private static List<(string Name, IReadOnlyList<string> Files)> Classes(string folder, List<SkippedFile> skipped)
    {
        skipped.AddRange(Directory.GetFiles(folder).Order(StringComparer.Ordinal).Select(f => new SkippedFile(f, ImageFormat.IsImage(f) && !ImageTree.IsHidden(f) ? "beside the folders of the classes, so of no class" : ImageTree.WhyNot(f))));
        skipped.AddRange(Directory.GetDirectories(folder).Where(ImageTree.IsHidden).Order(StringComparer.Ordinal).Select(f => new SkippedFile(f, "a hidden folder, by its name")));
        var classes = new List<(string, IReadOnlyList<string>)>();
        foreach (var inside in ImageTree.FoldersOf(folder))
        {
            if (ImageTree.Encloses(inside, folder))
            {
                skipped.Add(new(inside, ImageTree.Enclosing));
                continue;
            }

            var tree = ImageTree.Below(inside);
            skipped.AddRange(tree.Skipped);
            if (tree.Files.Count > 0)
            {
                classes.Add((Path.GetFileName(inside), tree.Files));
            }
            else
            {
                skipped.Add(new(inside, $"a folder without images ({ImageFormat.All}), so no class"));
            }
        }

        return classes;
    }

    // A class is known by its name: where folders differ between domains, numbers by their order would mean different things.
    private static List<(string Name, IReadOnlyList<string> Files)> Named(List<(string Name, IReadOnlyList<string> Files)> found, IReadOnlyList<string> names, List<SkippedFile> skipped, string full)
    {
        var known = names.ToHashSet(StringComparer.Ordinal);
        foreach (var (name, files) in found.Where(c => !known.Contains(c.Name)))
        {
            var alike = names.FirstOrDefault(n => string.Equals(n, name, StringComparison.OrdinalIgnoreCase));
            skipped.Add(new(Path.Combine(full, name), string.Create(CultureInfo.InvariantCulture, $"{files.Count:N0} images of {name}, {NoneOfTheClasses}{(alike is null ? "" : $"; {alike} is, written so")}")));
        }

        var byName = found.ToDictionary(c => c.Name, c => c.Files, StringComparer.Ordinal);
        return [.. names.Select(n => (n, byName.GetValueOrDefault(n, [])))];
    }

    private static string Hint(IReadOnlyList<string> names, List<SkippedFile> skipped) =>
        skipped.FirstOrDefault(s => !names.Contains(Path.GetFileName(s.Path), StringComparer.Ordinal)) is { } other ? $"Passed over: {other}." : "Name its folders as the classes are called.";

    private static void Require(string place, string holds)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(place);
        if (!Directory.Exists(place) && !File.Exists(place))
        {
            throw new DataNotFoundException($"There is no folder {Path.GetFullPath(place)}; name one that holds {holds}.");
        }
    }
}
