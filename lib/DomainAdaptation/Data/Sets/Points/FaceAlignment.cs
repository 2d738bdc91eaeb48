namespace DomainAdaptation;

/// <summary>300-W (Sagonas et al. 2013) and WFLW (Wu et al. 2018) in the layouts that they are published in: faces cut out, in WFLW by the boxes of its lists, in 300-W around their points.</summary>
/// <remarks>
/// Where a face is cut out around its points, the picture knows something of its labels, also where it serves as a target without them.
/// 300-W lies in <c>300w</c> under the data home, as <c>afw</c>, <c>helen/{trainset,testset}</c>, <c>lfpw/{trainset,testset}</c> and <c>ibug</c>, images beside their <c>.pts</c> files; it counts pixels from 1.
/// WFLW lies in <c>wflw</c>, as <c>WFLW_images</c> and <c>WFLW_annotations/list_98pt_rect_attr_train_test/list_98pt_rect_attr_{train,test}.txt</c>.
/// </remarks>
public static class FaceAlignment
{
    private const double Margin = 0.25;
    private const int WflwPoints = 98, AfterPoints = 10; // of a line of WFLW: a box of four numbers, six attributes, then the image

    private static readonly string[] Splits = ["train", "test"]; // of WFLW

    private static readonly Dictionary<string, string[]> Parts = new(StringComparer.Ordinal)
    {
        ["train"] = ["afw", "helen/trainset", "lfpw/trainset"],
        ["common"] = ["helen/testset", "lfpw/testset"],
        ["challenging"] = ["ibug"],
    };

    /// <summary>The parts of 300-W.</summary>
    public static IReadOnlyList<string> Parts300W { get; } = ["train", "common", "challenging"];

    /// <summary>What is learned of 300-W: 68 points, errors in units of the distance of the outer corners of the eyes.</summary>
    public static Keypoints Task300W { get; } = new(points: 68, first: 36, second: 45);

    /// <summary>What is learned of WFLW: 98 points, errors in units of the distance of the outer corners of the eyes.</summary>
    public static Keypoints TaskWflw { get; } = new(points: WflwPoints, first: 60, second: 72, limit: 0.1);

    /// <summary>A part of 300-W.</summary>
    /// <param name="home">Where the set is.</param>
    /// <param name="part"><c>train</c>, <c>common</c> or <c>challenging</c>.</param>
    /// <param name="size">Rows and columns that faces are warped to.</param>
    /// <returns>Bytes [N, size, size, 3]; labels float32 [N, 68, 2], as shares of a square that is half as large again as the points' extent, where the image allows.</returns>
    /// <exception cref="UnknownChoiceException">There is no such part.</exception>
    /// <exception cref="DataNotFoundException">The set is not there.</exception>
    /// <exception cref="InvalidDataException">An image has no points, or a file is damaged.</exception>
    public static LabelledDomain Read300W(DataHome home, string part, int size = 96)
    {
        ArgumentNullException.ThrowIfNull(home);
        return Parts.TryGetValue(part, out var folders)
            ? PointedImages.Read($"300-W {part}", [.. folders.SelectMany(f => SegmentedImages.Files(home.FolderOf("300-W", $"300w/{f}", f))).Select(OfPts)], size, Task300W, Margin)
            : throw new UnknownChoiceException($"300-W has no part '{part}': use {string.Join(" or ", Parts300W)}.", nameof(part));
    }

    /// <summary>A split of WFLW.</summary>
    /// <param name="home">Where the set is.</param>
    /// <param name="split"><c>train</c> or <c>test</c>.</param>
    /// <param name="size">Rows and columns that faces are warped to.</param>
    /// <returns>Bytes [N, size, size, 3]; labels float32 [N, 98, 2], as shares of a square that is half as large again as the box of the list, where the image allows.</returns>
    /// <exception cref="DataNotFoundException">The set is not there.</exception>
    /// <exception cref="InvalidDataException">The list or an image is damaged, or an image is missing.</exception>
    public static LabelledDomain ReadWflw(DataHome home, string split, int size = 96)
    {
        ArgumentNullException.ThrowIfNull(home);
        ArgumentException.ThrowIfNullOrWhiteSpace(split);
        var list = ListOf(home, split);
        return PointedImages.Read($"WFLW {split}", ParseWflw(TextLines.ReadFile(list), list, ImagesOf(home)), size, TaskWflw, Margin);
    }

    /// <summary>All files of 300-W, and where they belong.</summary>
    internal static IEnumerable<FileCopy> Files300W(DataHome home) =>
        from folder in Parts300W.SelectMany(p => Parts[p])
        from image in SegmentedImages.Files(home.FolderOf("300-W", $"300w/{folder}", folder))
        from file in new[] { image, Path.ChangeExtension(image, ".pts") }
        select new FileCopy(file, Path.Combine(folder, Path.GetFileName(file)));

    /// <summary>All files of WFLW, and where they belong: an image may have several faces.</summary>
    internal static IEnumerable<FileCopy> FilesWflw(DataHome home)
    {
        foreach (var list in Splits.Select(s => ListOf(home, s)))
        {
            yield return new(list, Path.Combine("WFLW_annotations", "list_98pt_rect_attr_train_test", Path.GetFileName(list)));
        }

        var images = Path.GetFullPath(ImagesOf(home));
        foreach (var image in Splits.SelectMany(s => ParseWflw(TextLines.ReadFile(ListOf(home, s)), ListOf(home, s), images)).Select(f => f.Image).Distinct(StringComparer.Ordinal))
        {
            yield return new(image, Path.Combine("WFLW_images", Path.GetRelativePath(images, image)));
        }
    }

    private static string ListOf(DataHome home, string split)
    {
        var list = $"WFLW_annotations/list_98pt_rect_attr_train_test/list_98pt_rect_attr_{split}.txt";
        return home.FileOf("WFLW", "wflw/" + list, list);
    }

    private static string ImagesOf(DataHome home) => home.FolderOf("WFLW", "wflw/WFLW_images", "WFLW_images");

    internal static List<PointedImage> ParseWflw(byte[] content, string list, string images)
    {
        var root = TextLines.Root(images);
        var faces = new List<PointedImage>();
        foreach (var line in TextLines.Of(content, list, "196 coordinates, 4 numbers of a box, 6 attributes and an image", longest: 8192))
        {
            var parts = line.Text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            if (parts.Length != (2 * WflwPoints) + AfterPoints + 1 || TextLines.Inside(root, parts[^1]) is not { } image)
            {
                throw new InvalidDataException($"{list}, line {line.Number}: {parts.Length} parts, the last '{TextLines.Shown(parts[^1])}'; it should hold 196 coordinates, 4 numbers of a box, 6 attributes and an image within {TextLines.Shown(images)}.");
            }

            var numbers = parts.Take((2 * WflwPoints) + 4).Select(p => PtsFile.Number(p) ?? throw new InvalidDataException($"{list}, line {line.Number}: '{TextLines.Shown(p)}' is no coordinate.")).ToList();
            faces.Add(new(image, [.. Enumerable.Range(0, WflwPoints).Select(i => (numbers[2 * i], numbers[(2 * i) + 1]))], [(numbers[^4], numbers[^3]), (numbers[^2], numbers[^1])]));
        }

        return faces.Count > 0 ? faces : throw new InvalidDataException($"{list} names no faces; copy it again.");
    }

    private static PointedImage OfPts(string image) => new(image, [.. PtsFile.Read(Path.ChangeExtension(image, ".pts")).Select(p => (p.X - 1, p.Y - 1))]);
}
