using System.Globalization;
using System.Security.Cryptography;
using System.Text.RegularExpressions;

namespace DomainAdaptation;

/// <summary>Looks at images before anything is trained on them, and says what was passed over, changed or looks wrong. Nothing is dropped or relabelled silently.</summary>
internal static partial class DataDoctor
{
    private const int Few = 5; // images of a class
    private const int Uneven = 10; // times as many of one class as of another

    private static readonly (ImageTraits Trait, string About, string Done)[] Told =
    [
        (ImageTraits.Turned, "turned photographs", "the camera noted that it was not held upright (EXIF); they were set upright."),
        (ImageTraits.Animated, "animated images", "they have several frames; the first was taken."),
        (ImageTraits.Deep, "16-bit images", "the upper 8 bits of each channel were taken."),
        (ImageTraits.Cmyk, "CMYK images", "they are in the colours of print; they were turned into red, green and blue."),
        (ImageTraits.Transparent, "transparent images", "white was put behind what is transparent."),
        (ImageTraits.Small, "tiny images", "they have at most a quarter of the rows or columns that the network sees; they were enlarged, and may show little."),
    ];

    /// <summary>All that was found.</summary>
    /// <param name="sets">The sources, the target and, where there is one, the test set.</param>
    public static IReadOnlyList<Finding> Examine(IReadOnlyList<ImageSet> sets) =>
    [
        .. sets.SelectMany(s => PassedOver(s).Concat(Changed(s))),
        .. Gray(sets),
        .. Classes([.. sets.Where(s => s.Role == "source")]),
        .. sets.Where(s => s.Role == "test").SelectMany(Test),
        .. Duplicates(sets),
    ];

    /// <summary>Whether batches are to be drawn evenly from all classes, because the sources' images are not spread so.</summary>
    public static bool IsUneven(IReadOnlyList<ImageSet> sources)
    {
        var counts = Counts(sources).Where(c => c.Count > 0).Select(c => c.Count).ToList();
        return counts.Max() > Uneven * counts.Min();
    }

    private static List<(string Name, int Count)> Counts(IReadOnlyList<ImageSet> sources) =>
        [.. sources[0].Listing.ClassNames.Select((name, c) => (name, sources.Sum(s => s.Labels.Count(l => l == c))))];

    // Reasons that differ in a number only are one: "claims 20000×20000 pixels".
    private static IEnumerable<Finding> PassedOver(ImageSet set) => set.Skipped.Where(s => !IsOtherClass(s))
        .GroupBy(s => Number().Replace(s.Reason, "0"), StringComparer.Ordinal)
        .SelectMany(g => Finding.Of(
            $"passed over in the {Of(set)}", [.. g.Select(s => Path.GetRelativePath(Root(set), s.Path))], g.First().Reason + ".", isWarning: set.Listing.Files.Intersect(g.Select(s => s.Path), StringComparer.Ordinal).Any()));

    private static bool IsOtherClass(SkippedFile skipped) => skipped.Reason.Contains(ImageListing.NoneOfTheClasses, StringComparison.Ordinal);

    private static string Of(ImageSet set) => set.Role == "test" ? "test set" : set.Role;

    [GeneratedRegex("[0-9]+", RegexOptions.None, 1000)]
    private static partial Regex Number();

    private static IEnumerable<Finding> Changed(ImageSet set) =>
        from told in Told
        from finding in Finding.Of($"{told.About} in the {Of(set)}", [.. set.Files.Where((_, i) => set.Traits[i].HasFlag(told.Trait)).Select(f => Path.GetRelativePath(Root(set), f))], told.Done)
        select finding;

    // Gray images are nothing unusual by themselves; gray ones here and coloured ones there are a difference of domains.
    private static IEnumerable<Finding> Gray(IReadOnlyList<ImageSet> sets)
    {
        double Share(string role) => sets.Where(s => s.Role == role).SelectMany(s => s.Traits).DefaultIfEmpty().Average(t => t.HasFlag(ImageTraits.Gray) ? 1.0 : 0);
        var (source, target) = (Share("source"), Share("target"));
        if (Math.Abs(source - target) > 0.5)
        {
            yield return new("gray and colour", string.Create(CultureInfo.InvariantCulture, $"{source:P0} of the source's images have no colour, and {target:P0} of the target's. Colour may be what the domains are told apart by: gray copies of both would be more alike."));
        }
    }

    private static IEnumerable<Finding> Classes(IReadOnlyList<ImageSet> sources)
    {
        var names = sources[0].Listing.ClassNames;
        var counts = Counts(sources);
        string Counted((string Name, int Count) c) => string.Create(CultureInfo.InvariantCulture, $"{c.Name} ({c.Count:N0})");

        IEnumerable<Finding> alike = names.GroupBy(n => n, StringComparer.OrdinalIgnoreCase).Where(g => g.Count() > 1)
            .SelectMany(g => Finding.Of("names that differ in case", [.. g], "they are taken as different classes. Give them one name if they are one.", isWarning: true));
        var missing = sources.Count < 2 ? [] : sources.SelectMany(s => Finding.Of(
            $"classes that are not in {Path.GetFileName(s.Listing.Place)}", [.. names.Where((_, c) => !s.Labels.Contains(c))], "another source has them; this one teaches nothing of them."));
        var none = Finding.Of("classes without an image that can be read", [.. counts.Where(c => c.Count == 0).Select(c => c.Name)], "the model will never predict them.", isWarning: true);
        var few = Finding.Of("classes of few images", [.. counts.Where(c => c.Count is > 0 and < Few).Select(Counted)], $"fewer than {Few} images teach little, and hardly any can be kept aside to judge by.", isWarning: true);
        var (most, least) = (counts.MaxBy(c => c.Count), counts.Where(c => c.Count > 0).MinBy(c => c.Count));
        IEnumerable<Finding> uneven = !IsUneven(sources) ? [] :
            [new("uneven classes", $"{Counted(most)} has more than {Uneven} times the images of {Counted(least)}: rare classes will be predicted rarely. Batches are drawn evenly from all classes.")];
        IEnumerable<Finding> numbers = names.All(n => int.TryParse(n, NumberStyles.None, CultureInfo.InvariantCulture, out _)) && !names.Select(n => int.Parse(n, CultureInfo.InvariantCulture)).Order().SequenceEqual(names.Select(n => int.Parse(n, CultureInfo.InvariantCulture)))
            ? [new("numbers sorted as text", $"the classes are called {string.Join(", ", names.Take(4))}, …: their order is that of text. Results name classes as the folders do, so nothing is confused; the position in a list is not the number.")] : [];
        return [.. alike, .. missing, .. none, .. few, .. uneven, .. numbers];
    }

    private static IEnumerable<Finding> Test(ImageSet test) => Finding.Of(
        "classes without images in the test set", [.. test.Listing.ClassNames.Where((_, c) => !test.Labels.Contains(c))], "nothing is measured of them.")
        .Concat(Finding.Of("classes of the test set that the source has not", [.. test.Skipped.Where(IsOtherClass).Select(s => s.Reason)], "their images are not measured. A class is known by its name, letter by letter.", isWarning: true));

    private static IEnumerable<Finding> Duplicates(IReadOnlyList<ImageSet> sets)
    {
        var all = sets.SelectMany(s => s.Files.Select((file, i) => (Set: s, File: file, Label: s.Labels.Count > 0 ? s.Labels[i] : -1))).ToList();
        var hashes = new string[all.Count];
        InParallel.For(all.Count, i =>
        {
            try
            {
                using var stream = File.OpenRead(all[i].File);
                hashes[i] = Convert.ToHexString(SHA256.HashData(stream));
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                hashes[i] = all[i].File; // it is gone meanwhile, and like no other
            }
        });
        var groups = all.Select((f, i) => (f.Set, f.File, f.Label, Hash: hashes[i])).GroupBy(f => f.Hash, StringComparer.Ordinal).Where(g => g.Count() > 1).Select(g => g.ToList()).ToList();
        string Pair(IEnumerable<(ImageSet Set, string File, int Label, string Hash)> some) => string.Join(" = ", some.Take(2).Select(f => Path.GetRelativePath(Root(f.Set), f.File)));

        IReadOnlyList<string> Between(string a, string b) => [.. groups.Where(g => g.Exists(f => f.Set.Role == a) && g.Exists(f => f.Set.Role == b)).Select(g => Pair([g.First(f => f.Set.Role == a), g.First(f => f.Set.Role == b)]))];
        IReadOnlyList<string> Within(string role, Func<List<(ImageSet Set, string File, int Label, string Hash)>, bool> which) =>
            [.. groups.Select(g => g.Where(f => f.Set.Role == role).ToList()).Where(g => g.Count > 1 && which(g)).Select(g => Pair(g))];
        bool OneClass(List<(ImageSet Set, string File, int Label, string Hash)> g) => g.Select(f => f.Label).Distinct().Count() == 1;

        return
        [
            .. Finding.Of("the same image in two classes", Within("source", g => !OneClass(g)), "one of the labels is wrong, or both are right of a part; all were kept.", isWarning: true),
            .. Finding.Of("the same image twice in the source", Within("source", OneClass), "all were kept; a copy that is held aside to judge by has been seen."),
            .. Finding.Of("the same image in source and target", Between("source", "target"), "the target is in part what was labelled, so it looks easier than it is; all were kept.", isWarning: true),
            .. Finding.Of("the same image in source and test set", Between("source", "test"), "the accuracy on the test set is in part of what was learned by heart; all were kept.", isWarning: true),
        ];
    }

    private static string Root(ImageSet set) => File.Exists(set.Listing.Place) ? Path.GetDirectoryName(set.Listing.Place)! : set.Listing.Place;
}
