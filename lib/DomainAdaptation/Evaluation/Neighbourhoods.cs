namespace DomainAdaptation;

/// <summary>The probabilities pᵢⱼ by which t-SNE says who is near whom (van der Maaten &amp; Hinton 2008, §2, eq. (1) and §3.1).</summary>
/// <param name="P">Symmetric, its sum 1: [N, stride], zeros behind the N values of a row.</param>
/// <param name="Stride">Values from one row to the next.</param>
internal sealed record Neighbourhoods(float[] P, int Stride)
{
    /// <summary>Finds for each sample the bandwidth with which its neighbourhood has the perplexity asked for.</summary>
    /// <param name="x">Samples one after another.</param>
    /// <param name="width">Values of a sample.</param>
    /// <param name="stride">Values from one row of the result to the next.</param>
    /// <param name="perplexity">2 to the power of a neighbourhood's entropy in bits.</param>
    /// <param name="cancellation">Ends the work between two samples.</param>
    public static Neighbourhoods Of(float[] x, int width, int stride, double perplexity, CancellationToken cancellation)
    {
        var n = x.Length / width;
        var p = new float[checked(n * stride)];
        InParallel.For(n, () => (Distances: new double[n], Weights: new double[n]), (i, own) =>
        {
            cancellation.ThrowIfCancellationRequested();
            SquaredDistances(x, width, i, own.Distances);
            Weigh(own.Distances, i, Math.Log(perplexity), own.Weights);
            for (var j = 0; j < n; j++)
            {
                p[(i * stride) + j] = (float)own.Weights[j];
            }
        });

        // pᵢⱼ = (pⱼ|ᵢ + pᵢ|ⱼ) / 2N
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < i; j++)
            {
                var (ij, ji) = ((i * stride) + j, (j * stride) + i);
                p[ij] = p[ji] = (p[ij] + p[ji]) / (2f * n);
            }
        }

        return new Neighbourhoods(p, stride);
    }

    private static void SquaredDistances(float[] x, int width, int i, double[] distances)
    {
        for (var j = 0; j < distances.Length; j++)
        {
            var sum = 0.0;
            for (var k = 0; k < width; k++)
            {
                double difference = x[(i * width) + k] - x[(j * width) + k];
                sum += difference * difference;
            }

            distances[j] = sum;
        }
    }

    // Bisection on the precision β = 1/(2σ²): the entropy falls as it grows.
    private static void Weigh(double[] distances, int self, double entropy, double[] weights)
    {
        // The nearest one has weight 1, whatever β: the sum can neither vanish nor overflow, not even among duplicates.
        var nearest = double.PositiveInfinity;
        var mean = 0.0;
        for (var j = 0; j < distances.Length; j++)
        {
            nearest = j == self ? nearest : Math.Min(nearest, distances[j]);
            mean += distances[j] / distances.Length;
        }

        var beta = mean > 0 ? 1 / mean : 1;
        var (low, high) = (0.0, double.PositiveInfinity);
        var total = 0.0;
        for (var attempt = 0; attempt < 60; attempt++)
        {
            total = 0;
            var weighted = 0.0;
            for (var j = 0; j < distances.Length; j++)
            {
                var weight = weights[j] = j == self ? 0 : Math.Exp((nearest - distances[j]) * beta);
                total += weight;
                weighted += weight * (distances[j] - nearest);
            }

            var excess = Math.Log(total) + (beta * weighted / total) - entropy;
            if (Math.Abs(excess) < 1e-5)
            {
                break;
            }

            (low, high) = excess > 0 ? (beta, high) : (low, beta);
            beta = double.IsInfinity(high) ? beta * 2 : (low + high) / 2;
        }

        for (var j = 0; j < weights.Length; j++)
        {
            weights[j] /= total;
        }
    }
}
