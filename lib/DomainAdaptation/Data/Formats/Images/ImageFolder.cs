using System.Globalization;

namespace DomainAdaptation;

/// <summary>A domain read from a folder that holds a folder of images for each class, or from a list of one's own.</summary>
/// <remarks>
/// JPEG, PNG, GIF, BMP, WebP and PPM are read, each as a viewer shows it. Names that start with a dot are passed over; so are links back to where one is already.
/// Nothing is left out silently: <see cref="Skipped"/> says what was passed over.
/// </remarks>
public sealed class ImageFolder
{
    private ImageFolder(string name, ImageListing listing, ImageStack stack, int height, int width)
    {
        Files = [.. stack.OfThoseRead(listing.Files)];
        ClassNames = listing.ClassNames;
        Skipped = listing.SkippedWith(stack);
        Domain = Files.Count > 0
            ? LabelledDomain.FromImages(ImageListing.Counted(name, Files.Count), stack.Pixels, [.. stack.OfThoseRead(listing.Labels)], height, width, classCount: ClassNames.Count)
            : throw new InvalidDataException($"None of the {listing.Files.Count} images in {listing.Place} can be read: {Skipped[^1]}.");
    }

    /// <summary>The images: bytes [N, height, width, 3]. Its name ends in their number.</summary>
    public LabelledDomain Domain { get; }

    /// <summary>The names of the classes: class c of the domain is the folder ClassNames[c].</summary>
    public IReadOnlyList<string> ClassNames { get; }

    /// <summary>The files, full paths, in the order of the domain.</summary>
    public IReadOnlyList<string> Files { get; }

    /// <summary>What was passed over, and why.</summary>
    public IReadOnlyList<SkippedFile> Skipped { get; }

    /// <summary>Reads a folder of class folders, with all images below them, in ordinal order of the names; or a list.</summary>
    /// <param name="name">What the images are; their number is added.</param>
    /// <param name="path">The folder that holds the folders of the classes; or a text file with "path,label" a line, paths from its own folder.</param>
    /// <param name="height">Rows; images are warped to height × width, whatever their shape.</param>
    /// <param name="width">Columns.</param>
    /// <param name="classNames">
    /// The classes, in their order, such as those of the source for a test set; by default all that are there. A class is known by its name: one
    /// that is not there has no images, and a folder that is not named is passed over.
    /// </param>
    /// <param name="skipUnreadable">Whether a file that is no whole image is passed over; by default it is an error.</param>
    /// <exception cref="DataNotFoundException">There is no such folder or list.</exception>
    /// <exception cref="InvalidDataException">There are fewer than two classes, or no images, or a file is no image.</exception>
    public static ImageFolder Read(string name, string path, int height, int width, IReadOnlyList<string>? classNames = null, bool skipUnreadable = false)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        var listing = ImageListing.Labelled(path, classNames);
        return new(name, listing, ImageStack.Read(listing.Files, height, width, skipUnreadable), height, width);
    }

    /// <summary>Reads all images in a folder and below it, without labels: a target of one's own. The names of folders mean nothing.</summary>
    /// <param name="name">What the images are; their number is added.</param>
    /// <param name="path">The folder; or a text file with a path a line, from its own folder.</param>
    /// <param name="height">Rows; images are warped to height × width, whatever their shape.</param>
    /// <param name="width">Columns.</param>
    /// <param name="skipUnreadable">As for <see cref="Read"/>.</param>
    /// <exception cref="DataNotFoundException">There is no such folder or list.</exception>
    /// <exception cref="InvalidDataException">It holds no images, or a file is no image.</exception>
    public static UnlabelledImages ReadUnlabelled(string name, string path, int height, int width, bool skipUnreadable = false)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        var listing = ImageListing.Unlabelled(path);
        return new(name, listing, ImageStack.Read(listing.Files, height, width, skipUnreadable), height, width);
    }

    /// <summary>Writes a domain as PNG files, in a folder for each class, as <see cref="Read"/> takes them.</summary>
    /// <param name="domain">Images of three channels.</param>
    /// <param name="folder">Where the folders go; files of the same name are replaced.</param>
    /// <exception cref="ArgumentException">The domain holds no colour images, or they have no classes.</exception>
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
        var labels = LabelledDomain.ClassesOf(domain);
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

    /// <inheritdoc/>
    public override string ToString() => $"{Domain}{(Skipped.Count > 0 ? $", {Skipped.Count} files passed over" : "")}";
}
