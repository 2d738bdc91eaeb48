using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn.functional;

namespace DomainAdaptation;

/// <summary>How sure a classifier is, and how right it may be where nobody has labels: both from held-out samples of the source.</summary>
internal static class Calibration
{
    /// <summary>
    /// The temperature T by which logits are divided so that probabilities are honest (Guo et al. 2017): the one with the least cross-entropy on labelled samples.
    /// On a target that is unlike the source, probabilities stay too sure.
    /// </summary>
    /// <param name="logits">[n, classes].</param>
    /// <param name="labels">int64 [n].</param>
    /// <returns>Between 0.05 and 20; 1 leaves the logits as they are.</returns>
    public static double Temperature(Tensor logits, Tensor labels)
    {
        double Loss(double logarithm)
        {
            using var scope = NewDisposeScope();
            return cross_entropy(logits / Math.Exp(logarithm), labels).item<double>();
        }

        // The loss has one valley along ln T: golden sections find it.
        var (low, high, ratio) = (Math.Log(0.05), Math.Log(20), (Math.Sqrt(5) - 1) / 2);
        var (a, b) = (high - (ratio * (high - low)), low + (ratio * (high - low)));
        var (lossA, lossB) = (Loss(a), Loss(b));
        for (var i = 0; i < 40; i++)
        {
            if (lossA <= lossB)
            {
                (high, b, lossB) = (b, a, lossA);
                lossA = Loss(a = high - (ratio * (high - low)));
            }
            else
            {
                (low, a, lossA) = (a, b, lossB);
                lossB = Loss(b = low + (ratio * (high - low)));
            }
        }

        return Math.Exp((low + high) / 2);
    }

    /// <summary>
    /// The accuracy that a target without labels may have (ATC, Garg et al. 2022): the share of its samples that are as sure as the source's samples must be for as many of those to
    /// count as are right.
    /// </summary>
    /// <param name="source">Probabilities of held-out source samples, [n, classes].</param>
    /// <param name="labels">Their classes, int64 [n].</param>
    /// <param name="target">Probabilities of target samples, [m, classes].</param>
    public static double EstimateAccuracy(Tensor source, Tensor labels, Tensor target)
    {
        using var scope = NewDisposeScope();
        var right = source.argmax(1).eq(labels).to(ScalarType.Float64).mean().item<double>();
        var sureness = source.max(1).values.to(ScalarType.Float64).data<double>().ToArray();
        Array.Sort(sureness);
        var errors = (int)Math.Round((1 - right) * sureness.Length);
        var threshold = errors == 0 ? 0 : sureness[Math.Min(errors, sureness.Length - 1)];
        // Where the source has no error, no threshold tells: what is left is how sure the network is on average.
        return errors == 0
            ? target.max(1).values.to(ScalarType.Float64).mean().item<double>()
            : target.max(1).values.to(ScalarType.Float64).ge(threshold).to(ScalarType.Float64).mean().item<double>();
    }

    /// <summary>
    /// The shares of the classes in a target without labels, by expectation and maximisation (Saerens et al. 2002): what priors make the probabilities agree with
    /// themselves. It holds where only the shares differ; where the images do too, it is a hint.
    /// </summary>
    /// <param name="target">Calibrated probabilities of target samples, [m, classes].</param>
    /// <param name="source">The shares of the classes in training.</param>
    public static double[] Shares(Tensor target, IReadOnlyList<double> source)
    {
        using var scope = NewDisposeScope();
        var prior = tensor(source.Select(s => Math.Max(s, 1e-9)).ToArray());
        var (probabilities, shares) = (target.to(ScalarType.Float64), prior);
        for (var i = 0; i < 100; i++)
        {
            var weighted = probabilities * (shares / prior);
            shares = (weighted / weighted.sum(1, keepdim: true)).mean([0L]);
        }

        return shares.data<double>().ToArray();
    }
}
