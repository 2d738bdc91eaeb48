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
            pair, options.BatchSize, options.Seed, network.Normalisation, AdversarialTrainer.DeviceOf(network), options.LabelledTargetShare);
        TrainingLoop.CheckShapes(network, batches.At(0), labelled);
        return TrainingLoop.Run(network, options, domain, batches.StepsPerEpoch, Losses, hooks, cancellation);

        StepLosses Losses(int step, double lambda)
        {
            var batch = batches.LabelledAt(step);
            if (labelledTarget is not null)
            {
                return new StepLosses(AdversarialLosses.LabelLoss(network.LabelPredictor.call(network.FeaturesOf(batch.Samples, batch.Sources)), batch.Labels));
            }

            network.Domain = domain;
            return new StepLosses(AdversarialLosses.LabelLoss(network.call(batch.Samples), batch.Labels));
        }
    }
}
