using static TorchSharp.torch;

namespace DomainAdaptation;

/// <summary>What sets of images with a class for each pixel have in common.</summary>
internal static class SegmentedImages
{
    /// <summary>The images right in a folder, by name.</summary>
    public static IReadOnlyList<string> Files(string folder) => !Directory.Exists(folder) ? [] :
        [.. Directory.EnumerateFiles(folder).Where(f => Path.GetExtension(f).ToUpperInvariant() is ".PNG" or ".JPG" or ".JPEG").Order(StringComparer.Ordinal)];

    /// <summary>Reads images and their maps, the latter as gray levels unless it is said how.</summary>
    /// <exception cref="InvalidDataException">A map is missing, a file is no image, or a level is no class.</exception>
    public static LabelledDomain Read(
        string name, IReadOnlyList<(string Image, string Labels)> files, int height, int width, Segmentation task, Func<IReadOnlyList<string>, byte[]>? maps = null)
    {
        if (files.FirstOrDefault(f => !File.Exists(f.Labels)) is { Labels: { } missing } frame)
        {
            throw new InvalidDataException($"{frame.Image} has no labels: there is no {missing}.");
        }

        var pixels = ImageStack.Read([.. files.Select(f => f.Image)], height, width);
        IReadOnlyList<string> labels = [.. files.Select(f => f.Labels)];
        var read = maps is null ? LabelMaps.Read(labels, height, width) : maps(labels);
        try
        {
            return new(name, UnlabelledDomain.Pixels(name, pixels, height, width, 3), tensor(read, ScalarType.Byte).reshape(files.Count, height, width), task);
        }
        catch (ArgumentException e)
        {
            throw new InvalidDataException($"The labels beside {files[0].Image} do not fit: {e.Message}", e);
        }
    }
}
