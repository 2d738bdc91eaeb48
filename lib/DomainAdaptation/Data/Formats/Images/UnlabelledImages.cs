namespace DomainAdaptation;

/// <summary>Images without labels, each with its file: a target of one's own. See <see cref="ImageFolder.ReadUnlabelled"/>.</summary>
public sealed class UnlabelledImages
{
    internal UnlabelledImages(string name, ImageListing listing, ImageStack stack, int height, int width)
    {
        Files = [.. stack.OfThoseRead(listing.Files)];
        Skipped = listing.SkippedWith(stack);
        Domain = Files.Count > 0
            ? UnlabelledDomain.FromImages(ImageListing.Counted(name, Files.Count), stack.Pixels, height, width, channels: 3)
            : throw new InvalidDataException($"None of the {listing.Files.Count} images in {listing.Place} can be read: {Skipped[^1]}.");
    }

    /// <summary>The images: bytes [N, height, width, 3]. Its name ends in their number.</summary>
    public UnlabelledDomain Domain { get; }

    /// <summary>The files, full paths, in the order of the domain.</summary>
    public IReadOnlyList<string> Files { get; }

    /// <summary>What was passed over, and why.</summary>
    public IReadOnlyList<SkippedFile> Skipped { get; }

    /// <inheritdoc/>
    public override string ToString() => $"{Domain}{(Skipped.Count > 0 ? $", {Skipped.Count} files passed over" : "")}";
}
