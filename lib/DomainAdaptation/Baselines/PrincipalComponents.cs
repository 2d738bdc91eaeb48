using TorchSharp;
using static TorchSharp.torch;

namespace DomainAdaptation;

/// <summary>The directions of largest variance.</summary>
public static class PrincipalComponents
{
    private const int Oversampling = 20;

    /// <summary>Samples in the coordinates of the leading components, around their mean.</summary>
    /// <param name="samples">float32 or float64 [N, d].</param>
    /// <param name="count">How many components, at most.</param>
    /// <returns>[N, components] of the same type; the caller disposes it.</returns>
    public static Tensor Project(Tensor samples, int count = 2)
    {
        ArgumentNullException.ThrowIfNull(samples);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        var centred = samples - samples.mean([0]);
        return centred.matmul(Of(centred, count)).MoveToOuterDisposeScope();
    }

    /// <summary>An orthonormal basis of the leading components.</summary>
    /// <param name="x">Centred samples, float32 or float64 [N, d].</param>
    /// <param name="count">How many at most; there are no more than min(N, d).</param>
    /// <returns>[d, components] of the same type, the largest variance first, each with its largest entry positive.</returns>
    internal static Tensor Of(Tensor x, int count)
    {
        using var scope = NewDisposeScope();
        var (n, d) = (x.shape[0], x.shape[1]);
        // The smaller of the two matrices X'X and XX' has all the eigenvalues that are not 0.
        var matrix = d <= n ? x.t().matmul(x) : x.matmul(x.t());
        count = (int)Math.Min(count, Math.Min(n, d));
        var few = matrix.shape[0] >= 800 && (count + Oversampling) * 8 <= matrix.shape[0];
        var (eigenvalues, leading) = few ? Iterate(matrix, count) : Decompose(matrix, count);
        if (d > n)
        {
            // v = X'u / √λ; where the samples do not vary at all any more, there is no direction.
            var varies = (int)eigenvalues.gt(eigenvalues[0] * 1e-6).sum().item<long>();
            leading = x.t().matmul(leading.narrow(1, 0, Math.Max(varies, 1)));
            leading = leading / leading.norm(0, true).clamp_min(1e-12);
        }

        // An eigenvector's sign is arbitrary: settled, so that the same data give the same components everywhere.
        var largest = leading.gather(0, leading.abs().argmax(0, true));
        return (leading * where(largest < 0, -ones_like(largest), ones_like(largest))).contiguous().MoveToOuterDisposeScope();
    }

    /// <summary>The largest eigenvalues of a symmetric matrix and their vectors, by computing all.</summary>
    internal static (Tensor Values, Tensor Vectors) Decompose(Tensor matrix, int count)
    {
        var (values, vectors) = linalg.eigh(matrix);
        var first = matrix.shape[0] - count;
        return (values.narrow(0, first, count).flip(0), vectors.narrow(1, first, count).flip(1));
    }

    /// <summary>The same by subspace iteration (Halko et al. 2011, Algorithm 4.4), several times as fast where a few of thousands are wanted.</summary>
    internal static (Tensor Values, Tensor Vectors) Iterate(Tensor matrix, int count)
    {
        using var random = RandomScope.Begin(Seeds.Derive(0, "subspace iteration"));
        var basis = linalg.qr(matrix.matmul(randn(matrix.shape[0], count + Oversampling, dtype: matrix.dtype))).Q;
        for (var (round, before) = (0, 0.0); ; round++)
        {
            using var scope = NewDisposeScope();
            for (var i = 0; i < 4; i++)
            {
                basis = linalg.qr(matrix.matmul(basis)).Q;
            }

            var (values, inner) = Decompose(basis.t().matmul(matrix).matmul(basis), count);
            var variance = values.sum().to(ScalarType.Float64).item<double>();
            // What is not settled after 32 steps is a tie among components, any of which will do.
            if (Math.Abs(variance - before) <= 1e-4 * variance || round == 7)
            {
                return (values.MoveToOuterDisposeScope(), basis.matmul(inner).MoveToOuterDisposeScope());
            }

            before = variance;
            basis.MoveToOuterDisposeScope();
        }
    }
}
