using TorchSharp;
using static TorchSharp.torch;

namespace DomainAdaptation;

/// <summary>What tasks with points have in common.</summary>
internal static class Coordinates
{
    /// <summary>Requires labels float32 [count, points, dimensions] that are numbers.</summary>
    public static void Check(string name, Tensor labels, int count, int points, int dimensions)
    {
        ArgumentNullException.ThrowIfNull(labels);
        if (labels.dtype != ScalarType.Float32 || !labels.shape.SequenceEqual([count, points, dimensions]))
        {
            throw new ArgumentException($"{name}: {count} samples need float32 labels [{count}, {points}, {dimensions}], not {labels.dtype} [{string.Join(", ", labels.shape)}].", nameof(labels));
        }

        using var scope = NewDisposeScope();
        if (!labels.isfinite().all().item<bool>())
        {
            throw new ArgumentException($"{name}: a label is no number. Leave out samples with points that are not known.", nameof(labels));
        }
    }

    /// <summary>The distance of each point to its counterpart: [n, points].</summary>
    public static Tensor Distances(Tensor a, Tensor b) => (a - b).square().sum(-1).sqrt();

    /// <summary>Predicted points moved, turned and scaled, never mirrored, so that they lie nearest to the true ones (Procrustes; Umeyama 1991, eqs. 40–42).</summary>
    /// <param name="predicted">float64 [n, points, d].</param>
    /// <param name="truth">float64 [n, points, d].</param>
    public static Tensor Align(Tensor predicted, Tensor truth)
    {
        var (x, y) = (predicted - predicted.mean([1], keepdim: true), truth - truth.mean([1], keepdim: true));
        var (u, s, vt) = linalg.svd(y.transpose(1, 2).matmul(x), fullMatrices: false); // of Σ xy
        // Where the best rotation would mirror, the axis of the least stretch is turned round.
        var sign = (u.det() * vt.det()).sign();
        var last = s.size(1) - 1;
        var signs = cat([ones_like(s).narrow(1, 0, last), sign.unsqueeze(1)], 1);
        var rotation = (u * signs.unsqueeze(1)).matmul(vt);
        var spread = x.square().sum([1, 2]);
        var scale = where(spread > 0, (s * signs).sum(1) / spread, zeros_like(spread)); // points that coincide stay one
        return (x.matmul(rotation.transpose(1, 2)) * scale.reshape(-1, 1, 1)) + truth.mean([1], keepdim: true);
    }
}
