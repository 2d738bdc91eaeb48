namespace DomainAdaptation;

/// <summary>VisDA-2017 (Peng et al. 2017): rendered things of twelve kinds to photographs of them.</summary>
/// <remarks>
/// <c>train/CLASS/*</c>, rendered, and <c>validation/CLASS/*</c>, photographs, lie in <c>visda</c> under the data home: 152,397 and 55,388 images, of which only small ones fit into a domain's
/// 2 GiB.
/// </remarks>
public static class Visda
{
    /// <summary>The two domains, as their folders are called.</summary>
    public static IReadOnlyList<string> Domains { get; } = ["train", "validation"];

    /// <summary>The twelve classes, in the order of their numbers.</summary>
    public static IReadOnlyList<string> ClassNames { get; } =
        ["aeroplane", "bicycle", "bus", "car", "horse", "knife", "motorcycle", "person", "plant", "skateboard", "train", "truck"];

    internal static PhotoDomains Set { get; } = new("VisDA", "visda", Domains, ClassNames, domain => [$"visda/{domain}", $"visda-2017/{domain}", domain]);

    /// <summary>All images of a domain: bytes [N, size, size, 3], 12 classes.</summary>
    /// <param name="home">Where the set is.</param>
    /// <param name="domain">One of <see cref="Domains"/>.</param>
    /// <param name="size">Rows and columns that images are warped to.</param>
    /// <exception cref="UnknownChoiceException">There is no such domain.</exception>
    /// <exception cref="DataNotFoundException">The set is not there.</exception>
    /// <exception cref="InvalidDataException">A class is missing, a file is no image, or all together are too large.</exception>
    public static LabelledDomain Read(DataHome home, string domain, int size = 64) => Domains.Contains(domain, StringComparer.Ordinal)
        ? Set.Read(home, domain, size)
        : throw new UnknownChoiceException($"VisDA has no domain '{domain}': use {string.Join(" or ", Domains)}.", nameof(domain));
}
