namespace DomainAdaptation;

/// <summary>The upper bound: the same network and batches, trained on the target with the labels that adaptation never sees.</summary>
public static class TrainOnTarget
{
    /// <summary>Trains the feature extractor and the label predictor, in place; the domain classifier stays as it was.</summary>
    /// <param name="target">The target with its labels.</param>
    /// <param name="network">The network.</param>
    /// <param name="options">Settings; those of the adaptation are without effect.</param>
    /// <param name="hooks">Reports, score and checkpoint.</param>
    /// <param name="cancellation">Ends the training between two steps.</param>
    /// <returns>The metrics of each epoch.</returns>
    /// <exception cref="DivergedException">The loss became NaN or infinite.</exception>
    /// <exception cref="OperationCanceledException">The training was cancelled.</exception>
    /// <exception cref="ThreadInterruptedException">Its thread was interrupted: the training ends between two steps, as when cancelled.</exception>
    public static IReadOnlyList<EpochMetrics> Fit(
        LabelledDomain target,
        DomainAdversarialNetwork network,
        DannOptions? options = null,
        TrainingHooks? hooks = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(network);
        options ??= new DannOptions();
        options.Validate();
        return SupervisedTrainer.Fit([target], network, options, Domain.Target, hooks ?? TrainingHooks.None, cancellation);
    }
}
