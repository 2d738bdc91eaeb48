using TorchSharp;
using static TorchSharp.torch;

namespace DomainAdaptation.Tests;

public sealed class LinearSvmTests
{
    private static readonly LinearSvmOptions Exact = new(C: 1, Scaling: FeatureScaling.None, Tolerance: 1e-7, MaximumPasses: 100_000);

    [Theory]
    [InlineData(1.0)]
    [InlineData(0.1)]
    public void Two_points_on_a_line_give_the_margin_that_a_pencil_gives(double c)
    {
        // f(w) = ½w² + 2C(1 − 2w)² while 2w < 1; f'(w) = w − 8C(1 − 2w) = 0 ⇒ w = 8C/(1 + 16C).
        using var x = tensor(new[] { 2f, -2f }).reshape(2, 1);
        using var y = tensor(new long[] { 1, 0 });
        var svm = LinearSvm.Fit(x, y, Exact.With(c: c));
        using var decisions = svm.Decisions(x);
        var w = 8 * c / (1 + (16 * c));
        Assert.Equal(2 * w, decisions[0, 1].item<float>(), 1e-5);
        Assert.Equal(-2 * w, decisions[1, 1].item<float>(), 1e-5);
        Assert.Equal(-2 * w, decisions[0, 0].item<float>(), 1e-5);
        Assert.True(svm.Converged);
        Assert.Equal([1, 0], svm.Predict(x));
    }

    [Fact]
    public void With_the_hinge_and_a_large_C_the_margin_is_exactly_one()
    {
        // Without errors the hinge's optimum has 2w = 1: the hard margin.
        using var x = tensor(new[] { 2f, -2f }).reshape(2, 1);
        using var y = tensor(new long[] { 1, 0 });
        var svm = LinearSvm.Fit(x, y, Exact.With(c: 100, loss: SvmLoss.Hinge));
        using var decisions = svm.Decisions(x);
        Assert.Equal(1, decisions[0, 1].item<float>(), 1e-5);
    }

    [Theory]
    [InlineData(SvmLoss.SquaredHinge, 1.0)]
    [InlineData(SvmLoss.SquaredHinge, 0.05)]
    [InlineData(SvmLoss.Hinge, 1.0)]
    [InlineData(SvmLoss.Hinge, 0.05)]
    public void No_other_hyperplane_costs_less(SvmLoss loss, double c)
    {
        var random = new Random(3);
        var samples = Enumerable.Range(0, 24).Select(i => new[] { random.NextDouble() + (i % 2 * 0.4), random.NextDouble() }).ToArray();
        var truth = Enumerable.Range(0, 24).Select(i => (long)(i % 2)).ToArray();
        using var x = tensor(samples.SelectMany(s => s).Select(v => (float)v).ToArray()).reshape(24, 2);
        using var y = tensor(truth);
        var svm = LinearSvm.Fit(x, y, Exact.With(c: c, loss: loss));
        using var at = svm.Decisions(tensor(new[] { 0f, 0, 1, 0, 0, 1 }).reshape(3, 2));
        double b = at[0, 1].item<float>(), w0 = at[1, 1].item<float>() - b, w1 = at[2, 1].item<float>() - b;
        var found = Cost(w0, w1, b);

        // Brute force: a grid that is made finer around its best point.
        double bestW0 = 0, bestW1 = 0, bestB = 0, best = Cost(0, 0, 0);
        for (var step = 1.0; step > 1e-4; step /= 2)
        {
            for (var moved = true; moved;)
            {
                moved = false;
                foreach (var (i, j, k) in from i in Enumerable.Range(-1, 3) from j in Enumerable.Range(-1, 3) from k in Enumerable.Range(-1, 3) select (i, j, k))
                {
                    var cost = Cost(bestW0 + (i * step), bestW1 + (j * step), bestB + (k * step));
                    if (cost < best - 1e-12)
                    {
                        (bestW0, bestW1, bestB, best, moved) = (bestW0 + (i * step), bestW1 + (j * step), bestB + (k * step), cost, true);
                    }
                }
            }
        }

        Assert.True(svm.Converged);
        Assert.InRange(found, 0, best * (1 + 1e-4));
        Assert.InRange(best, 0, Cost(0, 0, 0) * 0.99); // the search found something to compare with

        double Cost(double u, double v, double bias) => (0.5 * ((u * u) + (v * v) + (bias * bias))) + (c * samples.Zip(truth, (s, t) =>
        {
            var slack = Math.Max(0, 1 - ((t == 1 ? 1 : -1) * ((u * s[0]) + (v * s[1]) + bias)));
            return loss == SvmLoss.Hinge ? slack : slack * slack;
        }).Sum());
    }

    [Fact]
    public void Several_classes_are_told_apart_and_the_seed_decides_all()
    {
        var (x, y) = Blobs(300, 5, 8, seed: 1);
        var svm = LinearSvm.Fit(x, y);
        Assert.Equal(5, svm.ClassCount);
        Assert.InRange(svm.Accuracy(x, y), 0.97, 1);
        var again = LinearSvm.Fit(x, y);
        using var first = svm.Decisions(x);
        using var second = again.Decisions(x);
        Assert.True(first.equal(second).all().item<bool>());
        Assert.Contains("5 classes, C = 1, converged", svm.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Standardised_features_may_come_in_any_unit()
    {
        var (x, y) = Blobs(200, 3, 6, seed: 2);
        using var scaled = (x * tensor(new[] { 1f, 1e3f, 1e-3f, 1, 50, 1 })) + 7;
        var options = new LinearSvmOptions(Scaling: FeatureScaling.PerFeature, Tolerance: 1e-5, MaximumPasses: 20_000);
        using var a = LinearSvm.Fit(x, y, options).Decisions(x);
        using var b = LinearSvm.Fit(scaled, y, options).Decisions(scaled);
        Assert.True(a.allclose(b, rtol: 1e-2, atol: 1e-2));
    }

    [Fact]
    public void With_a_common_factor_the_unit_of_all_features_does_not_matter()
    {
        var (x, y) = Blobs(200, 3, 6, seed: 2);
        var options = new LinearSvmOptions(Tolerance: 1e-5, MaximumPasses: 20_000);
        using var scaled = x * 255;
        using var a = LinearSvm.Fit(x, y, options).Decisions(x);
        using var b = LinearSvm.Fit(scaled, y, options).Decisions(scaled);
        Assert.True(a.allclose(b, rtol: 1e-2, atol: 1e-2));
        using var raw = LinearSvm.Fit(scaled, y, options.With(scaling: FeatureScaling.None)).Decisions(scaled);
        Assert.False(a.allclose(raw, rtol: 1e-2, atol: 1e-2));
    }

    [Fact]
    public void A_constant_feature_changes_nothing_and_gives_no_NaN()
    {
        var (x, y) = Blobs(120, 2, 3, seed: 4);
        using var constant = cat([x, full([120, 1], 0.1f)], 1);
        using var decisions = LinearSvm.Fit(constant, y, new LinearSvmOptions(Scaling: FeatureScaling.PerFeature)).Decisions(constant);
        Assert.True(decisions.isfinite().all().item<bool>());
    }

    [Fact]
    public void The_limit_of_passes_is_kept_and_told()
    {
        var (x, y) = Blobs(200, 2, 6, seed: 5, spread: 4);
        var svm = LinearSvm.Fit(x, y, new LinearSvmOptions(C: 1000, MaximumPasses: 2, Tolerance: 1e-9));
        Assert.False(svm.Converged);
        Assert.Equal(2, svm.Passes);
    }

    [Fact]
    public void C_is_chosen_by_what_was_held_out()
    {
        // Sixty noisy features and few samples: a large C learns the noise.
        manual_seed(6);
        using var y = arange(90).remainder(2);
        using var x = randn(90, 60);
        x[TensorIndex.Colon, 0] += ((y.to(ScalarType.Float32) * 2) - 1) * 1.5f;
        var c = LinearSvm.ChooseC(x, y, candidates: [1e5, 0.1]);
        Assert.Equal(0.1, c);
        Assert.Equal(c, LinearSvm.ChooseC(x, y, candidates: [0.1, 1e5])); // in whatever order they come
    }

    [Fact]
    public void What_cannot_be_trained_on_is_named()
    {
        var (x, y) = Blobs(20, 2, 3, seed: 7);
        Assert.Contains("all 20 are of class 0", Assert.Throws<ArgumentException>(() => LinearSvm.Fit(x, zeros(20, ScalarType.Int64))).Message, StringComparison.Ordinal);
        Assert.Contains("need labels int64 [N]", Assert.Throws<ArgumentException>(() => LinearSvm.Fit(x, y[..10])).Message, StringComparison.Ordinal);
        Assert.Contains("NaN or infinite", Assert.Throws<ArgumentException>(() => LinearSvm.Fit(x / 0, y)).Message, StringComparison.Ordinal);
        Assert.Contains("3 features, these samples have 2", Assert.Throws<ArgumentException>(() => LinearSvm.Fit(x, y).Predict(zeros(2, 2))).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => LinearSvm.Fit(x, y, new LinearSvmOptions(C: 0)));
        Assert.Throws<OperationCanceledException>(() => LinearSvm.Fit(x, y, cancellation: new CancellationToken(true)));
    }

    internal static (Tensor X, Tensor Y) Blobs(int count, int classes, int features, int seed, double spread = 0.7)
    {
        manual_seed(seed);
        var y = arange(count).remainder(classes);
        var centres = randn(classes, features) * 3;
        return (centres[y] + (randn(count, features) * spread), y);
    }
}
