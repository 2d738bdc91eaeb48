namespace DomainAdaptation;

/// <summary>Office-31 (Saenko et al. 2010): photos of 31 kinds of office objects from a web shop, a webcam and a DSLR camera (the paper's Table 3).</summary>
/// <remarks>
/// <c>DOMAIN/images/CLASS/*.jpg</c> lie in <c>office31</c> under the data home. The whole set has 2,817 + 795 + 498 images; the
/// domain's name counts those found. For research; the authors' file is cs.uml.edu/~saenko/data/domain_adaptation_images.tar.gz.
/// The paper's network takes images warped to 256×256.
/// </remarks>
public static class Office31
{
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
    public static LabelledDomain Amazon(DataHome home, int size = 256) => Set.Read(home, Set.Domains[0], size);

    /// <summary>The photos of the webcam: see <see cref="Amazon"/>.</summary>
    /// <exception cref="DataNotFoundException">The set is not there.</exception>
    /// <exception cref="InvalidDataException">A class is missing or a file is no image.</exception>
    public static LabelledDomain Webcam(DataHome home, int size = 256) => Set.Read(home, Set.Domains[1], size);

    /// <summary>The photos of the DSLR camera: see <see cref="Amazon"/>.</summary>
    /// <exception cref="DataNotFoundException">The set is not there.</exception>
    /// <exception cref="InvalidDataException">A class is missing or a file is no image.</exception>
    public static LabelledDomain Dslr(DataHome home, int size = 256) => Set.Read(home, Set.Domains[2], size);

    internal static PhotoDomains Set { get; } = new(
        "Office-31", "office31", ["amazon", "webcam", "dslr"], ClassNames,
        domain => [$"office31/{domain}/images", $"office31/domain_adaptation_images/{domain}/images", $"domain_adaptation_images/{domain}/images", $"{domain}/images", $"office31/{domain}", domain]);
}
