using static TorchSharp.torch;

namespace DomainAdaptation;

/// <summary>What <see cref="ImageAdaptation.Fit"/> leaves: the model, its predictions, what was tried, and what is known without labels of the target.</summary>
public sealed class AdaptedImages : IDisposable
{
    private readonly IReadOnlyList<Attempt> attempts;
    private readonly Attempt chosen;
    private readonly ImageData data;
    private readonly ImageAdaptationOptions options;
    private readonly DannOptions settings;

    internal AdaptedImages(
        ImageClassifier model, ImageData data, IReadOnlyList<Attempt> attempts, Attempt chosen, IReadOnlyList<Finding> found, IReadOnlyList<Finding> health,
        ConfusionMatrix? testConfusion, ImageAdaptationOptions options, DannOptions settings)
    {
        this.data = data;
        (this.options, this.settings) = (options, settings);
        (this.attempts, this.chosen) = (attempts, chosen);
        (Model, DataFindings, TrainingFindings, TestConfusion, ChosenBy) = (model, found, health, testConfusion, options.ChooseBy);
        Predictions = new(ImageClassifier.Named(data.Target.Files, chosen.TargetProbabilities, data.ClassNames), data.Target.Skipped);
    }

    /// <summary>The model of the method that was chosen.</summary>
    public ImageClassifier Model { get; }

    /// <summary>What it says of the target's images.</summary>
    public ImagePredictions Predictions { get; }

    /// <summary>All methods that were tried, source-only first.</summary>
    public IReadOnlyList<TriedMethod> Tried => [.. attempts.Select(a => a.Result)];

    /// <summary>The one that was chosen.</summary>
    public TriedMethod Chosen => chosen.Result;

    /// <summary>The score that chose it.</summary>
    public string ChosenBy { get; }

    /// <summary>What was passed over, changed or looks wrong in the data.</summary>
    public IReadOnlyList<Finding> DataFindings { get; }

    /// <summary>What the trainings look like, without a label of the target.</summary>
    public IReadOnlyList<Finding> TrainingFindings { get; }

    /// <summary>The labelled images that were trained on or held aside, of all sources.</summary>
    public IReadOnlyList<string> SourceFiles => [.. data.Sources.SelectMany(s => s.Files)];

    /// <summary>The class of each of <see cref="SourceFiles"/>, by name.</summary>
    public IReadOnlyList<string> SourceClasses => [.. data.Sources.SelectMany(s => s.Labels.Select(l => data.ClassNames[l]))];

    /// <summary>The predictions on the labelled test set of the chosen method, by true class (rows) and predicted class (columns); null where there is none.</summary>
    public ConfusionMatrix? TestConfusion { get; }

    /// <summary>All that was asked, found and measured, as JSON; what was not measured is absent.</summary>
    public string ToJson() => AdaptationRecord.Of(this, data, options, settings);

    /// <summary>A t-SNE map of what a method's network makes of both domains: first samples of the source that were held aside, then of the target.</summary>
    /// <returns>The map, and how many of its points are of the source; null where there are too few for a map.</returns>
    internal (TSneMap Map, int SourceCount)? MapOf(string method, int points, CancellationToken cancellation)
    {
        var network = (attempts.FirstOrDefault(a => a.Result.Method == method) ?? throw new UnknownChoiceException($"{method} was not tried: use {string.Join(", ", attempts.Select(a => a.Result.Method))}.", nameof(method))).Network;
        using var scope = NewDisposeScope();
        var source = data.HeldOut.Spread(points);
        var features = cat([Embedding.Of(network, source.WithoutLabels(), domain: Domain.Source), Embedding.Of(network, data.Target.Samples.Spread(points), domain: network.Domain)]);
        var tSne = new TSneOptions();
        return features.size(0) - 1 < 3 * tSne.Perplexity ? null : (TSne.Embed(features, tSne, cancellation: cancellation), source.Count);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Model.Dispose();
        foreach (var attempt in attempts)
        {
            attempt.Dispose();
        }
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Chosen}, chosen by {ChosenBy} among {string.Join(", ", Tried.Select(t => t.Method))}";
}
