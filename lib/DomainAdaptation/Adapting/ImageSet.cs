using System.Globalization;
using static TorchSharp.torch;

namespace DomainAdaptation;

/// <summary>The images of one folder or list as a training sees them, each with its file, and what was noticed on reading them.</summary>
/// <param name="Role">What it is for: source, target or test.</param>
/// <param name="Listing">What was found in the folder.</param>
/// <param name="Samples">What the network that is trained sees of each image that was read: its pixels, or a frozen network's features. Of a source they are gone once it is split.</param>
/// <param name="Labels">The class of each; empty where there are none.</param>
/// <param name="Files">The file of each.</param>
/// <param name="Traits">What is unusual about each.</param>
/// <param name="Skipped">What was passed over.</param>
internal sealed record ImageSet(
    string Role, ImageListing Listing, UnlabelledDomain Samples, IReadOnlyList<int> Labels, IReadOnlyList<string> Files, IReadOnlyList<ImageTraits> Traits, IReadOnlyList<SkippedFile> Skipped)
{
    private const int Block = 2 * Chunk; // images in one file of the cache
    private const int Fewest = 200; // fewer are decoded in a moment
    private const int Chunk = 256; // images decoded at once: 38 MB of them at 224 × 224

    /// <summary>Reads images a chunk at a time, so that a folder may be larger than memory: what is kept of each is what the network sees.</summary>
    /// <param name="role">What it is for.</param>
    /// <param name="listing">The files.</param>
    /// <param name="network">What sees them first.</param>
    /// <param name="views">What is seen of each.</param>
    /// <param name="home">Where the cache is.</param>
    /// <param name="tell">Is told how many were read.</param>
    /// <param name="note">Is told what went wrong beside it.</param>
    /// <param name="cancellation">Ends the work between two chunks.</param>
    /// <exception cref="InvalidDataException">No file can be read.</exception>
    public static ImageSet Read(string role, ImageListing listing, ImageNetwork network, ImageViews views, DataHome home, Action<int> tell, Action<string> note, CancellationToken cancellation)
    {
        var blocks = new List<ImagesSeen>();
        var reads = false;
        for (var start = 0; start < listing.Files.Count; start += Block)
        {
            // Each block is kept as soon as it is read, so that a run that is ended has not read in vain.
            string[] files = [.. listing.Files.Skip(start).Take(Block)];
            var cache = new ImageCache(home, files, network, views, keeps: listing.Files.Count >= Fewest);
            var before = start;
            var seen = cache.Find();
            if (seen is null)
            {
                if (!reads && listing.Files.Count > Block) // of fewer it takes moments
                {
                    note(string.Create(CultureInfo.InvariantCulture, $"Reading {listing.Files.Count - start:N0} images of {Path.GetFileName(listing.Place)}."));
                }

                reads = true;
                seen = See(files, network, views, read => tell(before + read), cancellation);
                if (cache.Keep(seen) is { } trouble && start == 0)
                {
                    note(trouble);
                }
            }

            blocks.Add(seen);
        }

        return Whole(role, listing, blocks);
    }

    private static ImageSet Whole(string role, ImageListing listing, List<ImagesSeen> blocks)
    {
        int[] read = [.. blocks.SelectMany((b, at) => b.Read.Select(i => (at * Block) + i))];
        var faults = blocks.SelectMany((b, at) => b.Faults.Select(f => (Position: (at * Block) + f.Key, Why: f.Value))).OrderBy(f => f.Position).ToList();
        if (read.Length == 0)
        {
            throw new InvalidDataException($"None of the {listing.Files.Count} images in {listing.Place} can be read. The last, {listing.Files[faults[^1].Position]}, {faults[^1].Why}.");
        }

        var parts = blocks.Where(b => b.Read.Count > 0).Select(b => b.Samples).ToList();
        var samples = cat(parts);
        blocks.ForEach(b => b.Samples.Dispose());
        return new(
            role, listing, new UnlabelledDomain(ImageListing.Counted(Path.GetFileName(listing.Place), read.Length), samples),
            listing.Labels.Count == 0 ? [] : [.. read.Select(i => listing.Labels[i])], [.. read.Select(i => listing.Files[i])], [.. blocks.SelectMany(b => b.Traits)],
            [.. listing.Skipped, .. faults.Select(f => new SkippedFile(listing.Files[f.Position], f.Why))]);
    }

    private static ImagesSeen See(string[] all, ImageNetwork network, ImageViews views, Action<int> tell, CancellationToken cancellation)
    {
        var parts = new List<Tensor>();
        var read = new List<int>();
        var traits = new List<ImageTraits>();
        var faults = new Dictionary<int, string>();
        var passing = false;
        for (var start = 0; start < all.Length; start += Chunk)
        {
            cancellation.ThrowIfCancellationRequested();
            var files = all[start..Math.Min(all.Length, start + Chunk)];
            var stack = ImageStack.Read(files, network.ImageSize, network.ImageSize, skipUnreadable: true);
            passing |= stack.IsPassing;
            for (var i = 0; i < files.Length; i++)
            {
                if (stack.Faults[i] is { } fault)
                {
                    faults.Add(start + i, ImageListing.WithoutName(fault, files[i]));
                }
                else
                {
                    read.Add(start + i);
                    traits.Add(stack.Traits[i]!.Value);
                }
            }

            if (stack.Pixels.Length > 0)
            {
                parts.Add(network.See(stack.Pixels, views));
            }

            tell(start + files.Length);
        }

        var samples = parts.Count > 0 ? cat(parts) : zeros(0);
        parts.ForEach(p => p.Dispose());
        return new(samples, read, traits, faults, passing);
    }

    /// <summary>The images with their labels.</summary>
    public LabelledDomain Labelled => new(Samples.Name, Samples.Samples.alias(), tensor(Labels.Select(l => (long)l).ToArray()), Listing.ClassNames.Count);
}
