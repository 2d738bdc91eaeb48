namespace DomainAdaptation;

/// <summary>Office-31 (Saenko et al. 2010): photos of 31 kinds of office objects from a web shop, a webcam and a DSLR camera (the paper's Table 3).</summary>
/// <remarks>
/// <c>DOMAIN/images/CLASS/*.jpg</c> lie in <c>office31</c> under the data home. The whole set has 2,817 + 795 + 498 images; the
/// domain's name counts those found. For research; the authors' file is cs.uml.edu/~saenko/data/domain_adaptation_images.tar.gz.
/// The paper's network takes images warped to 256×256.
/// </remarks>
public static class Office31
{
    private static readonly string[] Domains = ["amazon", "webcam", "dslr"];

    /// <summary>The 31 classes, in the order of their numbers.</summary>
    public static IReadOnlyList<string> ClassNames { get; } =
    [
        "back_pack", "bike", "bike_helmet", "bookcase", "bottle", "calculator", "desk_chair", "desk_lamp", "desktop_computer", "file_cabinet", "headphones",
        "keyboard", "laptop_computer", "letter_tray", "mobile_phone", "monitor", "mouse", "mug", "paper_notebook", "pen", "phone", "printer", "projector",
        "punchers", "ring_binder", "ruler", "scissors", "speaker", "stapler", "tape_dispenser", "trash_can",
    ];

    /// <summary>The photos from the web shop: bytes [N, size, size, 3], 31 classes.</summary>
    /// <param name="home">Where the set is.</param>
    /// <param name="size">Rows and columns that images are warped to. At 256, this domain takes 550 MB.</param>
    /// <exception cref="DataNotFoundException">The set is not there.</exception>
    /// <exception cref="InvalidDataException">A class is missing or a file is no image.</exception>
    public static LabelledDomain Amazon(DataHome home, int size = 256) => Read(home, Domains[0], size);

    /// <summary>The photos of the webcam: see <see cref="Amazon"/>.</summary>
    /// <exception cref="DataNotFoundException">The set is not there.</exception>
    /// <exception cref="InvalidDataException">A class is missing or a file is no image.</exception>
    public static LabelledDomain Webcam(DataHome home, int size = 256) => Read(home, Domains[1], size);

    /// <summary>The photos of the DSLR camera: see <see cref="Amazon"/>.</summary>
    /// <exception cref="DataNotFoundException">The set is not there.</exception>
    /// <exception cref="InvalidDataException">A class is missing or a file is no image.</exception>
    public static LabelledDomain Dslr(DataHome home, int size = 256) => Read(home, Domains[2], size);

    internal static IEnumerable<FileCopy> Files(DataHome home) =>
        from domain in Domains
        let listing = List(home, domain)
        from i in Enumerable.Range(0, listing.Files.Count)
        select new FileCopy(listing.Files[i], Path.Combine(domain, "images", ClassNames[listing.Labels[i]], Path.GetFileName(listing.Files[i])));

    /// <summary>The first images of each class alone.</summary>
    internal static LabelledDomain Few(DataHome home, string domain, int size, int perClass)
    {
        var listing = List(home, domain);
        var few = listing.Labels.Select((label, i) => (Label: label, File: listing.Files[i])).GroupBy(f => f.Label).SelectMany(c => c.Take(perClass)).ToList();
        return LabelledDomain.FromImages($"Office-31 {domain}, {perClass} a class", ImageStack.Read([.. few.Select(f => f.File)], size, size), [.. few.Select(f => f.Label)], size, size, classCount: ClassNames.Count);
    }

    internal static LabelledDomain Read(DataHome home, string domain, int size)
    {
        var listing = List(home, domain);
        return LabelledDomain.FromImages(ImageListing.Counted($"Office-31 {domain}", listing.Files.Count), ImageStack.Read(listing.Files, size, size), [.. listing.Labels], size, size, classCount: ClassNames.Count);
    }

    private static ImageListing List(DataHome home, string domain)
    {
        var folder = Locate(home, domain);
        var listing = ImageListing.Labelled(folder, ClassNames);
        return Enumerable.Range(0, ClassNames.Count).Except(listing.Labels).Select(c => Path.Combine(folder, ClassNames[c])).FirstOrDefault() is { } missing
            ? throw new InvalidDataException($"{Path.GetFullPath(missing)} {(Directory.Exists(missing) ? "holds no images" : "is missing")}; every class of Office-31 needs some.")
            : listing;
    }

    private static string Locate(DataHome home, string domain)
    {
        ArgumentNullException.ThrowIfNull(home);
        return home.FolderOf("Office-31", $"office31/{domain}/images", $"office31/domain_adaptation_images/{domain}/images", $"domain_adaptation_images/{domain}/images", $"{domain}/images", $"office31/{domain}", domain);
    }
}
