using TorchSharp;
using static TorchSharp.torch;

namespace DomainAdaptation;

/// <summary>The directions of largest variance.</summary>
internal static class PrincipalComponents
{
    /// <summary>An orthonormal basis of the leading components.</summary>
    /// <param name="x">Centred samples, float32 [N, d].</param>
    /// <param name="count">How many at most; there are no more than min(N, d).</param>
    /// <returns>float32 [d, components], the largest variance first, each with its largest entry positive.</returns>
    public static Tensor Of(Tensor x, int count)
    {
        using var scope = NewDisposeScope();
        var (n, d) = (x.shape[0], x.shape[1]);
        // The smaller of the two matrices X'X and XX' has all the eigenvalues that are not 0.
        var (eigenvalues, vectors) = linalg.eigh(d <= n ? x.t().matmul(x) : x.matmul(x.t()));
        count = (int)Math.Min(count, Math.Min(n, d));
        var leading = vectors.narrow(1, vectors.shape[1] - count, count).flip(1);
        if (d > n)
        {
            // v = X'u / √λ; where the samples do not vary at all any more, there is no direction.
            var values = eigenvalues.narrow(0, n - count, count).flip(0);
            var varies = (int)values.gt(values[0] * 1e-6).sum().item<long>();
            leading = x.t().matmul(leading.narrow(1, 0, Math.Max(varies, 1)));
            leading = leading / leading.norm(0, true).clamp_min(1e-12);
        }

        // An eigenvector's sign is arbitrary: settled, so that the same data give the same components everywhere.
        var largest = leading.gather(0, leading.abs().argmax(0, true));
        return (leading * where(largest < 0, -ones_like(largest), ones_like(largest))).contiguous().MoveToOuterDisposeScope();
    }
}
