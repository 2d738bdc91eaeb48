namespace DomainAdaptation;

/// <summary>The label half of adversarial training, alone: both bounds of the paper's tables are trained by it.</summary>
internal static class SupervisedTrainer
{
    // The batches of labelled samples and their order are those of adversarial training, so that on domains of equal length
    // the domain branch is the only difference between a bound and the method.
    public static IReadOnlyList<EpochMetrics> Fit(
        LabelledDomain labelled,
        DomainAdversarialNetwork network,
        DannOptions options,
        Domain domain,
        TrainingHooks hooks,
        CancellationToken cancellation,
        LabelledDomain? labelledTarget = null)
    {
        network.Normalisation ??= Normalisation.Measure(options.Scaling, [labelled.WithoutLabels(), .. labelledTarget is null ? [] : new[] { labelledTarget.WithoutLabels() }]);
        var pair = new DomainPair(labelled, labelled.WithoutLabels(), labelledTarget);
        using var batches = new PairedBatches(
            pair, options.BatchSize, options.Seed, network.Normalisation, Trainer.DeviceOf(network), options.LabelledTargetShare);
        TrainingLoop.CheckShapes(network, batches.At(0), labelled);
        using var method = new LabelsAlone(labelledTarget is null ? domain : null);
        return TrainingLoop.Run(pair, network, method, options, domain, batches.StepsPerEpoch, batches.LabelledAt, hooks, cancellation);
    }

    // Of one domain, or of the two that the batch holds.
    private sealed class LabelsAlone(Domain? only) : AdaptationMethod(new("labels-alone", "Label loss alone", "", Adapts: false))
    {
        public override Losses Step(StepContext step)
        {
            if (only is not { } domain)
            {
                return Losses.Of(step.LabelLoss());
            }

            step.Network.Domain = domain;
            return Losses.Of(StepContext.CrossEntropy(step.Network.call(step.Samples), step.Labels));
        }
    }
}
