using static TorchSharp.torch;

namespace DomainAdaptation;

/// <summary>
/// Deep embedded validation (You et al. 2019, DEV): minus an estimate of the target's error, from source samples that are weighed by how
/// much they look like target samples, with a control variate that takes the weights' variance out.
/// </summary>
/// <remarks>
/// w(x) = (n/m) · P(target | f) / P(source | f), by logistic regression on the features, fitted on one half of the samples and used on the
/// other. The risk is mean(wℓ) + η · (mean(w) − 1), η = −cov(wℓ, w) / var(w), where ℓ is 1 for a wrong class and 0 for the right one.
/// </remarks>
public sealed class DeepEmbeddedValidation : IScorer
{
    private const int MostFeatures = 64; // the fit is one of so many squared
    private const double MostLogit = 10;

    /// <inheritdoc/>
    public string Name => "dev";

    /// <inheritdoc/>
    public double Score(HeldOut held)
    {
        ArgumentNullException.ThrowIfNull(held);
        long n = held.SourceFeatures.size(0), m = held.TargetFeatures.size(0);
        if (n < 4 || m < 4)
        {
            return double.NaN; // no halves to speak of
        }

        var x = Features(cat([held.SourceFeatures, held.TargetFeatures]));
        var (source, target) = (x.narrow(0, 0, n), x.narrow(0, n, m));
        var odds = zeros(n, dtype: ScalarType.Float64);
        foreach (var half in new[] { 0, 1 })
        {
            var (fittedSource, fittedTarget) = (Half(source, half), Half(target, half));
            var d = cat([zeros(fittedSource.size(0), dtype: ScalarType.Float64), ones(fittedTarget.size(0), dtype: ScalarType.Float64)]);
            var weights = LogisticRegression.Fit(cat([fittedSource, fittedTarget]), d);
            var logits = LogisticRegression.Logits(Half(source, 1 - half), weights).clamp(-MostLogit, MostLogit);
            var ratio = logits.exp() * ((double)fittedSource.size(0) / fittedTarget.size(0));
            odds.index_put_(ratio, TensorIndex.Slice(1 - half, null, 2));
        }

        var wrong = held.SourceLogits.argmax(1).ne(held.SourceLabels).to(ScalarType.Float64);
        return -Risk(odds, wrong);
    }

    /// <summary>mean(wℓ) + η · (mean(w) − 1).</summary>
    /// <param name="weights">w of each sample, float64 [n].</param>
    /// <param name="losses">ℓ of each sample, float64 [n].</param>
    internal static double Risk(Tensor weights, Tensor losses)
    {
        var weighted = weights * losses;
        var apart = weights - weights.mean();
        var variance = apart.square().mean().item<double>();
        var eta = variance > 1e-12 ? -((weighted - weighted.mean()) * apart).mean().item<double>() / variance : 0;
        return weighted.mean().item<double>() + (eta * (weights.mean().item<double>() - 1));
    }

    private static Tensor Features(Tensor all)
    {
        var (mean, factor) = FeatureMatrix.Standard(all);
        var x = (all - mean) * factor;
        return x.size(1) <= MostFeatures ? x : PrincipalComponents.Project(x, MostFeatures);
    }

    private static Tensor Half(Tensor x, int which) => x[TensorIndex.Slice(which, null, 2)];
}
