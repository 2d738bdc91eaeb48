using System.Globalization;

namespace DomainAdaptation;

/// <summary>A domain read from a folder that holds a folder of images (.jpg, .jpeg, .png, .ppm) for each class.</summary>
public sealed class ImageFolder
{
    private static readonly string[] Extensions = [".jpg", ".jpeg", ".png", ".ppm"];

    private ImageFolder(LabelledDomain domain, IReadOnlyList<string> classNames, IReadOnlyList<string> files)
    {
        Domain = domain;
        ClassNames = classNames;
        Files = files;
    }

    /// <summary>The images: bytes [N, height, width, 3]. Its name ends in their number.</summary>
    public LabelledDomain Domain { get; }

    /// <summary>The names of the classes: class c of the domain is the folder ClassNames[c].</summary>
    public IReadOnlyList<string> ClassNames { get; }

    /// <summary>The files, full paths, in the order of the domain.</summary>
    public IReadOnlyList<string> Files { get; }

    /// <summary>Reads a folder. Folders and files are taken in ordinal order of their names; those that start with a dot are passed over.</summary>
    /// <param name="name">What the images are; their number is added.</param>
    /// <param name="folder">The folder that holds the folders.</param>
    /// <param name="height">Rows; images are warped to height × width, whatever their shape.</param>
    /// <param name="width">Columns.</param>
    /// <param name="classNames">The folders to read, in the order of the classes; by default all.</param>
    /// <exception cref="DataNotFoundException">There is no such folder.</exception>
    /// <exception cref="InvalidDataException">There are fewer than two classes, a class has no images, or a file is no image.</exception>
    public static ImageFolder Read(string name, string folder, int height, int width, IReadOnlyList<string>? classNames = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        var classes = List(folder, classNames);
        string[] files = [.. classes.SelectMany(c => c.Files)];
        int[] labels = [.. classes.SelectMany((c, label) => c.Files.Select(_ => label))];
        var counted = string.Create(CultureInfo.InvariantCulture, $"{name} ({files.Length:N0} images)");
        return new(
            LabelledDomain.FromImages(counted, ImageStack.Read(files, height, width), labels, height, width, classCount: classes.Count),
            [.. classes.Select(c => c.Name)],
            files);
    }

    /// <summary>Reads all images in a folder and below it, without labels: a target of one's own. The names of folders mean nothing.</summary>
    /// <param name="name">What the images are; their number is added.</param>
    /// <param name="folder">The folder.</param>
    /// <param name="height">Rows; images are warped to height × width, whatever their shape.</param>
    /// <param name="width">Columns.</param>
    /// <exception cref="DataNotFoundException">There is no such folder.</exception>
    /// <exception cref="InvalidDataException">It holds no images, or a file is no image.</exception>
    public static UnlabelledDomain ReadUnlabelled(string name, string folder, int height, int width)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        if (!Directory.Exists(folder))
        {
            throw new DataNotFoundException($"There is no folder {Path.GetFullPath(folder)}; name one that holds images.");
        }

        var files = Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Where(IsImage).Order(StringComparer.Ordinal).ToArray();
        return files.Length > 0
            ? UnlabelledDomain.FromImages(string.Create(CultureInfo.InvariantCulture, $"{name} ({files.Length:N0} images)"), ImageStack.Read(files, height, width), height, width)
            : throw new InvalidDataException($"{Path.GetFullPath(folder)} holds no images (.jpg, .jpeg, .png or .ppm), nor does a folder below it.");
    }

    /// <summary>Writes a domain as PNG files, in a folder for each class, as <see cref="Read"/> takes them.</summary>
    /// <param name="domain">Images of three channels.</param>
    /// <param name="folder">Where the folders go; files of the same name are replaced.</param>
    /// <exception cref="ArgumentException">The domain holds no colour images.</exception>
    /// <exception cref="IOException">A file cannot be written.</exception>
    public static void Write(LabelledDomain domain, string folder)
    {
        ArgumentNullException.ThrowIfNull(domain);
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        if (!domain.WithoutLabels().IsImages || domain.Samples.shape[3] != 3)
        {
            throw new ArgumentException($"{domain.Name} holds no colour images but samples of {string.Join("×", domain.SampleShape)}, which PNG files cannot take.", nameof(domain));
        }

        var (height, width) = ((int)domain.Samples.shape[1], (int)domain.Samples.shape[2]);
        var labels = domain.Labels.data<long>().ToArray();
        // Names of one length, so that their ordinal order is that of the numbers.
        var digits = "D" + Math.Max(2, (domain.ClassCount - 1).ToString(CultureInfo.InvariantCulture).Length).ToString(CultureInfo.InvariantCulture);
        for (var i = 0; i < labels.Length; i++)
        {
            using var image = domain.Samples[i];
            var file = Path.Combine(folder, labels[i].ToString(digits, CultureInfo.InvariantCulture), i.ToString("D8", CultureInfo.InvariantCulture) + ".png");
            AtomicFile.FolderFor(file);
            ImageFile.WritePng(file, image.contiguous().data<byte>().ToArray(), width, height);
        }
    }

    /// <summary>The classes with their files; no image is read.</summary>
    internal static IReadOnlyList<ImageClass> List(string folder, IReadOnlyList<string>? classNames = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        if (!Directory.Exists(folder))
        {
            throw new DataNotFoundException($"There is no folder {Path.GetFullPath(folder)}; name one that holds a folder of images for each class.");
        }

        var names = classNames ?? [.. Directory.GetDirectories(folder).Select(d => Path.GetFileName(d)).Where(d => !d.StartsWith('.')).Order(StringComparer.Ordinal)];
        if (names.Count < 2)
        {
            throw new InvalidDataException($"{Path.GetFullPath(folder)} holds {names.Count} folders; it should hold one for each class, and two at least.");
        }

        return [.. names.Select(n => new ImageClass(n, FilesOf(Path.GetFullPath(Path.Combine(folder, n)))))];
    }

    private static string[] FilesOf(string folder)
    {
        var files = Directory.Exists(folder) ? Directory.GetFiles(folder).Where(IsImage).Order(StringComparer.Ordinal).ToArray() : [];
        return files.Length > 0 ? files : throw new InvalidDataException($"{folder} {(Directory.Exists(folder) ? "holds no images (.jpg, .jpeg, .png or .ppm)" : "is missing")}; every class needs some.");
    }

    // Archives packed on a Mac bring "._x.jpg" files that are no images.
    private static bool IsImage(string path) =>
        Extensions.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase) && !Path.GetFileName(path).StartsWith('.');
}
