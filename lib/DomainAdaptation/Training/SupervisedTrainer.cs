using static TorchSharp.torch;
using static TorchSharp.torch.nn.functional;

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
        CancellationToken cancellation)
    {
        network.Normalisation ??= Normalisation.Measure(options.Scaling, labelled.WithoutLabels());
        var pair = new DomainPair(labelled, labelled.WithoutLabels());
        using var batches = new PairedBatches(pair, options.BatchSize, options.Seed, network.Normalisation, AdversarialTrainer.DeviceOf(network));
        TrainingLoop.CheckShapes(network, batches.At(0), labelled);
        return TrainingLoop.Run(network, options, domain, batches.StepsPerEpoch, Losses, hooks, cancellation);

        StepLosses Losses(int step, double lambda)
        {
            var batch = batches.LabelledAt(step);
            network.Domain = domain;
            return new StepLosses(cross_entropy(network.call(batch.Samples), batch.Labels));
        }
    }
}
