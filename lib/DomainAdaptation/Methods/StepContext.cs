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
    private Tensor? labelledOutputs;
    private Tensor? unlabelledOutputs;
    private Tensor? domainNumbers;

    internal StepContext(DomainAdversarialNetwork network, Batch batch, double progress, double lambda, ITask task)
    {
        (Network, this.batch, Progress, Lambda, Task) = (network, batch, progress, lambda, task);
        labelled = batch.Labels.size(0);
    }

    /// <summary>The network in training.</summary>
    public DomainAdversarialNetwork Network { get; }

    /// <summary>p, from 0 at the start of the training to 1 at its end.</summary>
    public double Progress { get; }

    /// <summary>λp, the adaptation factor (<see cref="LambdaSchedule"/>).</summary>
    public double Lambda { get; }

    /// <summary>What is to be learned.</summary>
    public ITask Task { get; }

    /// <summary>The inputs of all domains, normalised, float32 [n, …].</summary>
    public Tensor Samples => batch.Samples;

    /// <summary>The classes of the labelled samples, int64 [labelled]; of another task its labels, [labelled, …].</summary>
    public Tensor Labels => batch.Labels;

    /// <summary>Which samples come from which domain, in order.</summary>
    public IReadOnlyList<BatchPart> Parts => batch.Parts;

    /// <summary>The domain labels, float32 [n, 1]: 0 = a source, 1 = a target.</summary>
    public Tensor DomainLabels => batch.Domains;

    /// <summary>Gf(x) of all samples, as the network gives them: [n, …].</summary>
    public Tensor AllFeatures => features ??= Network.FeaturesOf(batch.Samples, batch.Passing);

    /// <summary>Gy(Gf(x)) of the labelled samples, as the task takes it: [labelled, …].</summary>
    public Tensor LabelledOutputs => labelledOutputs ??= Network.LabelPredictor.call(AllFeatures.narrow(0, 0, labelled));

    /// <summary>Gy(Gf(x)) of the target's unlabelled samples, as the task takes it: [n − labelled, …].</summary>
    public Tensor UnlabelledOutputs => unlabelledOutputs ??= Network.LabelPredictor.call(AllFeatures.narrow(0, labelled, AllFeatures.size(0) - labelled));

    /// <summary>The class logits of the labelled samples: [labelled, classes], or a row for each pixel.</summary>
    /// <exception cref="NotSupportedException">The task has no classes.</exception>
    public Tensor LabelledLogits => Task.ClassLogits(LabelledOutputs);

    /// <summary>The class logits of the target's unlabelled samples: [n − labelled, classes], or a row for each pixel.</summary>
    /// <exception cref="NotSupportedException">The task has no classes.</exception>
    public Tensor UnlabelledLogits => Task.ClassLogits(UnlabelledOutputs);

    /// <summary>The features of all sources' samples, flattened: [n of the sources, features].</summary>
    public Tensor SourceFeatures => Task.FeatureRows(AllFeatures.narrow(0, 0, batch.Sources));

    /// <summary>The features of all targets' samples, flattened: [n of the targets, features].</summary>
    public Tensor TargetFeatures => Task.FeatureRows(AllFeatures.narrow(0, batch.Sources, batch.Targets));

    /// <summary>The features of one domain's samples, flattened: [n of the domain, features].</summary>
    /// <param name="domain">Which, among several.</param>
    /// <exception cref="ArgumentException">The batch has no such domain.</exception>
    public Tensor Features(Domain domain) => Task.FeatureRows(Part(AllFeatures, domain));

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

    /// <summary>Ly: the task's loss on the labelled samples, for classes the mean cross-entropy; always in 32 bits.</summary>
    public Tensor LabelLoss() => Task.Loss(LabelledOutputs, Labels);

    /// <summary>
    /// Ld: the mean cross-entropy of domain logits, always in 32 bits. One logit a sample tells sources from targets; with a logit for each
    /// domain, sources first, all domains are told apart. A map of logits asks at each place.
    /// </summary>
    /// <param name="logits">[n, 1], positive for a target; or [n, domains]; or either with a map, [n, …, height, width].</param>
    /// <param name="weights">The weight of each sample, [n, 1], or null.</param>
    public Tensor DomainLoss(Tensor logits, Tensor? weights = null)
    {
        ArgumentNullException.ThrowIfNull(logits);
        var rows = Rows(logits);
        var weight = weights is null ? null : Spread(weights, logits);
        if (logits.size(1) == 1)
        {
            return binary_cross_entropy_with_logits(rows.to(ScalarType.Float32), Spread(DomainLabels, logits), weight);
        }

        return weight is null
            ? Classification.CrossEntropy(rows, Spread(DomainNumbers, logits))
            : (cross_entropy(rows.to(ScalarType.Float32), Spread(DomainNumbers, logits), reduction: TorchSharp.torch.nn.Reduction.None) * weight.flatten()).mean();
    }

    /// <summary>The share of domain logits that tell the right domain.</summary>
    /// <param name="logits">As for <see cref="DomainLoss"/>.</param>
    public Tensor DomainAccuracy(Tensor logits)
    {
        ArgumentNullException.ThrowIfNull(logits);
        var rows = Rows(logits);
        using var right = (logits.size(1) == 1 ? rows.gt(Scalars.Zero).eq(Spread(DomainLabels, logits)) : rows.argmax(1).eq(Spread(DomainNumbers, logits))).to(ScalarType.Float32);
        return right.mean();
    }

    // A row for each place of a map, and what a sample has for each of its places.
    private static Tensor Rows(Tensor logits) => logits.dim() == 4 ? logits.permute(0, 2, 3, 1).reshape(-1, logits.size(1)) : logits;

    private static Tensor Spread(Tensor ofSamples, Tensor logits) => logits.dim() == 4 ? ofSamples.repeat_interleave(logits.size(2) * logits.size(3), 0) : ofSamples;

    // Which domain each sample comes from: the sources' numbers, then those of the targets.
    private Tensor DomainNumbers => domainNumbers ??= tensor(
        Parts.SelectMany(p => Enumerable.Repeat(p.Domain.IsTarget ? (long)Parts.Count(q => !q.Domain.IsTarget) + p.Domain.Number : p.Domain.Number, p.Count)).ToArray(),
        device: batch.Samples.device);

    private Tensor Part(Tensor all, Domain domain) => batch.Of(domain) is { } part
        ? all.narrow(0, part.Start, part.Count)
        : throw new ArgumentException($"There is no {domain} in this training: it has {string.Join(", ", Parts.Select(p => p.Domain))}.", nameof(domain));
}
