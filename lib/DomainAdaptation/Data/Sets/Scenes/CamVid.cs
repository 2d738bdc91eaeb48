using static TorchSharp.torch;

namespace DomainAdaptation;

/// <summary>CamVid (Brostow et al. 2009): streets from a driving car, with the class of each pixel; one sequence by day, one at dusk.</summary>
/// <remarks>
/// In <c>camvid</c> under the data home lie <c>{day,dusk}/images</c> and <c>labels</c>, files of the same name; or the folders <c>train</c>, <c>trainannot</c>, … of the
/// copy with eleven classes, in which the sequences are told by the names of their frames: 0006R0 by day, 0001TP at dusk.
/// </remarks>
public static class CamVid
{
    /// <summary>The gray level of pixels that are none of the classes.</summary>
    public const int Void = 11;

    private static readonly string[] Parts = ["train", "val", "test"]; // of the copy with eleven classes

    private static readonly Dictionary<string, string> Sequences = new(StringComparer.Ordinal) { ["day"] = "0006R0_", ["dusk"] = "0001TP_" };

    /// <summary>The two domains.</summary>
    public static IReadOnlyList<string> Domains { get; } = ["day", "dusk"];

    /// <summary>The eleven classes, in the order of their numbers.</summary>
    public static IReadOnlyList<string> ClassNames { get; } =
        ["sky", "building", "pole", "road", "pavement", "tree", "sign", "fence", "car", "pedestrian", "bicyclist"];

    /// <summary>What is learned from them.</summary>
    public static Segmentation Task { get; } = new(ClassNames.Count, Void);

    /// <summary>The frames of a domain in their order: bytes [N, height, width, 3], labels bytes [N, height, width].</summary>
    /// <param name="home">Where the set is.</param>
    /// <param name="domain">One of <see cref="Domains"/>.</param>
    /// <param name="height">Rows that frames are warped to; labels are taken from the nearest pixel.</param>
    /// <param name="width">Columns that frames are warped to.</param>
    /// <exception cref="UnknownChoiceException">There is no such domain.</exception>
    /// <exception cref="DataNotFoundException">The set is not there.</exception>
    /// <exception cref="InvalidDataException">A frame has no labels, or a file is no image.</exception>
    public static LabelledDomain Read(DataHome home, string domain, int height = 180, int width = 240)
    {
        ArgumentNullException.ThrowIfNull(home);
        if (!Sequences.TryGetValue(domain, out var sequence))
        {
            throw new UnknownChoiceException($"CamVid has no domain '{domain}': use {string.Join(" or ", Domains)}.", nameof(domain));
        }

        var frames = Frames(home, domain, sequence);
        return SegmentedImages.Read(ImageListing.Counted($"CamVid {domain}", frames.Count), frames, height, width, Task);
    }

    /// <summary>All files, and where they belong.</summary>
    internal static IEnumerable<FileCopy> Files(DataHome home) =>
        from domain in Domains
        from frame in Frames(home, domain, Sequences[domain])
        from file in new FileCopy[] { new(frame.Image, "images"), new(frame.Labels, "labels") }
        select file with { To = Path.Combine(domain, file.To, Path.GetFileName(file.From)) };

    // As here, or as in the copy with eleven classes, with the frames in the order of their time.
    private static List<(string Image, string Labels)> Frames(DataHome home, string domain, string sequence)
    {
        var folder = home.FolderOf("CamVid", $"camvid/{domain}", "camvid/train", domain, "CamVid/train", "train");
        var root = Path.GetDirectoryName(folder)!;
        var frames = Path.GetFileName(folder) == domain
            ? Frames(Path.Combine(folder, "images"), Path.Combine(folder, "labels"), "")
            : [.. Parts.SelectMany(part => Frames(Path.Combine(root, part), Path.Combine(root, part + "annot"), sequence)).OrderBy(f => Path.GetFileName(f.Image), StringComparer.Ordinal)];
        return frames.Count > 0 ? frames : throw new InvalidDataException($"{root} holds no frames of {domain}.");
    }

    private static List<(string Image, string Labels)> Frames(string images, string labels, string prefix) =>
        [.. SegmentedImages.Files(images).Where(f => Path.GetFileName(f).StartsWith(prefix, StringComparison.Ordinal)).Select(f => (f, Path.Combine(labels, Path.GetFileNameWithoutExtension(f) + ".png")))];
}
