namespace DomainAdaptation;

/// <summary>A rectangle of an image, in pixels.</summary>
internal sealed record ImagePart(int Left, int Top, int Width, int Height);
