using System.Diagnostics;
using System.Globalization;
using TorchSharp;
using static TorchSharp.torch;

namespace DomainAdaptation;

/// <summary>Products of matrices as fully connected layers need them: whether they are right, and how long they take.</summary>
internal static class ProductTrial
{
    /// <summary>What a child is asked for to tell <see cref="Pace"/> in place of a reason.</summary>
    public const string PacePart = "pace";

    /// <summary>Another code is taken unless it needs more than this, as a multiple of the usual one's time: by a finer measure chance would decide, and with it the last bits of results.</summary>
    public const double Tolerable = 1.2;

    /// <summary>Seconds for the three products of a layer's step, on one thread: the least of several, so that others on the machine hardly count.</summary>
    public static double Pace()
    {
        var threads = get_num_threads();
        set_num_threads(1);
        try
        {
            using var scope = NewDisposeScope();
            var (x, weights, gradient) = Matrices(64, 2048, 1024);
            return Enumerable.Range(0, 15).Min(_ =>
            {
                var clock = Stopwatch.StartNew();
                foreach (var product in Products(x, weights, gradient))
                {
                    product.Dispose();
                }

                return clock.Elapsed.TotalSeconds;
            });
        }
        finally
        {
            set_num_threads(threads);
        }
    }

    /// <summary>The pace that a child of this process tells: it chooses its code by itself, where a process keeps the code of its first product.</summary>
    /// <exception cref="InvalidOperationException">It did not tell.</exception>
    public static double PaceOf(TrialProcess child)
    {
        var said = child.Next().Reason;
        return double.TryParse(said, CultureInfo.InvariantCulture, out var seconds) && seconds > 0 ? seconds
            : throw new InvalidOperationException($"a child that was to tell the usual code's pace {said}");
    }

    /// <summary>What is not as it should be, or null: products of sizes that fill the widest registers and of some that do not, and what else of MKL libtorch uses.</summary>
    public static string? Mistake()
    {
        using var scope = NewDisposeScope();
        (long Samples, long Inputs, long Outputs)[] sizes = [(1, 768, 100), (33, 517, 70), (64, 1200, 96), (128, 49, 128)];
        foreach (var (samples, inputs, outputs) in sizes)
        {
            var (x, weights, gradient) = Matrices(samples, inputs, outputs);
            var exact = new[] { Sums(x, weights), Sums(gradient, weights.t()), Sums(gradient.t(), x.t()) };
            if (!Products(x, weights, gradient).Zip(exact).All(p => AreClose(p.First, p.Second)))
            {
                return string.Create(CultureInfo.InvariantCulture, $"products of {samples} × {inputs} and {inputs} × {outputs}");
            }

            if (!AreClose(x.to(ScalarType.Float64).mm(weights.t().to(ScalarType.Float64)), exact[0]) || !AreClose(x.expand(3, -1, -1).bmm(weights.t().expand(3, -1, -1))[2], exact[0]))
            {
                return "products in 64 bits or of several matrices";
            }
        }

        var square = rand(33, 33) + eye(33);
        var (u, s, vh) = linalg.svd(square, fullMatrices: false);
        return !AreClose((u * s).mm(vh), square) ? "a decomposition"
            : !AreClose(square.exp(), tensor(square.data<float>().Select(v => (float)Math.Exp(v)).ToArray()).view(33, 33)) ? "exponentials"
            : null;
    }

    private static bool AreClose(Tensor a, Tensor b) => (a - b).norm().ToDouble() <= 1e-4 * b.norm().ToDouble();

    private static (Tensor X, Tensor Weights, Tensor Gradient) Matrices(long samples, long inputs, long outputs) =>
        (rand(samples, inputs) - 0.4, rand(outputs, inputs) - 0.4, rand(samples, outputs) - 0.4);

    // Forward, the inputs' gradient, the weights' gradient.
    private static IEnumerable<Tensor> Products(Tensor x, Tensor weights, Tensor gradient)
    {
        yield return x.mm(weights.t());
        yield return gradient.mm(weights);
        yield return gradient.t().mm(x);
    }

    // a·bᵀ without a product of matrices.
    private static Tensor Sums(Tensor a, Tensor b) => (a.to(ScalarType.Float64).unsqueeze(1) * b.to(ScalarType.Float64).unsqueeze(0)).sum(2);
}
