namespace DomainAdaptation;

/// <summary>The labelled source together with the few target samples that have labels, without adaptation: "Syn + Real" of the paper's semi-supervised figure (JMLR 2016, §5.2.5).</summary>
public static class SourceAndTarget
{
    /// <summary>Trains the feature extractor and the label predictor, in place; the domain classifier stays as it was.</summary>
    /// <param name="source">The labelled source.</param>
    /// <param name="labelledTarget">The labelled samples of the target.</param>
    /// <param name="network">The network.</param>
    /// <param name="options">Settings; <see cref="DannOptions.LabelledTargetShare"/> says how a batch is composed.</param>
    /// <param name="hooks">Reports, score and checkpoint.</param>
    /// <param name="cancellation">Ends the training between two steps.</param>
    /// <returns>The metrics of each epoch.</returns>
    /// <exception cref="DivergedException">The loss became NaN or infinite.</exception>
    /// <exception cref="OperationCanceledException">The training was cancelled.</exception>
    /// <exception cref="ThreadInterruptedException">Its thread was interrupted: the training ends between two steps, as when cancelled.</exception>
    public static IReadOnlyList<EpochMetrics> Fit(
        LabelledDomain source,
        LabelledDomain labelledTarget,
        DomainAdversarialNetwork network,
        DannOptions? options = null,
        TrainingHooks? hooks = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(labelledTarget);
        ArgumentNullException.ThrowIfNull(network);
        options ??= new DannOptions();
        options.Validate();
        return SupervisedTrainer.Fit([source], network, options, Domain.Target, hooks ?? TrainingHooks.None, cancellation, labelledTarget);
    }
}
