using TorchSharp;

namespace DomainAdaptation.Tests;

/// <summary>Cases built to fail, each told by the doctor without a label of the target; and one that is well, of which nothing is warned.</summary>
public sealed class TrainingDoctorTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Of_a_target_like_the_source_nothing_is_warned()
    {
        using var adapted = Fit(_ => true);
        Assert.DoesNotContain(adapted.TrainingFindings, f => f.IsWarning);
    }

    [Fact]
    public void A_target_without_two_of_the_classes_is_told_and_which()
    {
        using var adapted = Fit(label => label is not (3 or 8));
        Assert.Equal(["03", "08"], Assert.Single(adapted.TrainingFindings, f => f.About == "classes that the target may lack").Examples);
    }

    [Fact]
    public void Other_shares_of_the_classes_are_told()
    {
        var random = new Random(1);
        using var adapted = Fit(label => label < 5 || random.NextDouble() < 0.1); // ten of one half for one of the other
        Assert.Contains("of the mass moved", Assert.Single(adapted.TrainingFindings, f => f.About == "label shift").Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_target_of_one_class_looks_like_a_collapse()
    {
        using var adapted = Fit(label => label == 7);
        Assert.Contains("predicted to be 07", Assert.Single(adapted.TrainingFindings, f => f.About == "collapse").Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Labels_that_mean_nothing_are_a_source_that_is_not_learned()
    {
        var digits = DrawnDigits.Source(600, 1);
        ImageFolder.Write(new("scrambled", digits.Samples, torch.tensor(Enumerable.Range(0, 600).Select(i => (long)(i * 7 % 10)).ToArray()), 10), folder.At("source"));
        ImageFolder.Write(DrawnDigits.Source(300, 2), folder.At("target"));
        using var adapted = ImageAdaptation.Fit([folder.At("source")], folder.At("target"), new(DataFolder: folder.At("data"), Methods: [Methods.SourceOnly], Epochs: 1));
        Assert.Contains(adapted.TrainingFindings, f => f.About == "source not learned");
    }

    [Fact]
    public void A_test_set_with_two_folders_called_by_each_others_name_is_told()
    {
        var digits = DrawnDigits.Source(1500, 1);
        ImageFolder.Write(digits, folder.At("source"));
        ImageFolder.Write(DrawnDigits.Source(300, 2), folder.At("target"));
        ImageFolder.Write(DrawnDigits.Source(300, 3), folder.At("test"));
        Directory.Move(folder.At("test/03"), folder.At("test/03 "));
        Directory.Move(folder.At("test/05"), folder.At("test/03"));
        Directory.Move(folder.At("test/03 "), folder.At("test/05"));
        using var adapted = ImageAdaptation.Fit([folder.At("source")], folder.At("target"), new(DataFolder: folder.At("data"), Methods: [Methods.SourceOnly], Epochs: 5, Test: folder.At("test")));
        Assert.Equal(["03 and 05"], Assert.Single(adapted.TrainingFindings, f => f.About == "swapped classes").Examples);
    }

    [Fact]
    public void Only_classes_that_are_mostly_called_by_each_others_name_are_swapped()
    {
        Assert.Equal(["a and c"], TrainingDoctor.Swapped([[1, 0, 9], [4, 5, 1], [6, 0, 4]], ["a", "b", "c"]));
        Assert.Empty(TrainingDoctor.Swapped([[1, 0, 3], [0, 9, 0], [3, 0, 1]], ["a", "b", "c"])); // four images are too few
        Assert.Empty(TrainingDoctor.Swapped([[1, 0, 9], [0, 9, 0], [0, 0, 9]], ["a", "b", "c"])); // a is taken for c, and c is not for a
    }

    private AdaptedImages Fit(Func<long, bool> keeps)
    {
        ImageFolder.Write(DrawnDigits.Source(1500, 1), folder.At("source"));
        var target = DrawnDigits.Source(1500, 2);
        var index = torch.tensor(target.Labels.data<long>().ToArray().Select((l, i) => (l, i)).Where(p => keeps(p.l)).Select(p => (long)p.i).ToArray());
        ImageFolder.Write(new("target", target.Samples.index_select(0, index), target.Labels.index_select(0, index), 10), folder.At("target"));
        return ImageAdaptation.Fit([folder.At("source")], folder.At("target"), new(DataFolder: folder.At("data"), Methods: [Methods.SourceOnly], Epochs: 5));
    }
}
