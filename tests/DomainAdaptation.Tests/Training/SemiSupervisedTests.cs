using static TorchSharp.torch;

namespace DomainAdaptation.Tests;

public sealed class SemiSupervisedTests
{
    [Fact]
    public void A_batch_holds_source_then_labelled_target_then_target_with_domain_labels_to_match()
    {
        using var scope = NewDisposeScope();
        using var batches = new Batches(Pair(), 16, 3, Normalisation.None, labelledTargetShare: 0.25);
        foreach (var step in Enumerable.Range(0, 20))
        {
            var batch = batches.At(step);
            var values = batch.Samples.data<float>().ToArray();
            Assert.Equal(6, batch.Sources);
            Assert.All(values[..6], v => Assert.InRange(v, 0, 49));
            Assert.All(values[6..8], v => Assert.InRange(v, 2000, 2003));
            Assert.All(values[8..], v => Assert.InRange(v, 1000, 1029));
            Assert.Equal(values[..8].Select(v => (long)v % 2), batch.Labels.data<long>().ToArray());
            Assert.Equal(Enumerable.Repeat(0f, 6).Concat(Enumerable.Repeat(1f, 10)), batch.Domains.data<float>().ToArray());
        }
    }

    [Fact]
    public void The_labelled_half_alone_is_that_of_the_batch()
    {
        using var scope = NewDisposeScope();
        using var batches = new Batches(Pair(), 16, 3, Normalisation.None);
        Assert.Equal(batches.At(4).Samples.data<float>().ToArray()[..8], batches.LabelledAt(4).Samples.data<float>().ToArray());
    }

    [Fact]
    public void A_few_target_labels_help_and_adaptation_with_them_is_trained_on_them()
    {
        var test = Toy.Domain(400, 1001, target: true);
        var options = new DannOptions(Epochs: 60, BatchSize: 64);
        var few = Toy.Domain(20, 77, target: true);
        using var plain = Toy.Network();
        SourceOnly.Fit(Toy.Domain(160, 1, target: false), plain, options);
        using var joint = Toy.Network();
        SourceAndTarget.Fit(Toy.Domain(160, 1, target: false), few, joint, options);
        using var adapted = Toy.Network();
        AdversarialTrainer.Fit(new DomainPair(Toy.Domain(160, 1, target: false), Toy.Domain(96, 101, target: true).WithoutLabels(), few), adapted, options);
        Assert.True(Accuracy.Of(joint, test) > Accuracy.Of(plain, test) + 0.05);
        Assert.True(Accuracy.Of(adapted, test) > Accuracy.Of(plain, test) + 0.05);
        Assert.Equal(Domain.Target, joint.Domain);
    }

    [Fact]
    public void Classes_that_differ_in_number_are_refused()
    {
        var source = Toy.Domain(20, 1, target: false);
        var few = new LabelledDomain("three classes", zeros(3, 5), tensor(new long[] { 0, 1, 2 }), 3);
        var error = Assert.Throws<ArgumentException>(() => new DomainPair(source, source.WithoutLabels(), few));
        Assert.Contains("3 classes and toy source 2", error.Message, StringComparison.Ordinal);
    }

    private static DomainPair Pair() => new(Numbered("source", 50, 0), Numbered("target", 30, 1000).WithoutLabels(), Numbered("few", 4, 2000));

    private static LabelledDomain Numbered(string name, int count, int first) => new(
        name, (arange(count) + first).to(ScalarType.Float32).reshape(count, 1), arange(count).remainder(2), 2);
}
