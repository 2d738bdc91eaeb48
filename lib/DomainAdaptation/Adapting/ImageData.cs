namespace DomainAdaptation;

/// <summary>One's own images, ready for training: sources in two parts, the target, and perhaps a test set.</summary>
internal sealed record ImageData(IReadOnlyList<ImageSet> Sources, ImageSet Target, ImageSet? Test, LabelledDomain Training, LabelledDomain HeldOut, bool NothingHeldOut)
{
    public IReadOnlyList<string> ClassNames => Sources[0].Listing.ClassNames;

    public int ClassCount => ClassNames.Count;

    /// <summary>All sets.</summary>
    public IReadOnlyList<ImageSet> All => [.. Sources, Target, .. Test is { } test ? [test] : Array.Empty<ImageSet>()];

    /// <summary>The shares of the classes in training, where batches are drawn as they come.</summary>
    public IReadOnlyList<double> Shares()
    {
        var labels = Training.Labels.data<long>().ToArray();
        return [.. Enumerable.Range(0, ClassCount).Select(c => labels.Count(l => l == c) / (double)labels.Length)];
    }

    /// <summary>Puts sets together, several sources as one ("source combine"); of each class of each source a share is held aside.</summary>
    public static ImageData Of(IReadOnlyList<ImageSet> sources, ImageSet target, ImageSet? test, double heldOut, int seed)
    {
        var parts = sources.Select(s => HoldAside.Of(s.Labelled, heldOut, seed)).ToList();
        foreach (var source in sources)
        {
            source.Samples.Samples.Dispose(); // its two parts are copies
        }

        var held = parts.Select(p => p.HeldOut).OfType<LabelledDomain>().ToList();
        // Where every class has one image alone, nothing can be held aside: what was trained on is judged, and scores are worth little.
        return new(sources, target, test, One([.. parts.Select(p => p.Training)]), held.Count == 0 ? parts[0].Training : One(held), held.Count == 0);
    }

    private static LabelledDomain One(List<LabelledDomain> domains) => domains is [var only] ? only : LabelledDomain.Combine(domains);
}
