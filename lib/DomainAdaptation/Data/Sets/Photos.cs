using System.Globalization;

namespace DomainAdaptation;

/// <summary>Colour photos to cut backgrounds from: the 200 training photos of BSDS500 in the paper, or any folder of photos.</summary>
public sealed class Photos
{
    // BSDS500's 200 photos decode to 93 MB.
    private const long LargestTotal = 2L << 30;
    private static readonly string[] Extensions = [".jpg", ".jpeg", ".png"];

    private Photos(string name, IReadOnlyList<string> files, RgbImage[] images)
    {
        Name = name;
        Files = files;
        Images = images;
    }

    /// <summary>What they are, such as <c>"BSDS500 photos"</c>.</summary>
    public string Name { get; }

    /// <summary>The files, full paths in ordinal order of their names.</summary>
    public IReadOnlyList<string> Files { get; }

    /// <summary>The number of photos.</summary>
    public int Count => Files.Count;

    internal RgbImage[] Images { get; }

    /// <summary>The training photos of BSDS500 (Arbeláez et al. 2011): <c>bsds500</c> in the data home, in its own layout.</summary>
    /// <exception cref="DataNotFoundException">There is no such folder.</exception>
    /// <exception cref="InvalidDataException">It holds no photo, or a file that is none.</exception>
    public static Photos Bsds500(DataHome home)
    {
        ArgumentNullException.ThrowIfNull(home);
        return Read(home.FolderOf("BSDS500", "bsds500", "BSR/BSDS500/data", "BSDS500/data"), "BSDS500 photos");
    }

    /// <summary>All .jpg, .jpeg and .png files of a folder's <c>images/train</c>, else of its <c>train</c>, else of the folder itself.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="name">What they are; by default "photos" with the folder's name.</param>
    /// <exception cref="DataNotFoundException">There is no such folder.</exception>
    /// <exception cref="InvalidDataException">It holds no photo, or a file that is none.</exception>
    public static Photos Read(string folder, string? name = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        if (!Directory.Exists(full))
        {
            throw new DataNotFoundException($"There is no folder of photos at {full}. Name one that holds .jpg or .png files, or run: dotnet run scripts/get-data.cs -- bsds500");
        }

        string[] layouts = [Path.Combine(full, "images", "train"), Path.Combine(full, "train"), full];
        var inside = layouts.First(Directory.Exists);
        var files = Directory.GetFiles(inside).Where(IsPhoto).Order(StringComparer.Ordinal).ToArray();
        if (files.Length == 0)
        {
            throw new InvalidDataException($"{inside} holds no photos (.jpg, .jpeg or .png); the digits need some to lie on.");
        }

        var images = new RgbImage[files.Length];
        var total = 0L;
        InParallel.For(files.Length, i => images[i] = ImageFile.Read(files[i], (width, height) =>
        {
            // Four bytes a pixel while decoding.
            if (Interlocked.Add(ref total, 4L * width * height) > LargestTotal)
            {
                throw new InvalidDataException($"The photos in {inside} need more than 2 GiB of memory; keep fewer or smaller ones there.");
            }
        }));
        return new(name ?? $"photos of {Path.GetFileName(full)}", files, images);
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Count:N0} {Name}");

    // Archives packed on a Mac bring "._x.jpg" files that are no photos.
    private static bool IsPhoto(string path) =>
        Extensions.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase) && !Path.GetFileName(path).StartsWith('.');
}
