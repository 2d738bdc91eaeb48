using static TorchSharp.torch;
using static TorchSharp.torch.nn.functional;

namespace DomainAdaptation;

/// <summary>One batch in the eyes of a method: the samples, what the network makes of them, and where the training stands.</summary>
/// <remarks>
/// What is asked for is computed once and kept for the step. The first samples come from the source, the rest from the target; the first
/// half has labels (some of the target's too, where adaptation is semi-supervised). All tensors belong to the step.
/// </remarks>
public sealed class StepContext
{
    private readonly PairedBatch batch;
    private readonly long labelled;
    private Tensor? features;
    private Tensor? labelledLogits;
    private Tensor? unlabelledLogits;

    internal StepContext(DomainAdversarialNetwork network, PairedBatch batch, double progress, double lambda)
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

    /// <summary>The inputs of both domains, normalised, float32 [n, …].</summary>
    public Tensor Samples => batch.Samples;

    /// <summary>The classes of the labelled samples, int64 [labelled].</summary>
    public Tensor Labels => batch.Labels;

    /// <summary>The domain labels, float32 [n, 1]: 0 = source, 1 = target.</summary>
    public Tensor DomainLabels => batch.Domains;

    /// <summary>Gf(x) of all samples, as the network gives them: [n, …].</summary>
    public Tensor AllFeatures => features ??= Network.FeaturesOf(batch.Samples, batch.Sources);

    /// <summary>Gy(Gf(x)) of the labelled samples: [labelled, classes].</summary>
    public Tensor LabelledLogits => labelledLogits ??= Network.LabelPredictor.call(AllFeatures.narrow(0, 0, labelled));

    /// <summary>Gy(Gf(x)) of the target's unlabelled samples: [n − labelled, classes].</summary>
    public Tensor UnlabelledLogits => unlabelledLogits ??= Network.LabelPredictor.call(AllFeatures.narrow(0, labelled, AllFeatures.size(0) - labelled));

    /// <summary>The features of one domain's samples, flattened: [n of the domain, features].</summary>
    /// <param name="domain">Whose.</param>
    public Tensor Features(Domain domain) => Part(AllFeatures, domain).flatten(1);

    /// <summary>The inputs of one domain: [n of the domain, …].</summary>
    /// <param name="domain">Whose.</param>
    public Tensor Inputs(Domain domain) => Part(batch.Samples, domain);

    /// <summary>The class probabilities of all samples, in 32 bits and as they are now: no gradient flows through them. [n, classes].</summary>
    public Tensor AllProbabilities() => softmax(cat([LabelledLogits, UnlabelledLogits]).detach().to(ScalarType.Float32), 1);

    /// <summary>Ly: the mean cross-entropy of the labelled samples, always in 32 bits.</summary>
    public Tensor LabelLoss() => CrossEntropy(LabelledLogits, Labels);

    /// <summary>Ld: the mean cross-entropy of domain logits [n, 1] and the domain labels, always in 32 bits.</summary>
    /// <param name="logits">Positive for the target.</param>
    /// <param name="weights">The weight of each sample, [n, 1], or null.</param>
    public Tensor DomainLoss(Tensor logits, Tensor? weights = null)
    {
        ArgumentNullException.ThrowIfNull(logits);
        return binary_cross_entropy_with_logits(logits.to(ScalarType.Float32), DomainLabels, weights);
    }

    /// <summary>The share of domain logits [n, 1] on the right side of zero.</summary>
    /// <param name="logits">Positive for the target.</param>
    public Tensor DomainAccuracy(Tensor logits)
    {
        ArgumentNullException.ThrowIfNull(logits);
        using var right = logits.gt(Scalars.Zero).eq(DomainLabels).to(ScalarType.Float32);
        return right.mean();
    }

    internal static Tensor CrossEntropy(Tensor logits, Tensor labels) => cross_entropy(logits.to(ScalarType.Float32), labels);

    private Tensor Part(Tensor all, Domain domain) =>
        domain == Domain.Source ? all.narrow(0, 0, batch.Sources) : all.narrow(0, batch.Sources, all.size(0) - batch.Sources);
}
