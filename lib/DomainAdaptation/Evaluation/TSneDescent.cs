using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace DomainAdaptation;

/// <summary>The gradient descent of t-SNE over all pairs (van der Maaten &amp; Hinton 2008, §3, eqs. (4) and (5)), eight pairs at a time.</summary>
/// <remarks>Every sum over pairs stays within a row or goes from the first row to the last, so that the number of threads changes no bit.</remarks>
internal sealed class TSneDescent
{
    private const int RowsATime = 32;
    private const float FarAway = 1e15f; // where the samples are that only fill up a vector: their weight is 0

    private readonly Neighbourhoods near;
    private readonly int count;
    private readonly float[] x; // [stride]
    private readonly float[] y;
    private readonly double[] velocities; // [count · 2], as are the gradients and gains
    private readonly double[] gradients;
    private readonly double[] gains;
    private readonly double[] attraction; // ∂/∂y of a sample, two coordinates each
    private readonly double[] repulsion;
    private readonly double[] rowSums; // Σⱼ 1/(1 + ‖yᵢ − yⱼ‖²)

    public TSneDescent(Neighbourhoods near, double[] startX, double[] startY)
    {
        this.near = near;
        count = startX.Length;
        (x, y) = (Padded(startX), Padded(startY));
        (velocities, gradients, gains) = (new double[2 * count], new double[2 * count], new double[2 * count]);
        (attraction, repulsion, rowSums) = (new double[2 * count], new double[2 * count], new double[count]);
        Array.Fill(gains, 1);
    }

    public double[] X => Array.ConvertAll(x[..count], v => (double)v);

    public double[] Y => Array.ConvertAll(y[..count], v => (double)v);

    /// <summary>The row length that fits a number of samples.</summary>
    public static int StrideOf(int count) => (count + 7) / 8 * 8;

    /// <summary>One step down.</summary>
    public void Step(double exaggeration, double momentum, double learningRate)
    {
        InParallel.For((count + RowsATime - 1) / RowsATime, part =>
        {
            for (var i = part * RowsATime; i < Math.Min(count, (part + 1) * RowsATime); i++)
            {
                Row(i);
            }
        });
        var z = rowSums.Sum();
        for (var k = 0; k < gradients.Length; k++)
        {
            // 4 Σⱼ (pᵢⱼ − qᵢⱼ)(yᵢ − yⱼ) / (1 + ‖yᵢ − yⱼ‖²), where qᵢⱼ = (1 + ‖yᵢ − yⱼ‖²)⁻¹ / z
            var gradient = 4 * ((exaggeration * attraction[k]) - (repulsion[k] / z));
            // Jacobs' rule: faster where the direction lasts, slower where it changes.
            gains[k] = gradient > 0 != velocities[k] > 0 ? gains[k] + 0.2 : Math.Max(gains[k] * 0.8, 0.01);
            velocities[k] = (momentum * velocities[k]) - (learningRate * gains[k] * gradient);
        }

        Move(x, 0);
        Move(y, 1);
    }

    /// <summary>Σ pᵢⱼ log(pᵢⱼ / qᵢⱼ), in nats.</summary>
    public double KlDivergence()
    {
        var (rows, weights) = (new double[count], new double[count]);
        InParallel.For(count, i =>
        {
            for (var j = 0; j < count; j++)
            {
                double dx = x[i] - x[j], dy = y[i] - y[j];
                var distance = 1 + (dx * dx) + (dy * dy);
                double p = near.P[(i * near.Stride) + j];
                rows[i] += p > 0 ? p * Math.Log(p * distance) : 0;
                weights[i] += j == i ? 0 : 1 / distance;
            }
        });
        return rows.Sum() + Math.Log(weights.Sum()); // the pᵢⱼ sum up to 1
    }

    private void Row(int i)
    {
        var xs = MemoryMarshal.Cast<float, Vector256<float>>(x.AsSpan());
        var ys = MemoryMarshal.Cast<float, Vector256<float>>(y.AsSpan());
        var ps = MemoryMarshal.Cast<float, Vector256<float>>(near.P.AsSpan(i * near.Stride, near.Stride));
        Vector256<float> x0 = Vector256.Create(x[i]), y0 = Vector256.Create(y[i]), one = Vector256<float>.One;
        Vector256<float> sum = default, pullX = default, pullY = default, pushX = default, pushY = default;
        for (var j = 0; j < xs.Length; j++)
        {
            var (dx, dy) = (x0 - xs[j], y0 - ys[j]);
            var weight = one / (one + (dx * dx) + (dy * dy));
            var pull = ps[j] * weight;
            var push = weight * weight;
            sum += weight;
            pullX += pull * dx;
            pullY += pull * dy;
            pushX += push * dx;
            pushY += push * dy;
        }

        rowSums[i] = Vector256.Sum(sum) - 1; // but for the sample itself
        (attraction[2 * i], attraction[(2 * i) + 1]) = (Vector256.Sum(pullX), Vector256.Sum(pullY));
        (repulsion[2 * i], repulsion[(2 * i) + 1]) = (Vector256.Sum(pushX), Vector256.Sum(pushY));
    }

    // And back to the middle, from which nothing else keeps the map from drifting away.
    private void Move(float[] coordinate, int offset)
    {
        var mean = 0.0;
        for (var i = 0; i < count; i++)
        {
            coordinate[i] += (float)velocities[(2 * i) + offset];
            mean += coordinate[i] / (double)count;
        }

        for (var i = 0; i < count; i++)
        {
            coordinate[i] -= (float)mean;
        }
    }

    private float[] Padded(double[] values)
    {
        var padded = new float[StrideOf(count)];
        Array.Fill(padded, FarAway);
        Array.ConvertAll(values, v => (float)v).CopyTo(padded, 0);
        return padded;
    }
}
