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

    private AdaptedImages Fit(Func<long, bool> keeps)
    {
        ImageFolder.Write(DrawnDigits.Source(1500, 1), folder.At("source"));
        var target = DrawnDigits.Source(1500, 2);
        var index = torch.tensor(target.Labels.data<long>().ToArray().Select((l, i) => (l, i)).Where(p => keeps(p.l)).Select(p => (long)p.i).ToArray());
        ImageFolder.Write(new("target", target.Samples.index_select(0, index), target.Labels.index_select(0, index), 10), folder.At("target"));
        return ImageAdaptation.Fit([folder.At("source")], folder.At("target"), new(DataFolder: folder.At("data"), Methods: [Methods.SourceOnly], Epochs: 5));
    }
}
