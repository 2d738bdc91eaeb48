using TorchSharp;
using static TorchSharp.torch;

namespace DomainAdaptation;

/// <summary>Chooses the number of components of <see cref="SubspaceAlignment"/> without target labels.</summary>
public static class SubspaceSearch
{
    private static readonly int[] DefaultCandidates = [2, 3, 5, 7, 10, 15, 20, 30, 40, 50, 60];

    /// <summary>Reverse validation (Zhong et al. 2010; JMLR 2016, §5.1.3): the number with which the way there and back costs the least.</summary>
    /// <remarks>
    /// Nine tenths of the source are aligned with the target and label it; the target with these labels is aligned with the source and
    /// labels it back; what counts is the accuracy on the tenth of the source that was held out. Fernando et al. (2013, §3.4) bound
    /// the number by a theorem instead and cross-validate on the source alone, which does not see the target.
    /// </remarks>
    /// <param name="source">Source features, floats [N, d].</param>
    /// <param name="sourceLabels">int64 [N].</param>
    /// <param name="target">Target features, floats [M, d].</param>
    /// <param name="candidates">What to choose from; by default eleven numbers from 2 to 60.</param>
    /// <param name="samples">The most samples of either domain that the search looks at, drawn by the seed: it need not be exact.</param>
    /// <param name="options">Settings of the SVM; their seed draws the samples too.</param>
    /// <param name="cancellation">Ends the search between two passes of an SVM.</param>
    /// <returns>The best number of components; of several, the smallest.</returns>
    /// <exception cref="ArgumentException">There are fewer than 10 source samples, no candidates, or the shapes disagree.</exception>
    public static int ByReverseValidation(
        Tensor source,
        Tensor sourceLabels,
        Tensor target,
        IReadOnlyList<int>? candidates = null,
        int samples = 4000,
        LinearSvmOptions? options = null,
        CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(samples, 10);
        options ??= new LinearSvmOptions();
        candidates ??= DefaultCandidates;
        using var scope = NewDisposeScope();
        var (xs, xt) = (FeatureMatrix.Of(source, nameof(source)), FeatureMatrix.Of(target, nameof(target)));
        var truth = FeatureMatrix.Labels(source, sourceLabels);
        if (truth.Length < 10 || candidates.Count == 0)
        {
            throw new ArgumentException($"Reverse validation holds out a tenth of at least 10 source samples, and needs a candidate; there are {truth.Length} samples and {candidates.Count} candidates.", nameof(source));
        }

        var drawn = Draw(truth.Length, samples, options.Seed, "reverse validation, source");
        var held = tensor(drawn[..(drawn.Length / 10)]);
        var rest = tensor(drawn[(drawn.Length / 10)..]);
        var labels = sourceLabels.cpu();
        var classes = truth.Max() + 1;
        var (learned, learnedLabels) = (xs[rest], labels[rest]);
        xt = xt[tensor(Draw((int)xt.shape[0], samples, options.Seed, "reverse validation, target"))];
        using var there = new AlignedSubspaces(learned, xt, candidates.Max());
        using var back = new AlignedSubspaces(xt, learned, candidates.Max());
        var (heldFeatures, heldLabels) = (xs[held], labels[held]);
        var possible = candidates.Order().Where(k => k <= Math.Min(there.Available, back.Available)).DefaultIfEmpty(Math.Min(there.Available, back.Available));
        return possible.MaxBy(Score);

        double Score(int components)
        {
            using var own = NewDisposeScope();
            var forward = there.Fit(learnedLabels, components, options, SubspaceChoice.ReverseValidation, cancellation, classes);
            var selfLabels = forward.Predict(xt);
            if (selfLabels.Distinct().Count() < 2)
            {
                return 0; // everything in one class: nothing can be learned from that
            }

            var reverse = back.Fit(tensor(Array.ConvertAll(selfLabels, l => (long)l)), components, options, SubspaceChoice.ReverseValidation, cancellation, classes);
            return reverse.Accuracy(heldFeatures, heldLabels);
        }
    }

    private static long[] Draw(int count, int most, int seed, string purpose)
    {
        var order = Enumerable.Range(0, count).Select(i => (long)i).ToArray();
        Seeds.Generator(seed, purpose).Shuffle(order);
        return order[..Math.Min(count, most)];
    }
}
