using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace DomainAdaptation;

/// <summary>
/// A linear support vector machine for two classes by dual coordinate descent (Hsieh et al. 2008, "A Dual Coordinate Descent
/// Method for Large-scale Linear SVM", Algorithm 3 with the shrinking of §3.2), as in LIBLINEAR.
/// </summary>
/// <remarks>
/// min over α of ½ αᵀQ̄α − Σα, 0 ≤ αᵢ ≤ U, where Q̄ᵢⱼ = yᵢyⱼ(xᵢ·xⱼ + 1) + Dᵢᵢ. Hinge: U = C, D = 0; squared hinge: U = ∞, D = 1/(2C).
/// w = Σ yᵢαᵢxᵢ is kept beside α, so that one step costs one dot product and one update. The bias is the weight of a
/// feature that is always 1, and regularised like the others.
/// </remarks>
internal sealed class DualCoordinateDescent
{
    private readonly float[] rows; // [n, width]
    private readonly int width;
    private readonly float[] squares; // ‖x‖² + 1 of each sample

    /// <param name="rows">Samples one after another, each of <paramref name="width"/> values.</param>
    /// <param name="width">Features.</param>
    public DualCoordinateDescent(float[] rows, int width)
    {
        this.rows = rows;
        this.width = width;
        Count = rows.Length / width;
        squares = [.. Enumerable.Range(0, Count).Select(i => Dot(Row(i), Row(i)) + 1)];
    }

    public int Count { get; }

    /// <summary>The hyperplane that tells the positive samples from the others.</summary>
    public Hyperplane Solve(Func<int, bool> positive, LinearSvmOptions options, Random random, CancellationToken cancellation)
    {
        var (upper, diagonal) = options.Loss == SvmLoss.Hinge ? (options.C, 0.0) : (double.PositiveInfinity, 0.5 / options.C);
        var y = Enumerable.Range(0, Count).Select(i => positive(i) ? 1.0 : -1.0).ToArray();
        var alpha = new double[Count];
        var w = new float[width];
        var bias = 0.0;
        var order = Enumerable.Range(0, Count).ToArray();
        var active = Count; // the samples order[..active] are looked at; the others sit firmly at a bound
        var (highestBefore, lowestBefore) = (double.PositiveInfinity, double.NegativeInfinity);
        var pass = 0;
        while (pass < options.MaximumPasses)
        {
            cancellation.ThrowIfCancellationRequested();
            pass++;
            random.Shuffle(order.AsSpan(0, active));
            var (highest, lowest) = (double.NegativeInfinity, double.PositiveInfinity);
            for (var s = 0; s < active; s++)
            {
                var i = order[s];
                var gradient = (y[i] * (Dot(w, Row(i)) + bias)) - 1 + (diagonal * alpha[i]);
                var atLower = alpha[i] <= 0;
                var atUpper = alpha[i] >= upper;
                if ((atLower && gradient > highestBefore) || (atUpper && gradient < lowestBefore))
                {
                    active--;
                    (order[s], order[active]) = (order[active], order[s]);
                    s--;
                    continue;
                }

                // What of the gradient the bounds leave.
                var projected = atLower ? Math.Min(gradient, 0) : atUpper ? Math.Max(gradient, 0) : gradient;
                (highest, lowest) = (Math.Max(highest, projected), Math.Min(lowest, projected));
                if (Math.Abs(projected) > 1e-12)
                {
                    var next = Math.Clamp(alpha[i] - (gradient / (squares[i] + diagonal)), 0, upper);
                    var change = (next - alpha[i]) * y[i];
                    alpha[i] = next;
                    AddScaled(w, Row(i), (float)change);
                    bias += change;
                }
            }

            if (highest - lowest <= options.Tolerance || active == 0)
            {
                if (active == Count)
                {
                    return new Hyperplane(w, bias, pass, Converged: true);
                }

                // Done on the samples that are left: look at all of them again before believing it.
                active = Count;
                (highestBefore, lowestBefore) = (double.PositiveInfinity, double.NegativeInfinity);
                continue;
            }

            highestBefore = highest > 0 ? highest : double.PositiveInfinity;
            lowestBefore = lowest < 0 ? lowest : double.NegativeInfinity;
        }

        return new Hyperplane(w, bias, pass, Converged: false);
    }

    private ReadOnlySpan<float> Row(int i) => rows.AsSpan(i * width, width);

    // Vectors of a fixed width, multiplied and added in two steps, give the same sums on every processor.
    private static float Dot(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        ReadOnlySpan<Vector256<float>> u = MemoryMarshal.Cast<float, Vector256<float>>(a), v = MemoryMarshal.Cast<float, Vector256<float>>(b);
        Vector256<float> s0 = default, s1 = default, s2 = default, s3 = default;
        var i = 0;
        for (; i + 3 < u.Length; i += 4)
        {
            s0 += u[i] * v[i];
            s1 += u[i + 1] * v[i + 1];
            s2 += u[i + 2] * v[i + 2];
            s3 += u[i + 3] * v[i + 3];
        }

        for (; i < u.Length; i++)
        {
            s0 += u[i] * v[i];
        }

        var sum = Vector256.Sum(s0 + s1 + (s2 + s3));
        for (var k = u.Length * Vector256<float>.Count; k < a.Length; k++)
        {
            sum += a[k] * b[k];
        }

        return sum;
    }

    private static void AddScaled(Span<float> w, ReadOnlySpan<float> x, float factor)
    {
        var u = MemoryMarshal.Cast<float, Vector256<float>>(w);
        var v = MemoryMarshal.Cast<float, Vector256<float>>(x);
        var scale = Vector256.Create(factor);
        for (var i = 0; i < u.Length; i++)
        {
            u[i] += v[i] * scale;
        }

        for (var k = u.Length * Vector256<float>.Count; k < w.Length; k++)
        {
            w[k] += x[k] * factor;
        }
    }

    /// <param name="Weights">w, one a feature.</param>
    /// <param name="Bias">b.</param>
    /// <param name="Passes">Passes over the samples.</param>
    /// <param name="Converged">Whether the tolerance was reached.</param>
    internal sealed record Hyperplane(float[] Weights, double Bias, int Passes, bool Converged);
}
