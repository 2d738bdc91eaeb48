namespace DomainAdaptation.Tests;

public sealed class TrackedDomainTests
{
    // Ten classes of 6 tracks of 5 frames; a sample's value is its number.
    private static readonly TrackedDomain Toys = new(
        new("toys", TorchSharp.torch.arange(300, dtype: TorchSharp.torch.float32).reshape(300, 1), TorchSharp.torch.arange(300).div(30, TorchSharp.torch.RoundingMode.floor).to(TorchSharp.torch.int64), 10),
        [.. Enumerable.Range(0, 300).Select(i => i / 5)]);

    [Fact]
    public void Two_parts_share_no_track_and_both_have_every_class()
    {
        var split = Toys.Split(trainShare: 0.8, seed: 3);
        Assert.Empty(split.Train.Tracks.Intersect(split.Evaluation.Tracks));
        Assert.Equal(250, split.Train.All.Count); // round(0.8 · 6) = 5 tracks a class
        Assert.Equal(Enumerable.Range(0, 300), Values(split.Train.All.Samples).Concat(Values(split.Evaluation.All.Samples)).Order());
        Assert.Equal(10, Classes(split.Evaluation.All));
        Assert.All(Values(split.Train.All.Samples).Zip(split.Train.Tracks), pair => Assert.Equal(pair.First / 5, pair.Second));
        Assert.Equal("toys, 250 of training tracks, seed 3", split.Train.All.Name);
    }

    [Fact]
    public void A_split_depends_on_its_seed_alone()
    {
        Assert.Equal(Values(Toys.Split(seed: 1).Train.All.Samples), Values(Toys.Split(seed: 1).Train.All.Samples));
        Assert.NotEqual(Values(Toys.Split(seed: 1).Train.All.Samples), Values(Toys.Split(seed: 2).Train.All.Samples));
    }

    [Fact]
    public void Either_part_keeps_a_track_of_each_class()
    {
        Assert.Equal(10 * 5, Toys.Split(trainShare: 0.01).Train.All.Count);
        Assert.Equal(10 * 5, Toys.Split(trainShare: 0.99).Evaluation.All.Count);
        Assert.Throws<ArgumentOutOfRangeException>(() => Toys.Split(trainShare: 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Toys.Split(trainShare: double.NaN));
    }

    [Fact]
    public void A_labelled_part_has_as_many_of_each_class_and_the_rest_has_no_labels()
    {
        var part = Toys.LabelledPart(perClass: 10, seed: 5);
        Assert.Equal(100, part.Labelled.Count);
        Assert.All(part.Labelled.Labels.data<long>().GroupBy(l => l), g => Assert.Equal(10, g.Count()));
        Assert.Equal(Enumerable.Range(0, 300), Values(part.Labelled.Samples).Concat(Values(part.Unlabelled.Samples)).Order());
        Assert.All(Values(part.Labelled.Samples).Zip(part.Labelled.Labels.data<long>()), pair => Assert.Equal(pair.First / 30, pair.Second));
        Assert.Equal("toys, 10 a class, seed 5", part.Labelled.Name);
        Assert.Contains("class 0 has 30 samples", Assert.Throws<ArgumentException>(() => Toys.LabelledPart(perClass: 30)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_track_is_needed_for_each_sample() =>
        Assert.Contains("300 samples need as many tracks, not 1", Assert.Throws<ArgumentException>(() => new TrackedDomain(Toys.All, [1])).Message, StringComparison.Ordinal);

    private static int[] Values(TorchSharp.torch.Tensor samples) => [.. samples.data<float>().Select(v => (int)v)];

    private static int Classes(LabelledDomain domain) => domain.Labels.data<long>().Distinct().Count();
}
