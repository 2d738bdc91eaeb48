namespace DomainAdaptation;

/// <summary>PACS (Li et al. 2017): paintings, cartoons, photographs and sketches of seven kinds of things.</summary>
/// <remarks>
/// <c>DOMAIN/CLASS/*.jpg</c> lie in <c>pacs</c> under the data home, or in <c>kfold</c> below it, as published. The whole set has 2,048 + 2,344 + 1,670 + 3,929 images of
/// 227×227; a domain's name counts those found. Where the authors' lists <c>DOMAIN_crossval_kfold.txt</c> lie there, or in the folder in which they are published, <see cref="Validation"/> reads them.
/// </remarks>
public static class Pacs
{
    /// <summary>The four domains, as their folders are called.</summary>
    public static IReadOnlyList<string> Domains { get; } = ["art_painting", "cartoon", "photo", "sketch"];

    /// <summary>The seven classes, in the order of their numbers, which count from 1 in the authors' lists.</summary>
    public static IReadOnlyList<string> ClassNames { get; } = ["dog", "elephant", "giraffe", "guitar", "horse", "house", "person"];

    internal static PhotoDomains Set { get; } = new(
        "PACS", "pacs", Domains, ClassNames, domain => [$"pacs/{domain}", $"pacs/kfold/{domain}", $"PACS/{domain}", $"PACS/kfold/{domain}", $"kfold/{domain}", domain]);

    /// <summary>All images of a domain: bytes [N, size, size, 3], 7 classes.</summary>
    /// <param name="home">Where the set is.</param>
    /// <param name="domain">One of <see cref="Domains"/>.</param>
    /// <param name="size">Rows and columns that images are warped to.</param>
    /// <exception cref="UnknownChoiceException">There is no such domain.</exception>
    /// <exception cref="DataNotFoundException">The set is not there.</exception>
    /// <exception cref="InvalidDataException">A class is missing or a file is no image.</exception>
    public static LabelledDomain Read(DataHome home, string domain, int size = 224)
    {
        RequireKnown(domain);
        return Set.Read(home, domain, size);
    }

    /// <summary>The first images of each class alone, to look at.</summary>
    /// <param name="home">Where the set is.</param>
    /// <param name="domain">One of <see cref="Domains"/>.</param>
    /// <param name="size">Rows and columns that images are warped to.</param>
    /// <param name="perClass">How many of each class.</param>
    /// <exception cref="UnknownChoiceException">There is no such domain.</exception>
    /// <exception cref="DataNotFoundException">The set is not there.</exception>
    /// <exception cref="InvalidDataException">A class is missing or a file is no image.</exception>
    public static LabelledDomain Few(DataHome home, string domain, int size = 64, int perClass = 2)
    {
        RequireKnown(domain);
        return Set.Few(home, domain, size, perClass);
    }

    /// <summary>Which images of a domain the authors hold aside for choosing (their split "crossval"), by their positions in <see cref="Read"/>; null where their list is not there.</summary>
    /// <param name="home">Where the set is.</param>
    /// <param name="domain">One of <see cref="Domains"/>.</param>
    /// <exception cref="UnknownChoiceException">There is no such domain.</exception>
    /// <exception cref="DataNotFoundException">The set is not there.</exception>
    /// <exception cref="InvalidDataException">The list is damaged, or names an image that is not there, or of another class than its folder.</exception>
    public static IReadOnlyList<int>? Validation(DataHome home, string domain)
    {
        RequireKnown(domain);
        var listing = Set.List(home, domain);
        var root = Path.GetDirectoryName(listing.Place)!;
        if (ListOf(root, domain) is not { } path)
        {
            return null;
        }

        var positions = listing.Files.Select((file, i) => (file, i)).ToDictionary(f => f.file, f => f.i, StringComparer.Ordinal);
        var list = LabelList.Read(path, root, ClassNames.Count + 1);
        var held = new HashSet<int>();
        foreach (var (file, number) in list.Files.Zip(list.Labels))
        {
            if (!positions.TryGetValue(file, out var at) || listing.Labels[at] != number - 1)
            {
                throw new InvalidDataException($"{path} says that {Path.GetRelativePath(root, file)} is of class {number}{(number is >= 1 ? $", {ClassNames[number - 1]}" : ", but they count from 1")}; its folder says otherwise. Copy the list again.");
            }

            held.Add(at);
        }

        return [.. held.Order()];
    }

    /// <summary>All files, the authors' lists with them, and where they belong.</summary>
    internal static IEnumerable<FileCopy> Files(DataHome home) =>
        Set.Files(home).Concat(from domain in Domains
                               let list = ListOf(Path.GetDirectoryName(Set.List(home, domain).Place)!, domain)
                               where list is not null
                               select new FileCopy(list, Path.GetFileName(list)));

    // Beside the domains, above them, or in the folder in which the authors publish them.
    private static string? ListOf(string root, string domain)
    {
        var above = Path.GetDirectoryName(root)!;
        return new[] { root, above, Path.Combine(above, "Train val splits and h5py files pre-read") }.Select(f => Path.Combine(f, $"{domain}_crossval_kfold.txt")).FirstOrDefault(File.Exists);
    }

    private static void RequireKnown(string domain)
    {
        if (!Domains.Contains(domain, StringComparer.Ordinal))
        {
            throw new UnknownChoiceException($"PACS has no domain '{domain}': use {string.Join(", ", Domains)}.", nameof(domain));
        }
    }
}
