namespace DomainAdaptation;

/// <summary>Domain-adversarial training (Ganin &amp; Lempitsky 2014, §3): labels of the source, no labels of the target.</summary>
/// <remarks>
/// E(θf, θy, θd) = Ly(θf, θy) − λ Ld(θf, θd): the label predictor and the features minimise the label loss, the domain
/// classifier minimises the domain loss, and the features maximise it (eqs. 1–3). With the gradient reversal layer in front
/// of the domain classifier, all of it is one descent on Ly + Ld(R(f)). A pair with some labelled target samples makes it
/// semi-supervised. Short for <see cref="Trainer.Fit"/> with <see cref="Dann"/>.
/// </remarks>
public static class AdversarialTrainer
{
    /// <summary>Trains a network, in place, until the last epoch.</summary>
    /// <param name="pair">The labelled source and the unlabelled target.</param>
    /// <param name="network">The network; it stays on the device it is on.</param>
    /// <param name="options">Settings; by default the paper's.</param>
    /// <param name="hooks">Reports, score and checkpoint.</param>
    /// <param name="cancellation">Ends the training between two steps; the last checkpoint stays.</param>
    /// <returns>The metrics of each epoch.</returns>
    /// <exception cref="ArgumentException">The network's outputs do not fit the data; the message gives the shapes.</exception>
    /// <exception cref="DivergedException">A loss became NaN or infinite.</exception>
    /// <exception cref="NotSupportedException"><see cref="Precision.BFloat16"/> was asked for where it cannot be had.</exception>
    /// <exception cref="OperationCanceledException">The training was cancelled.</exception>
    /// <exception cref="ThreadInterruptedException">Its thread was interrupted: the training ends between two steps, as when cancelled.</exception>
    public static IReadOnlyList<EpochMetrics> Fit(
        DomainPair pair,
        DomainAdversarialNetwork network,
        DannOptions? options = null,
        TrainingHooks? hooks = null,
        CancellationToken cancellation = default)
    {
        options ??= new DannOptions();
        return Trainer.Fit(pair, network, new Dann(options.DomainWeight, options.Adversary), options, hooks, cancellation);
    }
}
