using static TorchSharp.torch;

namespace DomainAdaptation;

/// <summary>The squared maximum mean discrepancy of two samples, by kernel matrices (Gretton et al. 2012; Long et al. 2015, 2017).</summary>
internal static class MeanDiscrepancy
{
    /// <summary>Gaussian kernels of several widths, added: Σ exp(−‖a − b‖² / (s · m)), where m is the mean squared distance and s goes over <paramref name="widths"/>.</summary>
    /// <param name="both">The samples of both domains, [n, d].</param>
    /// <param name="widths">Multiples of the mean; no gradient flows through it.</param>
    /// <returns>[n, n].</returns>
    public static Tensor Kernel(Tensor both, IEnumerable<double> widths)
    {
        var distances = SquaredDistances(both.Wide());
        var mean = distances.detach().mean().clamp_min(1e-12);
        return widths.Select(s => (-distances / (mean * s)).exp()).Aggregate((a, b) => a + b);
    }

    /// <summary>MMD² from a kernel matrix of both samples, without the kernel of a sample with itself (the unbiased estimate).</summary>
    /// <param name="kernel">[n + m, n + m], the source first.</param>
    /// <param name="sources">n.</param>
    public static Tensor Of(Tensor kernel, long sources)
    {
        long n = sources, m = kernel.size(0) - sources;
        var source = kernel.narrow(0, 0, n).narrow(1, 0, n);
        var target = kernel.narrow(0, n, m).narrow(1, n, m);
        var across = kernel.narrow(0, 0, n).narrow(1, n, m);
        return Within(source, n) + Within(target, m) - (across.mean() * 2);

        static Tensor Within(Tensor k, long count) => (k.sum() - k.diagonal().sum()) / ((double)count * (count - 1));
    }

    // ‖a − b‖² = ‖a‖² + ‖b‖² − 2ab: a matrix product in place of [n, n, d] differences.
    private static Tensor SquaredDistances(Tensor x)
    {
        var squares = x.square().sum(1, keepdim: true);
        return (squares + squares.t() - (x.Product(x.t()) * 2)).clamp_min(0);
    }
}
