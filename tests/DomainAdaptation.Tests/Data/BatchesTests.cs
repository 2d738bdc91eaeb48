using CsCheck;
using static TorchSharp.torch;

namespace DomainAdaptation.Tests;

public sealed class BatchesTests
{
    [Fact]
    public void Every_sample_of_a_domain_is_seen_once_in_a_pass_of_that_domain() =>
        Gen.Select(Gen.Int[1, 40], Gen.Int[1, 40], Gen.Int[1, 8], Gen.Int[0, 1000]).Sample(
            (sources, targets, half, seed) =>
            {
                using var scope = NewDisposeScope();
                var pair = Numbered(sources, targets);
                using var batches = new Batches(pair, 2 * half, seed, Normalisation.None);
                var steps = Enumerable.Range(0, (3 * Math.Max(sources, targets) / half) + 2);
                var seen = steps.Select(s => batches.At(s).Samples.data<float>().ToArray()).ToList();
                AssertPasses(seen.SelectMany(b => b[..half]).ToList(), sources, first: 0);
                AssertPasses(seen.SelectMany(b => b[half..]).ToList(), targets, first: 1000);
            },
            iter: 100,
            threads: 1);

    [Fact]
    public void The_batch_of_a_step_does_not_depend_on_what_was_asked_before()
    {
        using var scope = NewDisposeScope();
        using var inOrder = new Batches(Numbered(50, 30), 16, 3, Normalisation.None);
        using var jumping = new Batches(Numbered(50, 30), 16, 3, Normalisation.None);
        var expected = Enumerable.Range(0, 20).Select(s => inOrder.At(s).Samples.data<float>().ToArray()).ToList();
        foreach (var step in new[] { 17, 3, 19, 0, 18 })
        {
            Assert.Equal(expected[step], jumping.At(step).Samples.data<float>().ToArray());
        }
    }

    [Fact]
    public void Labels_belong_to_their_samples_and_domains_are_0_for_source_and_1_for_target()
    {
        using var scope = NewDisposeScope();
        using var batches = new Batches(Numbered(50, 30), 16, 3, Normalisation.None);
        var batch = batches.At(5);
        Assert.Equal(batch.Samples.data<float>().ToArray()[..8].Select(x => (long)x % 2), batch.Labels.data<long>().ToArray());
        Assert.Equal(Enumerable.Repeat(0f, 8).Concat(Enumerable.Repeat(1f, 8)), batch.Domains.data<float>().ToArray());
    }

    [Fact]
    public void Another_seed_gives_another_order()
    {
        using var scope = NewDisposeScope();
        using var one = new Batches(Numbered(50, 30), 16, 1, Normalisation.None);
        using var two = new Batches(Numbered(50, 30), 16, 2, Normalisation.None);
        Assert.NotEqual(one.At(0).Samples.data<float>().ToArray(), two.At(0).Samples.data<float>().ToArray());
    }

    [Fact]
    public void Domains_of_different_shapes_are_refused_with_both_shapes()
    {
        var source = LabelledDomain.FromImages("gray", new byte[2 * 4], [0, 1], 2, 2, channels: 1, classCount: 2);
        var target = UnlabelledDomain.FromImages("colour", new byte[2 * 12], 2, 2, channels: 3);
        var error = Assert.Throws<ArgumentException>(() => new DomainPair(source, target));
        Assert.Contains("1×2×2", error.Message, StringComparison.Ordinal);
        Assert.Contains("3×2×2", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-1, 0)]
    [InlineData(0, 3)]
    public void Labels_outside_the_classes_are_refused(int first, int second)
    {
        var error = Assert.Throws<ArgumentException>(() => LabelledDomain.FromImages("bad", new byte[24], [first, second], 2, 2, classCount: 3));
        Assert.Contains("3 classes are numbered 0 to 2", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_spread_part_of_a_domain_has_samples_from_beginning_to_end_with_their_labels()
    {
        using var scope = NewDisposeScope();
        var part = Numbered(10, 1).Source.Spread(4);
        Assert.Equal([0f, 2f, 5f, 7f], part.Samples.data<float>().ToArray());
        Assert.Equal([0L, 0L, 1L, 1L], part.Labels.data<long>().ToArray());
    }

    private static DomainPair Numbered(int sources, int targets) => new(
        new LabelledDomain("source", arange(sources).to(ScalarType.Float32).reshape(sources, 1), arange(sources).remainder(2), 2),
        new UnlabelledDomain("target", (arange(targets) + 1000).to(ScalarType.Float32).reshape(targets, 1)));

    private static void AssertPasses(List<float> samples, int count, int first)
    {
        for (var start = 0; start + count <= samples.Count; start += count)
        {
            Assert.Equal(Enumerable.Range(first, count).Select(i => (float)i), samples.GetRange(start, count).Order());
        }
    }
}
