using TorchSharp;

namespace DomainAdaptation.Tests;

public sealed class LabelledDomainTests
{
    [Theory]
    [InlineData(new[] { 0, 1, 0, 1 }, null, 2)]
    [InlineData(new[] { 0, 1, 2, 4 }, null, 5)]
    [InlineData(new[] { 0, 1, 0, 1 }, 10, 10)]
    public void The_number_of_classes_is_the_largest_label_and_one_unless_it_is_given(int[] labels, int? given, int expected) =>
        Assert.Equal(expected, Images(labels, given).ClassCount);

    [Theory]
    [InlineData(new[] { 0, 0, 0, 0 }, null, "the number of classes cannot be told from the labels. Give it: classCount.")]
    [InlineData(new[] { 0, 1, 2, 3 }, 3, "labels go from 0 to 3, but 3 classes are numbered 0 to 2")]
    [InlineData(new[] { 0, -1, 2, 3 }, null, "labels go from -1 to 3")]
    public void Labels_that_do_not_tell_or_do_not_fit_are_refused(int[] labels, int? given, string sentence) =>
        Assert.Contains(sentence, Assert.Throws<ArgumentException>(() => Images(labels, given)).Message, StringComparison.Ordinal);

    [Fact]
    public void Two_classes_train_a_network_of_two_outputs_with_nothing_said_of_their_number()
    {
        var source = Images([0, 1, 0, 1]);
        using var network = new DomainAdversarialNetwork(torch.nn.Flatten(), torch.nn.Linear(12, 2), torch.nn.Linear(12, 1));
        AdversarialTrainer.Fit(new DomainPair(source, source.WithoutLabels()), network, new DannOptions(Epochs: 1, BatchSize: 4));
        Assert.InRange(Accuracy.Of(network, source), 0, 1);
    }

    // A split that lacks the last class: what is put into that class is wrong, and no error.
    [Fact]
    public void A_network_may_know_more_classes_than_a_split_shows()
    {
        var matrix = ConfusionMatrix.Of([0, 2, 0, 1], Images([0, 1, 0, 1]));
        Assert.Equal(0.75, matrix.Accuracy);
        Assert.Equal([[2, 0, 0], [0, 1, 1], [0, 0, 0]], matrix.Counts);
    }

    [Fact]
    public void What_asks_for_classes_says_so_to_labels_of_another_task()
    {
        using var folder = new TemporaryFolder();
        var maps = LabelledDomain.WithTask("streets", torch.zeros([4, 2, 2, 3], torch.ScalarType.Byte), torch.zeros([4, 2, 2], torch.ScalarType.Byte), new Segmentation(3));
        Assert.All<Action>(
            [
                () => new TrackedDomain(maps, [0, 0, 1, 1]).Split(),
                () => new TrackedDomain(maps, [0, 0, 1, 1]).LabelledPart(1),
                () => ImageFolder.Write(maps, folder.At("streets")),
            ],
            act => Assert.StartsWith($"streets is labelled with {maps.Task}, and this asks for one class of each sample.", Assert.Throws<ArgumentException>(act).Message, StringComparison.Ordinal));
        Assert.False(Directory.Exists(folder.At("streets")));
    }

    private static LabelledDomain Images(int[] labels, int? classCount = null) =>
        LabelledDomain.FromImages("images", [.. Enumerable.Range(0, 12 * labels.Length).Select(i => (byte)i)], labels, 2, 2, classCount: classCount);
}
