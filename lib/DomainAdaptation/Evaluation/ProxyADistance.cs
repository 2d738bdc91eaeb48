using TorchSharp;
using static TorchSharp.torch;

namespace DomainAdaptation;

/// <summary>
/// How well a linear classifier tells two domains apart: the proxy A-distance 2(1 − 2ε) of Ben-David et al. (2007), as in JMLR
/// 2016, §5.1.5, where ε is the held-out error of a linear SVM.
/// </summary>
public static class ProxyADistance
{
    private const int MaximumPasses = 200; // with a large C the last digits of w take for ever, and the error does not need them

    /// <summary>The paper's penalties: ten from 10⁻⁵ to 10⁴.</summary>
    private static readonly double[] Penalties = [.. Enumerable.Range(-5, 10).Select(e => Math.Pow(10, e))];

    /// <summary>Estimates the distance: trains on half of the samples and tests on the other half.</summary>
    /// <remarks>
    /// As in the paper and its authors' code, ε is the best of ten penalties C on the test half itself, so that equal domains give a
    /// little more than 0: about 0.1 with 2,000 samples each. More samples find finer differences: compare equal numbers only.
    /// </remarks>
    /// <param name="source">Source features, floats [N, d], such as those of <see cref="Embedding"/>.</param>
    /// <param name="target">Target features, floats [M, d].</param>
    /// <param name="seed">Seed of the split.</param>
    /// <param name="samples">Samples of either domain, drawn by the seed; as many of both, or of the smaller domain all.</param>
    /// <param name="cancellation">Ends the work between two passes of an SVM.</param>
    /// <returns>From 0, not to be told apart, to 2, always told apart.</returns>
    /// <exception cref="ArgumentException">The shapes disagree, a feature is no finite number, or a domain has fewer than 4 samples.</exception>
    public static double Estimate(Tensor source, Tensor target, int seed = 1, int samples = 2000, CancellationToken cancellation = default)
    {
        using var scope = NewDisposeScope();
        var (xs, xt) = (FeatureMatrix.Of(source, nameof(source)), FeatureMatrix.Of(target, nameof(target)));
        if (xs.shape[1] != xt.shape[1])
        {
            throw new ArgumentException($"Source and target need the same features: {xs.shape[1]} and {xt.shape[1]}.", nameof(target));
        }

        var count = (int)Math.Min(samples, Math.Min(xs.shape[0], xt.shape[0]));
        if (count < 4)
        {
            throw new ArgumentException($"Half of the samples train and half test, so each domain needs at least 4; there are {count}.", nameof(samples));
        }

        var (fromSource, fromTarget) = (Draw(xs, count, seed, "proxy A-distance, source"), Draw(xt, count, seed, "proxy A-distance, target"));
        var half = count / 2;
        var (train, trainLabels) = Join(fromSource[..half], fromTarget[..half]);
        var (test, testLabels) = Join(fromSource[half..], fromTarget[half..]);
        var error = Penalties.Min(c => 1 - LinearSvm.Fit(
            train, trainLabels, new LinearSvmOptions(C: c, Scaling: FeatureScaling.PerFeature, MaximumPasses: MaximumPasses, Seed: seed), cancellation: cancellation).Accuracy(test, testLabels));
        return 2 * (1 - (2 * (error > 0.5 ? 1 - error : error)));
    }

    private static Tensor Draw(Tensor x, int count, int seed, string purpose)
    {
        var order = Enumerable.Range(0, (int)x.shape[0]).Select(i => (long)i).ToArray();
        Seeds.Generator(seed, purpose).Shuffle(order);
        return x[tensor(order[..count])];
    }

    private static (Tensor Features, Tensor Domains) Join(Tensor source, Tensor target) => (
        cat([source, target]),
        cat([zeros(source.shape[0], ScalarType.Int64), ones(target.shape[0], ScalarType.Int64)]));
}
