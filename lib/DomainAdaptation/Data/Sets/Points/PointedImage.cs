namespace DomainAdaptation;

/// <summary>An image and its points, in pixels from 0.</summary>
/// <param name="Image">The file.</param>
/// <param name="Points">The points.</param>
/// <param name="Box">The corners of what is cut out; the points themselves when null.</param>
internal sealed record PointedImage(string Image, IReadOnlyList<(float X, float Y)> Points, IReadOnlyList<(float X, float Y)>? Box = null);
