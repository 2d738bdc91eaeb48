namespace DomainAdaptation;

/// <summary>From folders of one's own images to a model: labelled sources, an unlabelled target, and no choice that needs a label of the target.</summary>
/// <example>
/// <code>
/// using var adapted = ImageAdaptation.Fit(["my/labelled"], "my/unlabelled");
/// adapted.Model.Save("my/model");
/// </code>
/// </example>
public static class ImageAdaptation
{
    private const int Sampled = 25; // images whose size chooses the network

    /// <summary>Reads the images, trains source-only and some methods, and keeps the one that a score without target labels likes best.</summary>
    /// <param name="sources">Folders that hold a folder for each class, or lists: see <see cref="ImageFolder.Read"/>. Classes are known by their names.</param>
    /// <param name="target">A folder of images, or a list: see <see cref="ImageFolder.ReadUnlabelled"/>.</param>
    /// <param name="options">Settings.</param>
    /// <param name="progress">Is told how far it is, and with <see cref="TrainingProgress.Note"/> what was found in the data.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <returns>The model and all that is known of it; the caller disposes it.</returns>
    /// <exception cref="ArgumentException">An option makes no sense.</exception>
    /// <exception cref="DataNotFoundException">A folder is not there, or the weights of the ResNet.</exception>
    /// <exception cref="InvalidDataException">A folder holds no images, or there are fewer than two classes; a checkpoint to go on from is damaged, or of other images or settings; with <see cref="ImageAdaptationOptions.Strict"/> whatever is wrong with the data.</exception>
    /// <exception cref="IOException">A checkpoint cannot be written.</exception>
    /// <exception cref="DivergedException">A loss became NaN or infinite.</exception>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public static AdaptedImages Fit(
        IReadOnlyList<string> sources, string target, ImageAdaptationOptions? options = null, IProgress<TrainingProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(sources);
        ArgumentException.ThrowIfNullOrWhiteSpace(target);
        options ??= new ImageAdaptationOptions();
        options.Validate();
        if (sources.Count == 0)
        {
            throw new ArgumentException("There is no source: name a folder of labelled images.", nameof(sources));
        }

        var listings = Listed(sources);
        var (unlabelled, test) = (ImageListing.Unlabelled(target), options.Test is { Length: > 0 } path ? ImageListing.Labelled(path, listings[0].ClassNames) : null);
        using var parts = ImageNetwork.Of(NetworkFor(unlabelled, options));
        parts.Augment(options.Augmentation, options.Crops);
        var home = DataHome.Find(options.DataFolder);
        parts.Prepare(home);
        Note($"Network: {parts.Title}.");

        string[] methods = [Methods.SourceOnly, .. (options.Methods is { Count: > 0 } named ? named : parts.Methods).Where(m => m != Methods.SourceOnly).Distinct(StringComparer.Ordinal)];
        var runs = listings.Count + 1 + (test is null ? 0 : 1) + methods.Length;
        var done = 0;
        ImageSet[] labelled = [.. listings.Select(l => Read("source", l, parts.Views))];
        RequireTwoClasses(labelled);
        var data = ImageData.Of(labelled, Read("target", unlabelled, parts.Views), test is null ? null : Read("test", test, ImageViews.None), options.HeldOut, options.Seed, parts.Views.Count);
        IReadOnlyList<Finding> found = [.. DataDoctor.Examine(data.All), .. data.NothingHeldOut
            ? [new Finding("nothing held aside", "no class has two images, so the accuracy on the source is of what was trained on.", IsWarning: true)] : Array.Empty<Finding>()];
        foreach (var finding in found)
        {
            Note(finding.ToString());
        }

        if (options.Strict && found.FirstOrDefault(f => f.IsWarning) is { } wrong)
        {
            throw new InvalidDataException($"{wrong} Mend it, or go on without strict.");
        }

        var even = DataDoctor.IsUneven(data.Sources);
        var settings = parts.Options(data.Training.Count, options.Seed).With(epochs: options.Epochs, evenClasses: even);
        var attempts = new List<Attempt>();
        try
        {
            foreach (var method in methods)
            {
                attempts.Add(Attempt.Make(method, data, parts, settings, HooksOf(method), Tell, new TrainingProgress(method, ++done, runs), cancellation));
            }

            var chosen = attempts.Where(a => a.Result.Scores.ContainsKey(options.ChooseBy)).MaxBy(a => a.Result.Scores[options.ChooseBy]) ?? attempts[^1];
            var shares = even ? [.. data.ClassNames.Select(_ => 1.0 / data.ClassCount)] : data.Shares();
            var confusion = data.Test is { } testSet ? ConfusionMatrix.Of(chosen.Network, testSet.Labelled, chosen.Network.Domain) : null;
            var health = TrainingDoctor.Examine(chosen, attempts, data.ClassNames, shares, confusion);
            var model = new ImageClassifier(parts.Whole(chosen.Network, data.ClassCount), parts.Id, data.ClassNames, chosen.Result.Method, chosen.Result.Temperature);
            return new(model, data, attempts, chosen, found, health, confusion, options, settings);
        }
        catch
        {
            attempts.ForEach(a => a.Dispose());
            throw;
        }

        ImageSet Read(string role, ImageListing listing, ImageViews views)
        {
            var report = new TrainingProgress($"reading {role} {Path.GetFileName(listing.Place)}", ++done, runs);
            return ImageSet.Read(role, listing, parts, views, home, read => Tell(report with { Step = read, Steps = listing.Files.Count }), Note, cancellation);
        }

        TrainingHooks HooksOf(string method) =>
            options.Checkpoints is { Length: > 0 } folder ? new(CheckpointPath: Path.Combine(folder, method + ".safetensors"), Resume: options.Resume) : TrainingHooks.None;

        void Note(string line) => progress?.Report(new TrainingProgress(Note: line));

        void Tell(TrainingProgress p) => progress?.Report(p);
    }

    /// <summary>Which network the options mean; what is wrong with folders or options is told before anything is fetched for it.</summary>
    internal static string NetworkFor(IReadOnlyList<string> sources, string target, ImageAdaptationOptions options)
    {
        options.Validate();
        var names = Listed(sources)[0].ClassNames;
        if (options.Test is { Length: > 0 } test)
        {
            _ = ImageListing.Labelled(test, names);
        }

        var network = NetworkFor(ImageListing.Unlabelled(target), options);
        using var parts = ImageNetwork.Of(network);
        parts.Augment(options.Augmentation, options.Crops);
        return network;
    }

    private static void RequireTwoClasses(ImageSet[] sources)
    {
        var names = sources[0].Listing.ClassNames;
        var there = sources.SelectMany(s => s.Labels).ToHashSet();
        if (there.Count < 2)
        {
            throw new InvalidDataException($"Of {string.Join(", ", names.Where((_, c) => !there.Contains(c)).Take(3))} no image can be read in {sources[0].Listing.Place}, and two classes at least are needed. The first, {sources.SelectMany(s => s.Skipped).First(s => s.Path.Length > 0)}.");
        }
    }

    private static string NetworkFor(ImageListing target, ImageAdaptationOptions options) =>
        options.Network == ImageNetwork.Auto ? ImageNetwork.Choose(Spread(target.Files)) : options.Network;

    // Sources may have different classes: all names together are the classes, and each source has some of them.
    private static List<ImageListing> Listed(IReadOnlyList<string> sources)
    {
        var first = sources.Select(s => ImageListing.Labelled(s)).ToList();
        string[] names = [.. first.SelectMany(l => l.ClassNames).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        return first.Count == 1 ? first : [.. sources.Select(s => ImageListing.Labelled(s, names))];
    }

    private static IEnumerable<string> Spread(IReadOnlyList<string> files) => Enumerable.Range(0, Math.Min(files.Count, Sampled)).Select(i => files[(int)((long)i * files.Count / Math.Min(files.Count, Sampled))]);
}
