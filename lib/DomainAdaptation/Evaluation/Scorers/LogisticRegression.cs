using static TorchSharp.torch;

namespace DomainAdaptation;

/// <summary>Logistic regression of two classes, by Newton's method with a ridge; data decide, no seed.</summary>
internal static class LogisticRegression
{
    private const double Ridge = 1e-2; // of a sample's share
    private const int Steps = 25;

    /// <summary>The weights, the bias last: float64 [d + 1].</summary>
    /// <param name="x">float64 [n, d], of some unit variance.</param>
    /// <param name="y">float64 [n], 0 or 1.</param>
    public static Tensor Fit(Tensor x, Tensor y)
    {
        var (n, d) = (x.size(0), x.size(1));
        var wide = cat([x, ones(n, 1, dtype: ScalarType.Float64)], 1);
        var penalty = cat([full(d, Ridge * n, dtype: ScalarType.Float64), full(1, 1e-6, dtype: ScalarType.Float64)]);
        var weights = zeros(d + 1, dtype: ScalarType.Float64);
        for (var step = 0; step < Steps; step++)
        {
            var p = sigmoid(wide.mv(weights));
            var gradient = wide.t().mv(p - y) + (penalty * weights);
            var hessian = (wide.t() * (p * (1 - p))).matmul(wide) + diag(penalty);
            var move = linalg.solve(hessian, gradient);
            weights -= move;
            if (move.abs().max().item<double>() < 1e-8)
            {
                break;
            }
        }

        return weights;
    }

    /// <summary>The logit of each sample: [n].</summary>
    public static Tensor Logits(Tensor x, Tensor weights) => x.mv(weights.narrow(0, 0, x.size(1))) + weights[-1];
}
