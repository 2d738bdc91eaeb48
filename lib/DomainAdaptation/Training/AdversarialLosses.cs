using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn.functional;

namespace DomainAdaptation;

/// <summary>The losses of one adversarial step, for either way to set the features against the domain classifier.</summary>
internal static class AdversarialLosses
{
    public static StepLosses Of(DomainAdversarialNetwork network, PairedBatch batch, double lambda, Adversary adversary)
    {
        var labelled = batch.Labels.size(0);
        return adversary == Adversary.GradientReversal
            ? Reversed(network.AdversarialForward(batch.Samples, batch.Sources, lambda, labelled), batch)
            : Swapped(network, batch, labelled, lambda);
    }

    // Ly + Ld(R(f)): one loss, descended by all (eqs. 1–3 with the layer of §3.2).
    private static StepLosses Reversed(NetworkOutput output, PairedBatch batch) => new(
        LabelLoss(output.Labels, batch.Labels),
        DomainLoss(output.Domains, batch.Domains),
        Right(output.Domains, batch.Domains));

    // Ly + Ld+(f held still) + λ Ld−(f; θd held still), where Ld− is Ld with the labels swapped.
    private static StepLosses Swapped(DomainAdversarialNetwork network, PairedBatch batch, long labelled, double lambda)
    {
        var features = network.FeaturesOf(batch.Samples, batch.Sources);
        var labels = network.LabelPredictor.call(features.narrow(0, 0, labelled));
        var domains = network.DomainClassifier.call(features.detach());
        var classifier = network.DomainClassifier.parameters().ToList();
        classifier.ForEach(p => p.requires_grad = false);
        var seenByFeatures = network.DomainClassifier.call(GradientReversal.Apply(features, -lambda)); // −(−λ): scaled, not reversed
        classifier.ForEach(p => p.requires_grad = true);
        return new StepLosses(
            LabelLoss(labels, batch.Labels),
            DomainLoss(domains, batch.Domains),
            Right(domains, batch.Domains),
            DomainLoss(seenByFeatures, batch.Domains.eq(Scalars.Zero).to(ScalarType.Float32)));
    }

    /// <summary>Ly: the mean cross-entropy, always in 32 bits.</summary>
    public static Tensor LabelLoss(Tensor logits, Tensor labels) => cross_entropy(logits.to(ScalarType.Float32), labels);

    // Ld: the mean binary cross-entropy, always in 32 bits.
    private static Tensor DomainLoss(Tensor logits, Tensor domains) => binary_cross_entropy_with_logits(logits.to(ScalarType.Float32), domains);

    private static Tensor Right(Tensor logits, Tensor domains)
    {
        using var right = logits.gt(Scalars.Zero).eq(domains).to(ScalarType.Float32);
        return right.mean();
    }
}
