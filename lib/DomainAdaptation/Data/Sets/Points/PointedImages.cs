using static TorchSharp.torch;

namespace DomainAdaptation;

/// <summary>Reads images with points, whole or cut out around their points.</summary>
internal static class PointedImages
{
    /// <param name="name">What they are; their number is added.</param>
    /// <param name="faces">Each image with its points, in pixels from 0.</param>
    /// <param name="size">Rows and columns that images are warped to.</param>
    /// <param name="task">The task, which says how many points there are.</param>
    /// <param name="margin">How much of their extent is added on each side of a square around the box or the points; null takes the whole image.</param>
    /// <returns>Bytes [N, size, size, 3]; labels float32 [N, points, 2], as shares of what was cut out.</returns>
    /// <exception cref="InvalidDataException">A file is no image, or has another number of points.</exception>
    public static LabelledDomain Read(string name, IReadOnlyList<PointedImage> faces, int size, Keypoints task, double? margin = null)
    {
        if (faces.FirstOrDefault(f => f.Points.Count != task.Points) is { } other)
        {
            throw new InvalidDataException($"{other.Image} has {other.Points.Count} points; {task.Points} are wanted.");
        }

        var parts = new ImagePart[faces.Count];
        var pixels = ImageStack.Read([.. faces.Select(f => f.Image)], size, size, (i, image) => parts[i] = margin is { } m ? Around(faces[i].Box ?? faces[i].Points, image, m) : Whole(faces[i].Image, image));
        var points = faces.Zip(parts).SelectMany(f => f.First.Points.SelectMany(p => new[] { (p.X - f.Second.Left) / f.Second.Width, (p.Y - f.Second.Top) / f.Second.Height })).ToArray();
        name = ImageListing.Counted(name, faces.Count);
        return LabelledDomain.WithTask(name, UnlabelledDomain.Pixels(name, pixels, size, size, 3), tensor(points).reshape(faces.Count, task.Points, 2), task);
    }

    // Warped to a square, x and y would be in different units.
    private static ImagePart Whole(string file, RgbImage image) => image.Width == image.Height
        ? new(0, 0, image.Width, image.Height)
        : throw new InvalidDataException($"{file} is {image.Width} × {image.Height} pixels: faces are cut out as squares here.");

    // A square within the image, as near around the points as that allows.
    private static ImagePart Around(IReadOnlyList<(float X, float Y)> points, RgbImage image, double margin)
    {
        float left = points.Min(p => p.X), right = points.Max(p => p.X), top = points.Min(p => p.Y), bottom = points.Max(p => p.Y);
        var side = Math.Clamp((int)Math.Ceiling(Math.Max(right - left, bottom - top) * (1 + (2 * margin))), 1, Math.Min(image.Width, image.Height));
        return new(
            Math.Clamp((int)Math.Round(((left + right) / 2) - (side / 2.0)), 0, image.Width - side), Math.Clamp((int)Math.Round(((top + bottom) / 2) - (side / 2.0)), 0, image.Height - side), side, side);
    }
}
