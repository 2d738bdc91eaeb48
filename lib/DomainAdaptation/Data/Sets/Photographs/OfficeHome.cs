namespace DomainAdaptation;

/// <summary>Office-Home (Venkateswara et al. 2017): 65 kinds of things as art, clip art, product pictures and photographs.</summary>
/// <remarks><c>DOMAIN/CLASS/*.jpg</c> lie in <c>office_home</c> under the data home. Classes are the folders, in the order of their names; the whole set has 15,588 images.</remarks>
public static class OfficeHome
{
    private const int Classes = 65;

    /// <summary>The four domains, as their folders are called.</summary>
    public static IReadOnlyList<string> Domains { get; } = ["Art", "Clipart", "Product", "Real World"];

    /// <summary>All images of a domain: bytes [N, size, size, 3], 65 classes.</summary>
    /// <param name="home">Where the set is.</param>
    /// <param name="domain">One of <see cref="Domains"/>.</param>
    /// <param name="size">Rows and columns that images are warped to.</param>
    /// <exception cref="UnknownChoiceException">There is no such domain.</exception>
    /// <exception cref="DataNotFoundException">The set is not there.</exception>
    /// <exception cref="InvalidDataException">There are other classes than in <c>Art</c>, or not 65, or a file is no image.</exception>
    public static LabelledDomain Read(DataHome home, string domain, int size = 224)
    {
        ArgumentNullException.ThrowIfNull(home);
        return Domains.Contains(domain, StringComparer.Ordinal)
            ? Set(home).Read(home, domain, size)
            : throw new UnknownChoiceException($"Office-Home has no domain '{domain}': use {string.Join(", ", Domains)}.", nameof(domain));
    }

    /// <summary>The set with the classes that the first domain has.</summary>
    internal static PhotoDomains Set(DataHome home)
    {
        var first = home.FolderOf("Office-Home", Places(Domains[0]));
        List<string> names = [.. Directory.EnumerateDirectories(first).Select(f => Path.GetFileName(f)).Where(n => n[0] != '.').Order(StringComparer.Ordinal)];
        return names.Count == Classes
            ? new("Office-Home", "office_home", Domains, names, Places)
            : throw new InvalidDataException($"{first} has folders of {names.Count} classes; Office-Home has {Classes}. Unpack it again.");
    }

    // Some copies write the last domain without the space.
    private static string[] Places(string domain) =>
        [.. new[] { domain, domain.Replace(" ", "", StringComparison.Ordinal) }.Distinct(StringComparer.Ordinal).SelectMany(d => new[] { $"office_home/{d}", $"OfficeHomeDataset_10072016/{d}", d })];
}
