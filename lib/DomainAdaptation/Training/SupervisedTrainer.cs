namespace DomainAdaptation;

/// <summary>The label half of adversarial training, alone: both bounds of the paper's tables are trained by it.</summary>
internal static class SupervisedTrainer
{
    // The batches of labelled samples and their order are those of adversarial training, so that on domains of equal length
    // the domain branch is the only difference between a bound and the method.
    public static IReadOnlyList<EpochMetrics> Fit(
        IReadOnlyList<LabelledDomain> labelled,
        DomainAdversarialNetwork network,
        DannOptions options,
        Domain domain,
        TrainingHooks hooks,
        CancellationToken cancellation,
        LabelledDomain? labelledTarget = null)
    {
        var normalisation = network.Measure(options.Scaling, [.. labelled.Select(l => l.WithoutLabels()), .. labelledTarget is null ? [] : new[] { labelledTarget.WithoutLabels() }]);
        var data = new AdaptationData(labelled, [labelled[0].WithoutLabels()], labelledTarget);
        using var batches = new Batches(
            data, options.BatchSize, options.Seed, normalisation, network.Device, options.LabelledTargetShare, options.Augmentation, options.EvenClasses);
        var first = batches.LabelledAt(0);
        TrainingLoop.CheckShapes(network, labelledTarget is null ? first with { Parts = [new(domain, 0, (int)first.Labels.size(0))] } : first, labelled[0]);
        using var method = new LabelsAlone(labelledTarget is null ? domain : null);
        return TrainingLoop.Run(data, network, method, options, domain, batches.StepsPerEpoch, batches.LabelledAt, hooks, cancellation);
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
            return Losses.Of(step.Task.Loss(step.Network.call(step.Samples), step.Labels));
        }
    }
}
