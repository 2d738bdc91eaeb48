using static TorchSharp.torch;

namespace DomainAdaptation;

/// <summary>Faces with points, as 300-W (Sagonas et al. 2013) keeps them: images and <c>.pts</c> files of the same name.</summary>
/// <remarks>
/// <c>faces</c> under the data home holds 770 frames of YouTube Faces (Wolf et al. 2011) with 68 points. A person is known by the file's name, without the number behind
/// the last <c>_</c>.
/// </remarks>
public static class FaceImages
{
    /// <summary>What is learned from 68 points: errors are in units of the distance of the outer corners of the eyes.</summary>
    /// <remarks>The curve goes to 0.2, not to the 0.08 of 300-W: the faces are small and their points rough.</remarks>
    public static Keypoints Task { get; } = new(points: 68, first: 36, second: 45, limit: 0.2);

    /// <summary>Images with their points.</summary>
    /// <param name="home">Where they are.</param>
    /// <param name="chosen">Which persons, by their place among all in the order of their names; all when null.</param>
    /// <param name="size">Rows and columns that images are warped to.</param>
    /// <param name="margin">Where given, a square around the points is cut out, with this share of their extent on each side, as a detector of faces would; then a picture knows something of its labels. The whole image, which must be square, when null.</param>
    /// <returns>Bytes [N, size, size, 3]; labels float32 [N, 68, 2], x and y from 0 to 1 where they are within the image.</returns>
    /// <exception cref="DataNotFoundException">There is no such folder.</exception>
    /// <exception cref="InvalidDataException">An image has no points, a file is damaged, or nobody is chosen.</exception>
    public static LabelledDomain Read(DataHome home, Func<int, bool>? chosen = null, int size = 96, double? margin = null)
    {
        ArgumentNullException.ThrowIfNull(home);
        var folder = Folder(home);
        var people = SegmentedImages.Files(folder).GroupBy(PersonOf, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal).ToList();
        var files = people.Where((_, i) => chosen is null || chosen(i)).SelectMany(p => p).ToList();
        if (files.Count == 0)
        {
            throw new InvalidDataException($"{folder} holds no faces of those that are asked for: it has {people.Count} persons.");
        }

        return PointedImages.Read("Faces", files.ConvertAll(f => new PointedImage(f, PtsFile.Read(Path.ChangeExtension(f, ".pts")))), size, Task, margin);
    }

    /// <summary>The same faces as a bad camera would have them: gray, a few pixels wide, with noise. It is made, not taken.</summary>
    /// <param name="faces">Images as bytes.</param>
    /// <param name="factor">How many pixels become one, in rows and in columns.</param>
    /// <param name="noise">The standard deviation of the noise, of 255.</param>
    /// <param name="seed">Seed of the noise.</param>
    public static LabelledDomain Degrade(LabelledDomain faces, int factor = 4, double noise = 8, int seed = 1)
    {
        ArgumentNullException.ThrowIfNull(faces);
        ArgumentOutOfRangeException.ThrowIfLessThan(factor, 1);
        if (faces.Samples.size(1) % factor != 0 || faces.Samples.size(2) % factor != 0)
        {
            throw new ArgumentException($"{factor} divides no image of {faces.Samples.size(1)} × {faces.Samples.size(2)}: its labels would no longer fit.", nameof(factor));
        }

        using var scope = NewDisposeScope();
        using var random = RandomScope.Begin(Seeds.Derive(seed, "degrade"));
        var gray = faces.Samples.to(ScalarType.Float32).mean([3], keepdim: true).permute(0, 3, 1, 2);
        var small = nn.functional.avg_pool2d(gray, factor);
        small = small + (randn_like(small) * noise);
        var large = nn.functional.interpolate(small, size: [faces.Samples.size(1), faces.Samples.size(2)], mode: InterpolationMode.Bilinear, align_corners: false);
        var bytes = large.round().clamp(0, 255).to(ScalarType.Byte).permute(0, 2, 3, 1).expand(-1, -1, -1, 3).contiguous();
        return new(
            string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{faces.Name} degraded (synthetic: gray, {faces.Samples.size(2) / factor} pixels wide, noise {noise}, seed {seed})"),
            bytes, faces.Labels.clone(), faces.Task);
    }

    /// <summary>All files, and where they belong.</summary>
    internal static IEnumerable<FileCopy> Files(DataHome home) =>
        SegmentedImages.Files(Folder(home)).SelectMany(f => new[] { f, Path.ChangeExtension(f, ".pts") }).Select(f => new FileCopy(f, Path.GetFileName(f)));

    // In its own folder, or, where a copy is taken over, right in the one that is named.
    private static string Folder(DataHome home) =>
        !Directory.Exists(home.PathOf("faces")) && Directory.Exists(home.Folder) && Directory.EnumerateFiles(home.Folder, "*.pts").Any() ? home.Folder : home.FolderOf("Faces", "faces");

    private static string PersonOf(string file)
    {
        var name = Path.GetFileNameWithoutExtension(file);
        return name.LastIndexOf('_') is > 0 and var end ? name[..end] : name;
    }
}
