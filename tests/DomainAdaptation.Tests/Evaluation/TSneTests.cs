using TorchSharp;
using static TorchSharp.torch;

namespace DomainAdaptation.Tests;

public sealed class TSneTests
{
    private static readonly TSneOptions Short = new(Perplexity: 15, Iterations: 400, ExaggerationIterations: 150);

    [Fact]
    public void Clusters_separate_and_the_divergence_falls()
    {
        var (x, labels) = LinearSvmTests.Blobs(240, 4, 60, seed: 3, spread: 1);
        var reports = new List<TSneProgress>();
        var map = TSne.Embed(x, Short, reports.Add);
        Assert.Equal(240, map.Count);
        Assert.Equal([.. Enumerable.Range(1, 8).Select(i => i * 50)], reports.Select(r => r.Iteration));
        // Without exaggeration, from step 150 on, it falls and goes on falling.
        Assert.All(reports.Skip(3).Zip(reports.Skip(4)), pair => Assert.True(pair.Second.KlDivergence <= pair.First.KlDivergence + 1e-3));
        Assert.True(reports[^1].KlDivergence < reports[0].KlDivergence * 0.5);
        Assert.Equal(map.KlDivergence, reports[^1].KlDivergence, 9);
        Assert.Equal(1, SameClassNeighbours(map, labels.data<long>().ToArray()), 0.02);
    }

    [Fact]
    public async Task The_same_seed_gives_the_same_map_whatever_the_number_of_threads()
    {
        var (x, _) = LinearSvmTests.Blobs(130, 3, 8, seed: 4);
        var options = Short.With(iterations: 60);
        var map = TSne.Embed(x, options);
        Assert.Equal(map.X, TSne.Embed(x, options).X);
        Assert.NotEqual(map.X, TSne.Embed(x, options.With(seed: 2)).X);
        // A pool that runs one thing at a time.
        var alone = new ConcurrentExclusiveSchedulerPair(TaskScheduler.Default, 1).ExclusiveScheduler;
        var single = await Task.Factory.StartNew(() => TSne.Embed(x, options), CancellationToken.None, TaskCreationOptions.None, alone);
        Assert.Equal(map.X, single.X);
        Assert.Equal(map.Y, single.Y);
    }

    [Fact]
    public void Duplicates_and_constant_features_give_numbers()
    {
        using var scope = NewDisposeScope();
        var twins = randn(20, 5).repeat(6, 1);
        var map = TSne.Embed(twins, Short.With(iterations: 200));
        Assert.All(map.X.Concat(map.Y), v => Assert.True(double.IsFinite(v)));
        var same = TSne.Embed(ones(80, 3), Short.With(iterations: 200));
        Assert.All(same.X.Concat(same.Y).Append(same.KlDivergence), v => Assert.True(double.IsFinite(v)));
    }

    [Fact]
    public void Neighbourhoods_have_the_perplexity_asked_for()
    {
        // On a ring all samples are alike, so that pᵢⱼ · N is the conditional distribution, whose entropy is known.
        var angles = Enumerable.Range(0, 100).Select(i => 2 * Math.PI * i / 100);
        var ring = angles.SelectMany(a => new[] { (float)Math.Cos(a), (float)Math.Sin(a) }).ToArray();
        var near = Neighbourhoods.Of(ring, 2, 104, perplexity: 12, CancellationToken.None);
        var row = near.P.Take(104).Select(p => p * 100.0).ToList();
        Assert.Equal(1, row.Sum(), 4);
        Assert.Equal(12, Math.Exp(-row.Where(p => p > 0).Sum(p => p * Math.Log(p))), 0.01);
        Assert.Equal(0, row[0]);
        Assert.Equal(row[1], row[99], 1e-5);
    }

    [Fact]
    public void A_step_follows_the_gradient_of_the_divergence()
    {
        // The first step of a descent without momentum is −rate · gain · gradient, seen from the middle of the map; compared with differences of the divergence.
        var random = new Random(5);
        var x = Enumerable.Range(0, 12 * 3).Select(_ => (float)random.NextDouble()).ToArray();
        var near = Neighbourhoods.Of(x, 3, TSneDescent.StrideOf(12), 3, CancellationToken.None);
        double[] px = [.. Enumerable.Range(0, 12).Select(_ => random.NextDouble())], py = [.. Enumerable.Range(0, 12).Select(_ => random.NextDouble())];
        var descent = new TSneDescent(near, px, py);
        descent.Step(1, 0, 1);
        double[] gradients = [.. Enumerable.Range(0, 12).Select(i => (Divergence(i, 1e-2) - Divergence(i, -1e-2)) / 2e-2)];
        // From a standstill, the gain is 1.2 downwards and 0.8 upwards.
        double[] moved = [.. px.Zip(gradients, (at, g) => at - ((g > 0 ? 1.2 : 0.8) * g))];
        Assert.All(moved.Select(m => m - moved.Average()).Zip(descent.X), pair => Assert.Equal(pair.First, pair.Second, 1e-3));
        Assert.True(gradients.Max(Math.Abs) > 0.02);

        double Divergence(int i, double by)
        {
            double[] shifted = [.. px];
            shifted[i] += by;
            return new TSneDescent(near, shifted, py).KlDivergence();
        }
    }

    [Fact]
    public void It_can_be_cancelled_and_says_what_it_cannot_take()
    {
        using var cancel = new CancellationTokenSource();
        var (x, _) = LinearSvmTests.Blobs(100, 2, 4, seed: 6);
        var last = 0;
        Assert.Throws<OperationCanceledException>(() => TSne.Embed(x, Short, p =>
        {
            last = p.Iteration;
            cancel.Cancel();
        }, cancel.Token));
        Assert.Equal(50, last);
        Assert.Contains("from 91, three times the perplexity of 30", Assert.Throws<ArgumentException>(() => TSne.Embed(randn(40, 3))).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => TSne.Embed(x, new TSneOptions(Iterations: 0)));
    }

    // The share of points whose nearest one on the map is of the same class.
    private static double SameClassNeighbours(TSneMap map, long[] labels) => Enumerable.Range(0, map.Count).Average(i =>
    {
        var nearest = Enumerable.Range(0, map.Count).Where(j => j != i).MinBy(j => Math.Pow(map.X[i] - map.X[j], 2) + Math.Pow(map.Y[i] - map.Y[j], 2));
        return labels[i] == labels[nearest] ? 1.0 : 0.0;
    });
}
