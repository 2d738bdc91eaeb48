namespace DomainAdaptation;

/// <summary>An image and its points, in pixels from 0.</summary>
internal sealed record PointedImage(string Image, IReadOnlyList<(float X, float Y)> Points);
