using TorchSharp;
using static TorchSharp.torch;

namespace DomainAdaptation;

/// <summary>
/// Exact t-SNE (van der Maaten &amp; Hinton 2008), by which Ganin &amp; Lempitsky (2014, Figure 3) show features before and after
/// adaptation: features become points of a plane, and near neighbours stay near.
/// </summary>
/// <remarks>
/// Time and memory grow with the square of the number of samples: 2,000 take seconds and 16 MB, 10,000 minutes and 400 MB.
/// The map starts from the first two principal components with a little noise (Kobak &amp; Berens 2019), so that what is far apart
/// has a meaning too. It depends on features, settings and seed alone, not on the number of threads.
/// </remarks>
public static class TSne
{
    private const int MostSamples = 20_000;
    private const int ReportEvery = 50;

    /// <summary>Maps samples to a plane.</summary>
    /// <param name="features">Floats [N, d]; for a picture of two domains, one below the other: <c>torch.cat</c> of two <see cref="Embedding"/>s.</param>
    /// <param name="options">Settings.</param>
    /// <param name="onProgress">Is told every 50 steps.</param>
    /// <param name="cancellation">Ends the work between two steps.</param>
    /// <exception cref="ArgumentException">There are too few samples for the perplexity, more than 20,000, or features that are no finite numbers.</exception>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public static TSneMap Embed(Tensor features, TSneOptions? options = null, Action<TSneProgress>? onProgress = null, CancellationToken cancellation = default)
    {
        options ??= new TSneOptions();
        options.Validate();
        using var scope = NewDisposeScope();
        var x = FeatureMatrix.Of(features, nameof(features));
        var count = (int)x.shape[0];
        if (count - 1 < 3 * options.Perplexity || count > MostSamples)
        {
            throw new ArgumentException(FormattableString.Invariant(
                $"{count} samples: t-SNE takes from {(3 * options.Perplexity) + 1:F0}, three times the perplexity of {options.Perplexity} and one, to {MostSamples}. Set another perplexity, or take some of the samples."), nameof(features));
        }

        x -= x.mean([0L], true);
        var components = PrincipalComponents.Of(x, (int)Math.Min(options.InitialDimensions, x.shape[1]));
        var reduced = x.matmul(components).contiguous(); // [N, components]; a mere rotation where d is small
        var width = (int)reduced.shape[1];
        var values = reduced.data<float>().ToArray();
        cancellation.ThrowIfCancellationRequested();

        var near = Neighbourhoods.Of(values, width, TSneDescent.StrideOf(count), options.Perplexity, cancellation);
        var random = Seeds.Generator(options.Seed, "t-SNE");
        var descent = new TSneDescent(near, Start(0), Start(1));
        var rate = options.LearningRate > 0 ? options.LearningRate : Math.Max(count / (4 * options.Exaggeration), 50);
        for (var iteration = 1; iteration <= options.Iterations; iteration++)
        {
            cancellation.ThrowIfCancellationRequested();
            var early = iteration <= options.ExaggerationIterations;
            descent.Step(early ? options.Exaggeration : 1, momentum: early ? 0.5 : 0.8, rate);
            if (onProgress is not null && iteration % ReportEvery == 0)
            {
                onProgress(new TSneProgress(iteration, options.Iterations, descent.KlDivergence()));
            }
        }

        return new TSneMap(descent.X, descent.Y, descent.KlDivergence());

        // A component with deviation 10⁻⁴, as small as the paper's random start, and a tenth of that as noise, which parts duplicates too.
        double[] Start(int component)
        {
            var start = Enumerable.Range(0, count).Select(i => component < width ? values[(i * width) + component] : 0.0).ToArray();
            var deviation = Math.Sqrt(start.Average(v => v * v));
            var factor = deviation > 0 ? 1e-4 / deviation : 0;
            return [.. start.Select(v => (v * factor) + (1e-5 * Normal(random)))];
        }
    }

    // Box and Muller.
    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
