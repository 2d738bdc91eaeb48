using static TorchSharp.torch;

namespace DomainAdaptation;

/// <summary>One's own images, ready for training: sources in two parts, the target, and perhaps a test set.</summary>
/// <param name="Sources">Files, labels and traits of the sources; their samples are in the two parts.</param>
/// <param name="Target">The target, as it is predicted.</param>
/// <param name="Test">The test set, if there is one.</param>
/// <param name="Training">What is trained on of all sources, mirror images and crops with it where they were asked for.</param>
/// <param name="TargetTraining">The same of the target.</param>
/// <param name="HeldOut">What is judged by of all sources.</param>
/// <param name="NothingHeldOut">Whether that is what was trained on, because no class has two images.</param>
internal sealed record ImageData(
    IReadOnlyList<ImageSet> Sources, ImageSet Target, ImageSet? Test, LabelledDomain Training, UnlabelledDomain TargetTraining, LabelledDomain HeldOut, bool NothingHeldOut)
{
    public IReadOnlyList<string> ClassNames => Sources[0].Listing.ClassNames;

    public int ClassCount => ClassNames.Count;

    /// <summary>All sets.</summary>
    public IReadOnlyList<ImageSet> All => [.. Sources, Target, .. Test is { } test ? [test] : Array.Empty<ImageSet>()];

    /// <summary>The shares of the classes in training, where batches are drawn as they come.</summary>
    public IReadOnlyList<double> Shares()
    {
        var labels = LabelledDomain.ClassesOf(Training);
        return [.. Enumerable.Range(0, ClassCount).Select(c => labels.Count(l => l == c) / (double)labels.Length)];
    }

    /// <summary>Puts sets together, several sources as one ("source combine"); of each class of each source a share is held aside.</summary>
    public static ImageData Of(IReadOnlyList<ImageSet> sources, ImageSet target, ImageSet? test, double heldOut, int seed, int views)
    {
        var parts = sources.Select(s => HoldAside.Of(s.Labelled, heldOut, seed)).ToList();
        foreach (var source in sources)
        {
            source.Samples.Samples.Dispose(); // its two parts are copies
        }

        var held = parts.Select(p => p.HeldOut).OfType<LabelledDomain>().ToList();
        var (training, judged) = (One([.. parts.Select(p => p.Training)]), held.Count == 0 ? parts[0].Training : One(held));
        // Where every class has one image alone, nothing can be held aside: what was trained on is judged, and scores are worth little.
        return views > 1
            ? new(sources, Plain(target), test, Every(training), Every(target.Samples), Plain(judged), held.Count == 0)
            : new(sources, target, test, training, target.Samples, judged, held.Count == 0);
    }

    // Samples are [n, views, …]; the first view is the image as it is.
    private static UnlabelledDomain Every(UnlabelledDomain domain) => new(domain.Name + ", every view", domain.Samples.transpose(0, 1).flatten(0, 1).contiguous());

    private static LabelledDomain Every(LabelledDomain domain) => new(domain.Name + ", every view", Every(domain.WithoutLabels()).Samples, domain.Labels.repeat(domain.Samples.size(1)), domain.ClassCount);

    private static ImageSet Plain(ImageSet set) => set with { Samples = new(set.Samples.Name, set.Samples.Samples.select(1, 0).contiguous()) };

    private static LabelledDomain Plain(LabelledDomain domain) => new(domain.Name, domain.Samples.select(1, 0).contiguous(), domain.Labels, domain.ClassCount);

    private static LabelledDomain One(List<LabelledDomain> domains) => domains is [var only] ? only : LabelledDomain.Combine(domains);
}
