namespace DomainAdaptation;

/// <summary>A set of photographs of the same things in several domains, which lie as <c>DOMAIN/CLASS/*.jpg</c>.</summary>
/// <param name="Title">What the set is called.</param>
/// <param name="Id">Its folder under the data home.</param>
/// <param name="Domains">Its domains, as their folders are called.</param>
/// <param name="ClassNames">Its classes, as their folders are called, in the order of their numbers.</param>
/// <param name="Places">Where a domain's folders of classes may lie, under the data home.</param>
internal sealed record PhotoDomains(string Title, string Id, IReadOnlyList<string> Domains, IReadOnlyList<string> ClassNames, Func<string, string[]> Places)
{
    /// <summary>The images of a domain, before one is read.</summary>
    /// <exception cref="DataNotFoundException">The set is not there.</exception>
    /// <exception cref="InvalidDataException">A class is missing.</exception>
    public ImageListing List(DataHome home, string domain)
    {
        ArgumentNullException.ThrowIfNull(home);
        var folder = home.FolderOf(Title, Places(domain));
        var listing = ImageListing.Labelled(folder, ClassNames);
        return Enumerable.Range(0, ClassNames.Count).Except(listing.Labels).Select(c => Path.Combine(folder, ClassNames[c])).FirstOrDefault() is { } missing
            ? throw new InvalidDataException($"{Path.GetFullPath(missing)} {(Directory.Exists(missing) ? "holds no images" : "is missing")}; every class of {Title} needs some.")
            : listing;
    }

    /// <summary>A domain: bytes [N, size, size, 3].</summary>
    public LabelledDomain Read(DataHome home, string domain, int size)
    {
        var listing = List(home, domain);
        return Read(ImageListing.Counted($"{Title} {domain}", listing.Files.Count), listing.Files, listing.Labels, size);
    }

    /// <summary>The first images of each class alone.</summary>
    public LabelledDomain Few(DataHome home, string domain, int size, int perClass)
    {
        var listing = List(home, domain);
        var few = listing.Labels.Zip(listing.Files).GroupBy(f => f.First).SelectMany(c => c.Take(perClass)).ToList();
        return Read($"{Title} {domain}, {perClass} a class", [.. few.Select(f => f.Second)], [.. few.Select(f => f.First)], size);
    }

    /// <summary>All files, and where they belong under <see cref="Id"/>.</summary>
    /// <param name="home">Where they are.</param>
    /// <param name="below">What lies between domain and class in the published layout, if anything.</param>
    public IEnumerable<FileCopy> Files(DataHome home, string below = "") =>
        from domain in Domains
        let listing = List(home, domain)
        from i in Enumerable.Range(0, listing.Files.Count)
        select new FileCopy(listing.Files[i], Path.Combine(domain, below, ClassNames[listing.Labels[i]], Path.GetFileName(listing.Files[i])));

    private LabelledDomain Read(string name, IReadOnlyList<string> files, IReadOnlyList<int> labels, int size) =>
        LabelledDomain.FromImages(name, ImageStack.Read(files, size, size), [.. labels], size, size, classCount: ClassNames.Count);
}
