using TorchSharp;
using static TorchSharp.torch;

namespace DomainAdaptation.Tests;

/// <summary>Each loss against its formula written out over plain numbers, and its gradient against difference quotients.</summary>
public sealed class MethodLossesTests : IDisposable
{
    private readonly DisposeScope scope = NewDisposeScope();
    private readonly Tensor source;
    private readonly Tensor target;
    private readonly Tensor logits;

    public MethodLossesTests()
    {
        using var random = RandomScope.Begin(7);
        source = randn([5, 3], ScalarType.Float64);
        target = (randn([4, 3], ScalarType.Float64) * 0.7) + 1;
        logits = randn([6, 4], ScalarType.Float64) * 2;
    }

    public void Dispose() => scope.Dispose();

    // Nine samples of three features take covariances, of twelve features products of samples.
    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void Coral_is_the_squared_difference_of_covariances(int times)
    {
        Tensor Wider(Tensor x) => cat([.. Enumerable.Range(1, times).Select(i => i == 1 ? x : x.pow(i))], 1);
        double[][] s = Rows(Wider(source)), t = Rows(Wider(target));
        var d = 3 * times;
        var expected = 0.0;
        for (var i = 0; i < d; i++)
        {
            for (var j = 0; j < d; j++)
            {
                expected += Math.Pow(Covariance(s, i, j) - Covariance(t, i, j), 2);
            }
        }

        Equal(expected / (4 * d * d), DeepCoral.Distance(Wider(source), Wider(target)));
        GradientIsRight(target, x => DeepCoral.Distance(Wider(source), Wider(x)));
        GradientIsRight(source, x => DeepCoral.Distance(Wider(x), Wider(target)));

        static double Covariance(double[][] x, int i, int j)
        {
            double mi = x.Average(r => r[i]), mj = x.Average(r => r[j]);
            return x.Sum(r => (r[i] - mi) * (r[j] - mj)) / (x.Length - 1);
        }
    }

    // A square of 400,000 features would be 640 GB.
    [Fact]
    public void Coral_of_many_features_takes_no_memory_of_their_square()
    {
        var signs = tensor(new[] { 1f, -1, 1, -1 }).reshape(4, 1);
        var t = signs.expand(4, 400_000).contiguous().requires_grad_(); // every covariance is 4 / 3
        var distance = DeepCoral.Distance(zeros(4, 400_000), t);
        Assert.Equal(16 / 9.0 / 4, distance.item<float>(), 1e-3);
        distance.backward();
        Assert.True(t.grad!.isfinite().all().item<bool>());
    }

    // Products of matrices are what libtorch would compute in 16 bits, and distances are small differences of them.
    [Fact]
    public void Losses_are_computed_in_32_bits_also_where_layers_compute_in_16()
    {
        Assert.SkipUnless(Autocast.IsAvailable, "this libtorch has no automatic mixed precision");
        using var random = RandomScope.Begin(3);
        Tensor s = randn(64, 200) + 5, t = (randn(64, 200) * 1.1) + 5, few = randn(64, 20), others = randn(64, 20) * 1.1;
        Func<double>[] losses =
        [
            () => DeepCoral.Distance(s, t).item<float>(),
            () => DeepCoral.Distance(few, others).item<float>(),
            () => Dan.Discrepancy(s, t).item<float>(),
            () => Jan.Discrepancy(cat([s, t]), nn.functional.softmax(cat([few, others]), 1), 64).item<float>(),
            () => Mcc.Confusion(few).item<float>(),
        ];
        var wide = losses.Select(l => l()).ToList();
        using var mixed = Autocast.Begin(Precision.BFloat16, TorchSharp.DeviceType.CPU);
        Assert.All(losses.Zip(wide), l => Assert.Equal(1, l.First() / l.Second, 1e-4));
    }

    [Fact]
    public void Mean_discrepancy_is_that_of_five_kernels_summed_pair_by_pair()
    {
        var all = Rows(source).Concat(Rows(target)).ToArray();
        var mean = all.SelectMany(a => all.Select(b => Squared(a, b))).Average();
        Equal(Mmd(all, 5, mean), Dan.Discrepancy(source, target));

        // The width is held still by the gradient; so it is here.
        GradientIsRight(target, x => Dan.Discrepancy(source, x), x => Mmd([.. Rows(source), .. Rows(x)], 5, mean));

        static double Mmd(double[][] all, int n, double mean) =>
            Discrepancy(all.Length, n, (i, j) => Dan.Widths.Sum(w => Math.Exp(-Squared(all[i], all[j]) / (w * mean))));
    }

    [Fact]
    public void Of_samples_of_one_kind_the_mean_discrepancy_is_near_zero()
    {
        using var random = RandomScope.Begin(1);
        Assert.InRange(Dan.Discrepancy(randn(400, 3), randn(400, 3)).item<float>(), -0.02, 0.02);
        Assert.True(Dan.Discrepancy(randn(400, 3), randn(400, 3) + 2).item<float>() > 0.5);
    }

    [Fact]
    public void Joint_discrepancy_multiplies_the_kernels_of_features_and_predictions()
    {
        var (features, classes) = (cat([source, target]), nn.functional.softmax(randn([9, 4], ScalarType.Float64), 1));
        double[][] f = Rows(features), p = Rows(classes);
        double fMean = Mean(f), pMean = Mean(p);
        var expected = Discrepancy(9, 5, (i, j) => Dan.Widths.Sum(w => Math.Exp(-Squared(f[i], f[j]) / (w * fMean))) * Math.Exp(-Squared(p[i], p[j]) / pMean));
        Equal(expected, Jan.Discrepancy(features, classes, 5));

        static double Mean(double[][] x) => x.SelectMany(a => x.Select(b => Squared(a, b))).Average();
    }

    [Fact]
    public void Class_confusion_is_the_weighted_mass_off_the_diagonal()
    {
        Equal(Confusion(Rows(logits), Weights(Rows(logits))), Mcc.Confusion(logits));
        var weights = Weights(Rows(logits)); // held still by the gradient
        GradientIsRight(logits, x => Mcc.Confusion(x), x => Confusion(Rows(x), weights));

        static double[] Weights(double[][] z)
        {
            var sure = z.Select(r => 1 + Math.Exp(-Entropy(Softmax(r, 2.5)))).ToArray();
            return [.. sure.Select(w => w / sure.Average())];
        }

        static double Confusion(double[][] z, double[] w)
        {
            var y = z.Select(r => Softmax(r, 2.5)).ToArray();
            var off = 0.0;
            for (var a = 0; a < 4; a++)
            {
                var row = Enumerable.Range(0, 4).Select(b => y.Select((r, i) => w[i] * r[a] * r[b]).Sum()).ToArray();
                off += 1 - (row[a] / row.Sum());
            }

            return off / 4;
        }
    }

    [Fact]
    public void Entropy_is_that_of_each_row()
    {
        Equal(Rows(logits).Average(r => Entropy(Softmax(r, 1))), EntropyMinimisation.OfLogits(logits).mean());
        Equal(Rows(logits).Average(r => Entropy(Softmax(r, 1))), EntropyMinimisation.Entropy(nn.functional.softmax(logits, 1)).mean());
        GradientIsRight(logits, x => EntropyMinimisation.OfLogits(x).mean());
    }

    [Fact]
    public void Entropy_of_a_sure_row_is_zero_and_so_is_its_gradient()
    {
        var sure = tensor(new[] { 200f, 0, 0 }).reshape(1, 3).requires_grad_();
        var entropy = EntropyMinimisation.OfLogits(sure).sum();
        entropy.backward();
        Assert.Equal(0, entropy.item<float>());
        Assert.Equal([0f, 0, 0], sure.grad!.data<float>().ToArray());
    }

    [Fact]
    public void The_nuclear_norm_is_the_trace_of_the_root_of_the_gram_matrix()
    {
        // Of a diagonal matrix it is the sum of the absolute entries; a rotation changes nothing.
        var rotation = tensor(new[,] { { 0.6, -0.8 }, { 0.8, 0.6 } });
        Equal((3 + 4) / 2.0, Bnm.NuclearNorm(rotation.matmul(diag(tensor(new[] { 3.0, -4.0 })))));
        Equal(16, Bsp.Largest(rotation.matmul(diag(tensor(new[] { 3.0, -4.0 })))));
        GradientIsRight(logits, x => Bnm.NuclearNorm(x));
        GradientIsRight(logits, x => Bsp.Largest(x));
    }

    [Fact]
    public void Norms_grow_by_the_step()
    {
        Equal(2.25, Afn.Growth(source, 1.5)); // Δr², whatever the norms
        var norms = Rows(source).Select(r => Math.Sqrt(r.Sum(v => v * v))).ToArray();
        GradientIsRight(source, x => Afn.Growth(x, 1.5), x => Rows(x).Select((r, i) => Math.Pow(Math.Sqrt(r.Sum(v => v * v)) - norms[i] - 1.5, 2)).Average());
    }

    [Fact]
    public void Two_classifiers_differ_by_the_mean_absolute_difference_of_probabilities()
    {
        var other = logits.flip(1);
        var expected = Rows(logits).Zip(Rows(other), (a, b) => Softmax(a, 1).Zip(Softmax(b, 1), (p, q) => Math.Abs(p - q)).Average()).Average();
        Equal(expected, Mcd.Discrepancy(logits, other));
        GradientIsRight(logits, x => Mcd.Discrepancy(x, other));
    }

    [Fact]
    public void Disparity_agrees_on_the_source_and_disagrees_on_the_target()
    {
        var (onSource, onTarget) = (logits.narrow(0, 0, 2), logits.narrow(0, 2, 4));
        int[] s = [1, 3], t = [0, 0, 2, 1];
        Equal(Expected(Rows(onTarget)), Mdd.Disparity(onSource, Index(s), onTarget, Index(t), 4));
        GradientIsRight(onTarget, x => Mdd.Disparity(onSource, Index(s), x, Index(t), 4), x => Expected(Rows(x)));

        double Expected(double[][] z) =>
            (4 * Rows(onSource).Select((r, i) => -Math.Log(Softmax(r, 1)[s[i]])).Average())
            - z.Select((r, i) => Math.Log(1 - Softmax(r, 1)[t[i]])).Average();

        static Tensor Index(int[] values) => tensor(Array.ConvertAll(values, v => (long)v));
    }

    [Fact]
    public void Divergence_is_that_of_Kullback_and_Leibler()
    {
        var p = nn.functional.softmax(logits.flip(1), 1);
        Equal(Rows(p).Zip(Rows(logits), (a, z) => a.Zip(Softmax(z, 1), (x, y) => x * Math.Log(x / y)).Sum()).Average(), Vada.Divergence(p, logits));
        GradientIsRight(logits, x => Vada.Divergence(p, x));
    }

    [Fact]
    public void Conditioning_multiplies_features_and_probabilities()
    {
        using var method = new Cdan();
        method.Prepare(3, 2);
        Assert.Equal(
            [0.5f * 1, 0.5f * 2, 0.5f * 3, 0.25f * 1, 0.25f * 2, 0.25f * 3],
            method.Joint(tensor(new float[] { 1, 2, 3 }).reshape(1, 3), tensor(new[] { 0.5f, 0.25f }).reshape(1, 2)).data<float>().ToArray());
    }

    // E[(fR)(gQ)·(f′R)(g′Q)] / 1024 over random R and Q is (f·f′)(g·g′): the inner product of the outer products.
    [Fact]
    public void The_random_projection_keeps_inner_products()
    {
        using var random = RandomScope.Begin(3);
        using var method = new Cdan();
        method.Prepare(1000, 5);
        Tensor f = randn(2, 1000) + 1, g = nn.functional.softmax(randn(2, 5), 1);
        var projected = method.Joint(f, g);
        Assert.Equal([2L, 1024], projected.shape);
        var expected = (f[0] * f[1]).sum().item<float>() * (g[0] * g[1]).sum().item<float>();
        Assert.InRange((projected[0] * projected[1]).sum().item<float>() / expected, 0.6, 1.4);
    }

    [Fact]
    public void Sure_samples_weigh_more_and_each_domain_weighs_one_on_average()
    {
        var weights = Cdan.Weights(tensor(new[,] { { 1f, 0f }, { 0.5f, 0.5f }, { 0.9f, 0.1f } }), tensor(new float[] { 0, 0, 1 }).reshape(3, 1)).data<float>().ToArray();
        double sure = 2, unsure = 1.5; // 1 + e^0, 1 + e^(−log 2)
        Assert.Equal([(float)(sure / 1.75), (float)(unsure / 1.75), 1f], weights, (a, b) => Math.Abs(a - b) < 1e-5);
    }

    private static void Equal(double expected, Tensor actual) => Assert.Equal(expected, actual.to(ScalarType.Float64).item<double>(), 1e-6);

    private static double[][] Rows(Tensor x) => [.. x.detach().data<double>().ToArray().Chunk((int)x.shape[1])];

    private static double Squared(double[] a, double[] b) => a.Zip(b, (x, y) => (x - y) * (x - y)).Sum();

    private static double[] Softmax(double[] z, double temperature)
    {
        var e = z.Select(v => Math.Exp(v / temperature)).ToArray();
        return [.. e.Select(v => v / e.Sum())];
    }

    private static double Entropy(double[] p) => -p.Sum(v => v * Math.Log(v));

    // The unbiased estimate: pairs of different samples within a domain, all pairs across.
    private static double Discrepancy(int all, int n, Func<int, int, double> kernel)
    {
        int[] s = [.. Enumerable.Range(0, n)], t = [.. Enumerable.Range(n, all - n)];
        return Within(s) + Within(t) - (2 * s.Average(i => t.Average(j => kernel(i, j))));

        double Within(int[] x) => x.Sum(i => x.Where(j => j != i).Sum(j => kernel(i, j))) / (x.Length * (x.Length - 1.0));
    }

    private static void GradientIsRight(Tensor at, Func<Tensor, Tensor> loss, Func<Tensor, double>? value = null)
    {
        value ??= x => loss(x).item<double>();
        var x = at.detach().contiguous().clone().requires_grad_();
        loss(x).backward();
        var gradient = x.grad!.contiguous().data<double>().ToArray();
        const double H = 1e-5;
        for (var i = 0; i < gradient.Length; i++)
        {
            Assert.Equal((value(Moved(i, H)) - value(Moved(i, -H))) / (2 * H), gradient[i], 1e-5);
        }

        Tensor Moved(int index, double by)
        {
            var values = at.detach().contiguous().data<double>().ToArray();
            values[index] += by;
            return tensor(values).reshape(at.shape);
        }
    }
}
