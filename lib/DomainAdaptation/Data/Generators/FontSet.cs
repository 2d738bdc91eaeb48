using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using SkiaSharp;

namespace DomainAdaptation;

/// <summary>Fonts to draw numbers with: every face of a folder, or of the system, that has ten digits.</summary>
/// <remarks>
/// Faces without digits, and symbol fonts with other things in their place, are left out; of faces that draw the same digits, the first one stays.
/// The order is that of the files' names, then of their contents, so that a set of files gives the same faces wherever it lies.
/// </remarks>
public sealed class FontSet
{
    private const long LargestFile = 256 << 20;
    private const string Advice = "Name a folder that holds .ttf or .otf files, or install fonts; on Debian or Ubuntu: apt install fonts-dejavu-core fonts-liberation fonts-freefont-ttf fonts-roboto-unhinted fonts-open-sans";
    private static readonly string[] Extensions = [".ttf", ".otf", ".ttc", ".otc"];

    private FontSet(string name, FontFace[][] families, string fingerprint)
    {
        Name = name;
        Families = families;
        Fingerprint = fingerprint;
        Count = families.Sum(f => f.Length);
        Faces = [.. families.SelectMany(f => f).Select(f => $"{f.Family}, {f.Style} ({Path.GetFileName(f.File)})")];
    }

    /// <summary>Where they are from, such as <c>"system fonts"</c>.</summary>
    public string Name { get; }

    /// <summary>The number of faces.</summary>
    public int Count { get; }

    /// <summary>The faces: family, style and file of each.</summary>
    public IReadOnlyList<string> Faces { get; }

    /// <summary>Eight hexadecimal digits that tell one set of outlines from another.</summary>
    public string Fingerprint { get; }

    /// <summary>The faces, family by family.</summary>
    internal FontFace[][] Families { get; }

    /// <summary>All .ttf, .otf, .ttc and .otc files of a folder and the folders in it.</summary>
    /// <param name="folder">The folder.</param>
    /// <exception cref="DataNotFoundException">There is no such folder, or no face with digits in it; the message says what to do.</exception>
    public static FontSet Read(string folder)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        return Directory.Exists(full)
            ? ReadFolders([full], $"fonts of {Path.GetFileName(full)}")
            : throw new DataNotFoundException($"There is no folder of fonts at {full}. {Advice}");
    }

    /// <summary>The fonts that are installed on this machine.</summary>
    /// <exception cref="DataNotFoundException">None is; the message says how to install some.</exception>
    public static FontSet System() => ReadFolders([.. SystemFolders().Where(Directory.Exists).Distinct(StringComparer.Ordinal)], "system fonts");

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Count:N0} faces of {Families.Length:N0} families, {Name} {Fingerprint}");

    internal static FontSet ReadFolders(IReadOnlyList<string> folders, string name)
    {
        NativeBackend.EnsureLoaded();
        var options = new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true };
        var files = folders.SelectMany(f => Directory.EnumerateFiles(f, "*", options))
            .Where(f => Extensions.Contains(Path.GetExtension(f), StringComparer.OrdinalIgnoreCase))
            .Select(f => new FileInfo(f)).Where(f => f.Exists && f.Length is > 0 and < LargestFile).Select(f => f.FullName).ToArray();
        var read = new FontFile[files.Length];
        InParallel.For(files.Length, i => read[i] = FontFile.Read(files[i]));
        var outlines = new HashSet<string>(StringComparer.Ordinal);
        var faces = read.OrderBy(f => Path.GetFileName(f.Path), StringComparer.Ordinal).ThenBy(f => f.Hash, StringComparer.Ordinal)
            .SelectMany(f => f.Faces).Where(f => outlines.Add(f.Outlines())).ToArray();
        if (faces.Length == 0)
        {
            var where = folders.Count > 0 ? string.Join(", ", folders) : "the system's folders of fonts";
            throw new DataNotFoundException($"There is no font with digits in {where} ({files.Length} font files read). {Advice}");
        }

        var fingerprint = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', faces.Select(f => f.Family + f.Outlines())))))[..8];
        return new(name, [.. faces.GroupBy(f => f.Family, StringComparer.Ordinal).Select(g => g.ToArray())], fingerprint);
    }

    private static IEnumerable<string> SystemFolders()
    {
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        if (OperatingSystem.IsWindows())
        {
            return [Environment.GetFolderPath(Environment.SpecialFolder.Fonts), Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData), "Microsoft", "Windows", "Fonts")];
        }

        return OperatingSystem.IsMacOS()
            ? ["/System/Library/Fonts", "/Library/Fonts", Path.Combine(home, "Library", "Fonts")]
            : ["/usr/share/fonts", "/usr/local/share/fonts", Path.Combine(home, ".local", "share", "fonts"), Path.Combine(home, ".fonts")];
    }

    // A file that Skia cannot read has no faces: the system's folders may hold such.
    private sealed record FontFile(string Path, string Hash, IReadOnlyList<FontFace> Faces)
    {
        public static FontFile Read(string path)
        {
            var content = File.ReadAllBytes(path);
            using var data = SKData.CreateCopy(content);
            var faces = new List<FontFace>();
            for (var index = 0; index < 64; index++)
            {
                using var typeface = SKTypeface.FromData(data, index);
                if (typeface is null)
                {
                    break;
                }

                if (FontFace.Of(typeface, path) is { } face)
                {
                    faces.Add(face);
                }

                if (!path.EndsWith('c') && !path.EndsWith('C'))
                {
                    break;
                }
            }

            return new(path, Convert.ToHexStringLower(SHA256.HashData(content)), faces);
        }
    }
}
