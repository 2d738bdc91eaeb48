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

    /// <summary>Another code is taken for at most this share of the usual one's time: less of a gain may be chance.</summary>
    public const double Worthwhile = 0.9;

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

    /// <summary>Whether they are those that sums in 64 bits give: some that fill the widest registers, and some that do not.</summary>
    public static bool AreRight()
    {
        using var scope = NewDisposeScope();
        (long Samples, long Inputs, long Outputs)[] sizes = [(1, 768, 100), (33, 517, 70), (64, 1200, 96), (128, 49, 128)];
        return sizes.All(size =>
        {
            var (x, weights, gradient) = Matrices(size.Samples, size.Inputs, size.Outputs);
            return Products(x, weights, gradient).Zip([Sums(x, weights), Sums(gradient, weights.t()), Sums(gradient.t(), x.t())])
                .All(p => (p.First - p.Second).norm().ToDouble() <= 1e-4 * p.Second.norm().ToDouble());
        });
    }

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
