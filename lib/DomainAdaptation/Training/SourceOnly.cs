namespace DomainAdaptation;

/// <summary>The lower bound: the same network and batches, trained on the labelled source alone.</summary>
public static class SourceOnly
{
    /// <summary>Trains the feature extractor and the label predictor, in place; the domain classifier stays as it was.</summary>
    /// <param name="source">The labelled source.</param>
    /// <param name="network">The network.</param>
    /// <param name="options">Settings; those of the adaptation are without effect.</param>
    /// <param name="hooks">Reports, score and checkpoint.</param>
    /// <param name="cancellation">Ends the training between two steps.</param>
    /// <returns>The metrics of each epoch.</returns>
    /// <exception cref="DivergedException">The loss became NaN or infinite.</exception>
    /// <exception cref="OperationCanceledException">The training was cancelled.</exception>
    /// <exception cref="ThreadInterruptedException">Its thread was interrupted: the training ends between two steps, as when cancelled.</exception>
    public static IReadOnlyList<EpochMetrics> Fit(
        LabelledDomain source,
        DomainAdversarialNetwork network,
        DannOptions? options = null,
        TrainingHooks? hooks = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(network);
        options ??= new DannOptions();
        options.Validate();
        return SupervisedTrainer.Fit([source], network, options, Domain.Source, hooks ?? TrainingHooks.None, cancellation);
    }

    /// <summary>The same on several sources at once: a batch has as many samples of each, and they share their statistics.</summary>
    /// <param name="sources">The labelled sources.</param>
    /// <param name="network">The network.</param>
    /// <param name="options">Settings; those of the adaptation are without effect.</param>
    /// <param name="hooks">Reports, score and checkpoint.</param>
    /// <param name="cancellation">Ends the training between two steps.</param>
    /// <returns>The metrics of each epoch.</returns>
    /// <exception cref="ArgumentException">There is none, or they do not fit together.</exception>
    /// <exception cref="DivergedException">The loss became NaN or infinite.</exception>
    /// <exception cref="OperationCanceledException">The training was cancelled.</exception>
    public static IReadOnlyList<EpochMetrics> FitAll(
        IReadOnlyList<LabelledDomain> sources,
        DomainAdversarialNetwork network,
        DannOptions? options = null,
        TrainingHooks? hooks = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(sources);
        ArgumentNullException.ThrowIfNull(network);
        if (sources.Count == 0)
        {
            throw new ArgumentException("There is no source to train on.", nameof(sources));
        }

        options ??= new DannOptions();
        options.Validate();
        return SupervisedTrainer.Fit(sources, network, options, Domain.Source, hooks ?? TrainingHooks.None, cancellation);
    }
}
