namespace DomainAdaptation;

/// <summary>Cityscapes (Cordts et al. 2016) and GTA5 (Richter et al. 2016): real and rendered streets, with the nineteen classes that both are measured by.</summary>
/// <remarks>
/// Cityscapes, in <c>cityscapes</c> under the data home, as published: <c>leftImg8bit/SPLIT/CITY/*_leftImg8bit.png</c> and <c>gtFine/SPLIT/CITY/*_gtFine_labelIds.png</c>. GTA5, in
/// <c>gta5</c>: <c>images/NNNNN.png</c> and <c>labels/NNNNN.png</c>, in Cityscapes' colours. Everything else counts nowhere.
/// </remarks>
public static class StreetScenes
{
    private static readonly string[] LabelledSplits = ["train", "val"];

    // The ids of the nineteen classes, in the order of their train ids (cityscapesScripts, labels.py).
    private static readonly byte[] Ids = [7, 8, 11, 12, 13, 17, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 31, 32, 33];

    // Their colours, in the same order (cityscapesScripts, labels.py).
    private static readonly int[] Colours =
    [
        0x804080, 0xF423E8, 0x464646, 0x66669C, 0xBE9999, 0x999999, 0xFAAA1E, 0xDCDC00, 0x6B8E23, 0x98FB98, 0x4682B4, 0xDC143C, 0xFF0000, 0x00008E, 0x000046, 0x003C64, 0x005064, 0x0000E6,
        0x770B20,
    ];

    /// <summary>The nineteen classes, in the order of their numbers.</summary>
    public static IReadOnlyList<string> ClassNames { get; } =
    [
        "road", "sidewalk", "building", "wall", "fence", "pole", "traffic light", "traffic sign", "vegetation", "terrain", "sky", "person", "rider", "car", "truck", "bus", "train",
        "motorcycle", "bicycle",
    ];

    /// <summary>What is learned from them: 255 counts nowhere.</summary>
    public static Segmentation Task { get; } = new(ClassNames.Count);

    /// <summary>A split of Cityscapes: bytes [N, height, width, 3], labels bytes [N, height, width].</summary>
    /// <param name="home">Where the set is.</param>
    /// <param name="split"><c>train</c> or <c>val</c>.</param>
    /// <param name="height">Rows that images are warped to; labels are taken from the nearest pixel.</param>
    /// <param name="width">Columns that images are warped to.</param>
    /// <param name="most">Of more images than this, so many are read, evenly spread; a domain holds 2 GiB.</param>
    /// <exception cref="DataNotFoundException">The set is not there.</exception>
    /// <exception cref="InvalidDataException">An image has no labels, or a file is no image.</exception>
    public static LabelledDomain Cityscapes(DataHome home, string split, int height = 256, int width = 512, int most = 5000)
    {
        ArgumentNullException.ThrowIfNull(home);
        ArgumentException.ThrowIfNullOrWhiteSpace(split);
        return Read($"Cityscapes {split}", home, OfCities(home, split), height, width, most, files => LabelMaps.Read(files, height, width, ClassOf));
    }

    /// <summary>GTA5: bytes [N, height, width, 3], labels bytes [N, height, width].</summary>
    /// <param name="home">Where the set is.</param>
    /// <param name="height">As for <see cref="Cityscapes"/>.</param>
    /// <param name="width">As for <see cref="Cityscapes"/>.</param>
    /// <param name="most">As for <see cref="Cityscapes"/>.</param>
    /// <exception cref="DataNotFoundException">The set is not there.</exception>
    /// <exception cref="InvalidDataException">An image has no labels, or a file is no image.</exception>
    public static LabelledDomain Gta5(DataHome home, int height = 256, int width = 512, int most = 5000)
    {
        ArgumentNullException.ThrowIfNull(home);
        return Read("GTA5", home, OfGame(home), height, width, most, files => LabelMaps.ReadColoured(files, height, width, Colours, (byte)Task.Ignore));
    }

    /// <summary>All files of Cityscapes' two labelled splits, and where they belong.</summary>
    internal static IEnumerable<FileCopy> CityscapesFiles(DataHome home) => Files(LabelledSplits.SelectMany(split => OfCities(home, split)), depth: 4);

    /// <summary>All files of GTA5, and where they belong.</summary>
    internal static IEnumerable<FileCopy> Gta5Files(DataHome home) => Files(OfGame(home), depth: 2);

    // The last folders of a path are where it belongs.
    private static IEnumerable<FileCopy> Files(IEnumerable<(string Image, string Labels)> pairs, int depth) =>
        pairs.SelectMany(p => new[] { p.Image, p.Labels }).Select(f => new FileCopy(f, Path.Combine([.. f.Split(Path.DirectorySeparatorChar).TakeLast(depth)])));

    private static List<(string Image, string Labels)> OfCities(DataHome home, string split)
    {
        const string Ending = "_leftImg8bit.png";
        var images = home.FolderOf("Cityscapes", $"cityscapes/leftImg8bit/{split}", $"leftImg8bit/{split}");
        var labels = Path.Combine(Path.GetDirectoryName(Path.GetDirectoryName(images))!, "gtFine", split);
        return
        [
            .. from city in Directory.EnumerateDirectories(images).Order(StringComparer.Ordinal)
               from image in SegmentedImages.Files(city)
               where image.EndsWith(Ending, StringComparison.Ordinal)
               select (image, Path.Combine(labels, Path.GetFileName(city), Path.GetFileName(image)[..^Ending.Length] + "_gtFine_labelIds.png")),
        ];
    }

    private static List<(string Image, string Labels)> OfGame(DataHome home)
    {
        var images = home.FolderOf("GTA5", "gta5/images", "images");
        var labels = Path.Combine(Path.GetDirectoryName(images)!, "labels");
        return [.. SegmentedImages.Files(images).Select(image => (image, Path.Combine(labels, Path.GetFileNameWithoutExtension(image) + ".png")))];
    }

    private static LabelledDomain Read(string name, DataHome home, List<(string Image, string Labels)> files, int height, int width, int most, Func<IReadOnlyList<string>, byte[]> maps)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(most);
        var all = files.Count;
        files = all <= most ? files : [.. Enumerable.Range(0, most).Select(i => files[(int)((long)i * all / most)])];
        return all == 0
            ? throw new InvalidDataException($"{home.Folder} holds no images of {name}.")
            : SegmentedImages.Read(ImageListing.Counted(name, files.Count) + (all > most ? $", spread over {all}" : ""), files, height, width, Task, maps);
    }

    private static byte ClassOf(byte id) => Array.IndexOf(Ids, id) is >= 0 and var number ? (byte)number : (byte)Task.Ignore;
}
