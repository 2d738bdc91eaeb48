using System.Globalization;

namespace DomainAdaptation;

/// <summary>
/// GTSRB, the German Traffic Sign Recognition Benchmark (Stallkamp et al. 2012): photos of traffic signs in 43 classes, the
/// paper's target for SYN SIGNS. Of each sign, the training images show a track of frames (30 in the whole set).
/// </summary>
/// <remarks>
/// <para>
/// Two layouts are read, below <c>gtsrb</c> in the data home: the authors' (<c>Final_Training/Images/000CC/GT-000CC.csv</c> with
/// PPM images, <c>Final_Test/Images</c> and <c>GT-final_test.csv</c>; torchvision calls the first <c>Training</c>), and Kaggle's (<c>Train.csv</c>, <c>Test.csv</c>, PNG). An image
/// that has the size its table says is cropped to the sign's rectangle (last row and column included); one of another size has
/// been cropped before. Then it is warped to the size that is asked for, by area averaging where it shrinks.
/// </para>
/// <para>The whole set has 39,209 training and 12,630 test images; free for research, to be cited. The name counts those found.</para>
/// </remarks>
public static class Gtsrb
{
    /// <summary>The number of classes, 43: those of <see cref="SynSigns"/>, with the same numbers.</summary>
    public const int ClassCount = 43;

    private static readonly string[] OfficialFolders = ["gtsrb", "gtsrb/GTSRB", "GTSRB", "."];

    /// <summary>The training images: bytes [N, size, size, 3], 43 classes.</summary>
    /// <param name="home">Where the set is.</param>
    /// <param name="size">Rows and columns.</param>
    /// <exception cref="DataNotFoundException">The set is not there.</exception>
    /// <exception cref="InvalidDataException">A table or an image is damaged, or an image is missing.</exception>
    public static LabelledDomain Train(DataHome home, int size = 40) => Read("train", TrainRows(home), size);

    /// <summary>The training images with the track that each belongs to, so that they can be split without a leak.</summary>
    /// <exception cref="DataNotFoundException">The set is not there.</exception>
    /// <exception cref="InvalidDataException">A table or an image is damaged or missing, or a file's name tells no track.</exception>
    public static TrackedDomain TrainTracks(DataHome home, int size = 40)
    {
        var rows = TrainRows(home);
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        var tracks = new int[rows.Count];
        for (var i = 0; i < tracks.Length; i++)
        {
            var track = rows[i].Track ?? throw new InvalidDataException($"{rows[i].File} has a name that tells no track; it should end in TRACK_FRAME, such as 00012_00029.ppm.");
            numbers.TryAdd(track, numbers.Count);
            tracks[i] = numbers[track];
        }

        return new(Read("train", rows, size), tracks);
    }

    /// <summary>The test images: see <see cref="Train"/>.</summary>
    /// <exception cref="DataNotFoundException">The set is not there.</exception>
    /// <exception cref="InvalidDataException">A table or an image is damaged, or an image is missing.</exception>
    public static LabelledDomain Test(DataHome home, int size = 40) => Read("test", TestRows(home), size);

    /// <summary>All files of the copy that is found: tables, images, and the sign templates of Kaggle's layout.</summary>
    internal static IEnumerable<FileCopy> Files(DataHome home)
    {
        foreach (var table in TrainTables(home).Concat(TestTables(home)))
        {
            var place = Path.GetRelativePath(table.Root, table.Path);
            yield return new(table.Path, place.StartsWith("..", StringComparison.Ordinal) ? Path.GetFileName(table.Path) : place);
            foreach (var row in Rows(table))
            {
                yield return new(row.File, Path.GetRelativePath(table.Root, row.File));
            }
        }

        var root = TrainTables(home)[0].Root;
        var templates = Path.Combine(root, "Meta");
        if (Directory.Exists(templates))
        {
            foreach (var file in Directory.GetFiles(templates, "*.png").Order(StringComparer.Ordinal))
            {
                yield return new(file, Path.GetRelativePath(root, file));
            }
        }
    }

    private static IReadOnlyList<GtsrbRow> TrainRows(DataHome home) => [.. TrainTables(home).SelectMany(Rows)];

    private static IReadOnlyList<GtsrbRow> TestRows(DataHome home) => [.. TestTables(home).SelectMany(Rows)];

    private static IReadOnlyList<GtsrbRow> Rows(Table table)
    {
        var rows = GtsrbTable.Parse(TextLines.ReadFile(table.Path), table.Path, table.Folder);
        Links.RefuseOutside(rows.Select(r => r.File), table.Folder, table.Path);
        return rows;
    }

    private static Table[] TrainTables(DataHome home)
    {
        if ((Official(home, "Final_Training/Images") ?? Official(home, "Training")) is not { } images)
        {
            return [Kaggle(home, "Train.csv")];
        }

        var root = Path.GetFullPath(Path.Combine(images, "..", Path.GetFileName(images) == "Images" ? ".." : "."));
        Table[] tables = [.. ImageTree.FoldersOf(images).Select(f => new Table(Path.Combine(f, $"GT-{Path.GetFileName(f)}.csv"), f, root))];
        var missing = tables.FirstOrDefault(t => !File.Exists(t.Path));
        return missing is null && tables.Length > 0
            ? tables
            : throw new InvalidDataException(missing is null ? $"{images} holds no folders of images (00000 to 00042); copy the whole data set again." : $"{missing.Path} is missing; copy the whole data set again.");
    }

    private static Table[] TestTables(DataHome home)
    {
        if (Official(home, "Final_Test/Images") is not { } images)
        {
            return [Kaggle(home, "Test.csv")];
        }

        // The labels come in an archive of their own, and people unpack it anywhere.
        var root = Path.GetFullPath(Path.Combine(images, "..", ".."));
        string[] places = [images, Path.Combine(root, "Final_Test"), root, Path.GetFullPath(Path.Combine(root, ".."))];
        var table = places.Select(p => Path.Combine(p, "GT-final_test.csv")).FirstOrDefault(File.Exists)
            ?? throw new DataNotFoundException($"The labels of GTSRB's test images are missing: there is no GT-final_test.csv in {images}; it comes in an archive of its own, GTSRB_Final_Test_GT.zip.");
        return [new(table, images, root)];
    }

    private static string? Official(DataHome home, string part)
    {
        ArgumentNullException.ThrowIfNull(home);
        return OfficialFolders.Select(f => Path.GetFullPath(home.PathOf([.. f.Split('/'), .. part.Split('/')]))).FirstOrDefault(Directory.Exists);
    }

    private static Table Kaggle(DataHome home, string file)
    {
        var path = home.FileOf("GTSRB", $"gtsrb/{file}", $"GTSRB/{file}", file);
        return new(path, Path.GetDirectoryName(path)!, Path.GetDirectoryName(path)!);
    }

    private static LabelledDomain Read(string part, IReadOnlyList<GtsrbRow> rows, int size)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        var missing = rows.FirstOrDefault(r => !File.Exists(r.File));
        if (missing is not null)
        {
            throw new InvalidDataException($"{missing.File} is in the table of GTSRB's {part} images, but is missing; copy the whole data set again.");
        }

        var pixels = ImageStack.Read([.. rows.Select(r => r.File)], size, size, (i, image) => rows[i].PartOf(image));
        var name = string.Create(CultureInfo.InvariantCulture, $"GTSRB {part} ({rows.Count:N0} images)");
        return LabelledDomain.FromImages(name, pixels, [.. rows.Select(r => r.Class)], size, size, classCount: ClassCount);
    }

    /// <summary>A table, the folder that its names are relative to, and the root of the copy.</summary>
    private sealed record Table(string Path, string Folder, string Root);
}
