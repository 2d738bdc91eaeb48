using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn.functional;

namespace DomainAdaptation;

/// <summary>What a network says of held-out samples of both domains: all that a <see cref="IScorer"/> sees, from one pass. There are no target labels in it.</summary>
public sealed class HeldOut : IDisposable
{
    /// <summary>Puts it together from tensors, which it takes over; for a network's, see <see cref="Of"/>.</summary>
    /// <param name="sourceFeatures">Features of source samples, [n, d].</param>
    /// <param name="sourceLogits">Their class logits, [n, classes].</param>
    /// <param name="sourceLabels">Their classes, int64 [n].</param>
    /// <param name="targetFeatures">Features of target samples, [m, d].</param>
    /// <param name="targetLogits">Their class logits, [m, classes].</param>
    /// <param name="sourceDomains">The domain classifier's logits of the source samples, [n]; positive means target.</param>
    /// <param name="targetDomains">The same of the target samples, [m].</param>
    /// <exception cref="ArgumentException">The shapes disagree.</exception>
    public HeldOut(
        Tensor sourceFeatures,
        Tensor sourceLogits,
        Tensor sourceLabels,
        Tensor targetFeatures,
        Tensor targetLogits,
        Tensor? sourceDomains = null,
        Tensor? targetDomains = null)
    {
        ArgumentNullException.ThrowIfNull(sourceFeatures);
        ArgumentNullException.ThrowIfNull(sourceLogits);
        ArgumentNullException.ThrowIfNull(sourceLabels);
        ArgumentNullException.ThrowIfNull(targetFeatures);
        ArgumentNullException.ThrowIfNull(targetLogits);
        long n = sourceLabels.size(0), m = targetFeatures.size(0);
        if (sourceFeatures.size(0) != n || sourceLogits.size(0) != n || targetLogits.size(0) != m || sourceFeatures.size(1) != targetFeatures.size(1) || sourceLogits.size(1) != targetLogits.size(1))
        {
            throw new ArgumentException(
                $"The held-out tensors do not fit together: source features [{string.Join(", ", sourceFeatures.shape)}], logits [{string.Join(", ", sourceLogits.shape)}], labels [{n}]; "
                + $"target features [{string.Join(", ", targetFeatures.shape)}], logits [{string.Join(", ", targetLogits.shape)}].",
                nameof(sourceFeatures));
        }

        SourceFeatures = Kept(sourceFeatures);
        SourceLogits = Kept(sourceLogits);
        SourceLabels = sourceLabels.cpu().DetachFromDisposeScope();
        TargetFeatures = Kept(targetFeatures);
        TargetLogits = Kept(targetLogits);
        SourceDomains = sourceDomains is null ? null : Kept(sourceDomains);
        TargetDomains = targetDomains is null ? null : Kept(targetDomains);
    }

    /// <summary>Features of source samples in the last hidden layer (or the extractor's, where the label predictor has none), float64 [n, d].</summary>
    public Tensor SourceFeatures { get; }

    /// <summary>Class logits of source samples, float64 [n, classes].</summary>
    public Tensor SourceLogits { get; }

    /// <summary>The classes of the source samples, int64 [n].</summary>
    public Tensor SourceLabels { get; }

    /// <summary>Features of target samples, float64 [m, d].</summary>
    public Tensor TargetFeatures { get; }

    /// <summary>Class logits of target samples, float64 [m, classes].</summary>
    public Tensor TargetLogits { get; }

    /// <summary>The domain classifier's logits of source samples, float64 [n], positive for the target; null where it was not trained.</summary>
    public Tensor? SourceDomains { get; }

    /// <summary>The domain classifier's logits of target samples, float64 [m]; null where it was not trained.</summary>
    public Tensor? TargetDomains { get; }

    /// <summary>Class probabilities of the target samples, float64 [m, classes]; the caller disposes it.</summary>
    public Tensor TargetProbabilities() => softmax(TargetLogits, 1);

    /// <summary>What a network says of samples. The network is left exactly as it was.</summary>
    /// <param name="network">The network; it must have its normalisation, as it has in training and after.</param>
    /// <param name="source">Held-out samples of the source, with labels.</param>
    /// <param name="target">Held-out samples of the target.</param>
    /// <param name="targetAs">As whose samples the target's pass: <see cref="Domain.Target"/>, or <see cref="Domain.Source"/> for a network that was trained on the source alone. It matters where the network keeps statistics for each domain.</param>
    /// <param name="domains">Whether its domain classifier was trained on these domains, so that its logits mean something.</param>
    /// <param name="most">Of more samples than this, so many are taken from each domain, evenly spread: some scores grow with their square.</param>
    public static HeldOut Of(DomainAdversarialNetwork network, LabelledDomain source, UnlabelledDomain target, Domain? targetAs = null, bool domains = false, int most = 2000)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(target);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(most);
        return Told(network, source, target, Domain.Source, targetAs ?? Domain.Target, domains, most);
    }

    internal static HeldOut Told(
        DomainAdversarialNetwork network, LabelledDomain source, UnlabelledDomain target, Domain sourceAs, Domain targetAs, bool domains, int most)
    {
        ConfusionMatrix.RequireClasses(source);
        using var scope = NewDisposeScope();
        source = source.Spread(most);
        var (features, logits, domain) = Embedding.WithOutputs(network, source.WithoutLabels(), sourceAs);
        var (targetFeatures, targetLogits, targetDomain) = Embedding.WithOutputs(network, target.Spread(most), targetAs);
        return new HeldOut(features, logits, source.Labels.alias(), targetFeatures, targetLogits, domains && domain.size(1) == 1 ? domain : null, domains && domain.size(1) == 1 ? targetDomain : null);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var tensor in new[] { SourceFeatures, SourceLogits, SourceLabels, TargetFeatures, TargetLogits, SourceDomains, TargetDomains })
        {
            tensor?.Dispose();
        }
    }

    /// <inheritdoc/>
    public override string ToString() => $"{SourceLabels.size(0)} source and {TargetFeatures.size(0)} target samples held out, {SourceFeatures.size(1)} features, {SourceLogits.size(1)} classes";

    private static Tensor Kept(Tensor tensor) => tensor.detach().cpu().to(ScalarType.Float64).DetachFromDisposeScope();
}
