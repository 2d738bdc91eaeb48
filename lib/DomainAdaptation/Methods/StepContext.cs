using static TorchSharp.torch;
using static TorchSharp.torch.nn.functional;

namespace DomainAdaptation;

/// <summary>One batch in the eyes of a method: the samples, what the network makes of them, and where the training stands.</summary>
/// <remarks>
/// What is asked for is computed once and kept for the step. The first samples come from the sources, the rest from the targets; those with
/// labels come first (some of a target's too, where adaptation is semi-supervised). All tensors belong to the step.
/// </remarks>
public sealed class StepContext
{
    private readonly Batch batch;
    private readonly long labelled;
    private Tensor? features;
    private Tensor? labelledLogits;
    private Tensor? unlabelledLogits;
    private Tensor? domainNumbers;

    internal StepContext(DomainAdversarialNetwork network, Batch batch, double progress, double lambda)
    {
        (Network, this.batch, Progress, Lambda) = (network, batch, progress, lambda);
        labelled = batch.Labels.size(0);
    }

    /// <summary>The network in training.</summary>
    public DomainAdversarialNetwork Network { get; }

    /// <summary>p, from 0 at the start of the training to 1 at its end.</summary>
    public double Progress { get; }

    /// <summary>λp, the adaptation factor (<see cref="LambdaSchedule"/>).</summary>
    public double Lambda { get; }

    /// <summary>The inputs of all domains, normalised, float32 [n, …].</summary>
    public Tensor Samples => batch.Samples;

    /// <summary>The classes of the labelled samples, int64 [labelled].</summary>
    public Tensor Labels => batch.Labels;

    /// <summary>Which samples come from which domain, in order.</summary>
    public IReadOnlyList<BatchPart> Parts => batch.Parts;

    /// <summary>The domain labels, float32 [n, 1]: 0 = a source, 1 = a target.</summary>
    public Tensor DomainLabels => batch.Domains;

    /// <summary>Gf(x) of all samples, as the network gives them: [n, …].</summary>
    public Tensor AllFeatures => features ??= Network.FeaturesOf(batch.Samples, batch.Passing);

    /// <summary>Gy(Gf(x)) of the labelled samples: [labelled, classes].</summary>
    public Tensor LabelledLogits => labelledLogits ??= Network.LabelPredictor.call(AllFeatures.narrow(0, 0, labelled));

    /// <summary>Gy(Gf(x)) of the target's unlabelled samples: [n − labelled, classes].</summary>
    public Tensor UnlabelledLogits => unlabelledLogits ??= Network.LabelPredictor.call(AllFeatures.narrow(0, labelled, AllFeatures.size(0) - labelled));

    /// <summary>The features of all sources' samples, flattened: [n of the sources, features].</summary>
    public Tensor SourceFeatures => AllFeatures.narrow(0, 0, batch.Sources).flatten(1);

    /// <summary>The features of all targets' samples, flattened: [n of the targets, features].</summary>
    public Tensor TargetFeatures => AllFeatures.narrow(0, batch.Sources, batch.Targets).flatten(1);

    /// <summary>The features of one domain's samples, flattened: [n of the domain, features].</summary>
    /// <param name="domain">Which, among several.</param>
    /// <exception cref="ArgumentException">The batch has no such domain.</exception>
    public Tensor Features(Domain domain) => Part(AllFeatures, domain).flatten(1);

    /// <summary>The inputs of one domain: [n of the domain, …].</summary>
    /// <param name="domain">Which, among several.</param>
    /// <exception cref="ArgumentException">The batch has no such domain.</exception>
    public Tensor Inputs(Domain domain) => Part(batch.Samples, domain);

    /// <summary>Gf anew, not kept: of the sources' or of the targets' samples, or of others in their place. Each passes as a sample of its domain.</summary>
    /// <param name="targets">Whether of the targets.</param>
    /// <param name="inputs">As many inputs, in that order; their own when null.</param>
    /// <returns>As the network gives them: [n of the sources or targets, …].</returns>
    public Tensor Extract(bool targets, Tensor? inputs = null)
    {
        var first = targets ? batch.Sources : 0;
        var parts = Parts.Where(p => p.Domain.IsTarget == targets).Select(p => p with { Start = p.Start - first }).ToList();
        return Network.FeaturesOf(inputs ?? Samples.narrow(0, first, targets ? batch.Targets : batch.Sources), parts);
    }

    /// <summary>The class probabilities of all samples, in 32 bits and as they are now: no gradient flows through them. [n, classes].</summary>
    public Tensor AllProbabilities() => softmax(cat([LabelledLogits, UnlabelledLogits]).detach().to(ScalarType.Float32), 1);

    /// <summary>Ly: the mean cross-entropy of the labelled samples, always in 32 bits.</summary>
    public Tensor LabelLoss() => CrossEntropy(LabelledLogits, Labels);

    /// <summary>
    /// Ld: the mean cross-entropy of domain logits, always in 32 bits. One logit a sample tells sources from targets; with a logit for each
    /// domain, sources first, all domains are told apart.
    /// </summary>
    /// <param name="logits">[n, 1], positive for a target; or [n, domains].</param>
    /// <param name="weights">The weight of each sample, [n, 1], or null.</param>
    public Tensor DomainLoss(Tensor logits, Tensor? weights = null)
    {
        ArgumentNullException.ThrowIfNull(logits);
        if (logits.size(1) == 1)
        {
            return binary_cross_entropy_with_logits(logits.to(ScalarType.Float32), DomainLabels, weights);
        }

        return weights is null
            ? CrossEntropy(logits, DomainNumbers)
            : (cross_entropy(logits.to(ScalarType.Float32), DomainNumbers, reduction: TorchSharp.torch.nn.Reduction.None) * weights.flatten()).mean();
    }

    /// <summary>The share of domain logits that tell the right domain.</summary>
    /// <param name="logits">As for <see cref="DomainLoss"/>.</param>
    public Tensor DomainAccuracy(Tensor logits)
    {
        ArgumentNullException.ThrowIfNull(logits);
        using var right = (logits.size(1) == 1 ? logits.gt(Scalars.Zero).eq(DomainLabels) : logits.argmax(1).eq(DomainNumbers)).to(ScalarType.Float32);
        return right.mean();
    }

    // Which domain each sample comes from: the sources' numbers, then those of the targets.
    private Tensor DomainNumbers => domainNumbers ??= tensor(
        Parts.SelectMany(p => Enumerable.Repeat(p.Domain.IsTarget ? (long)Parts.Count(q => !q.Domain.IsTarget) + p.Domain.Number : p.Domain.Number, p.Count)).ToArray(),
        device: batch.Samples.device);

    internal static Tensor CrossEntropy(Tensor logits, Tensor labels) => cross_entropy(logits.to(ScalarType.Float32), labels);

    private Tensor Part(Tensor all, Domain domain) => batch.Of(domain) is { } part
        ? all.narrow(0, part.Start, part.Count)
        : throw new ArgumentException($"There is no {domain} in this training: it has {string.Join(", ", Parts.Select(p => p.Domain))}.", nameof(domain));
}
