namespace DomainAdaptation.Tests;

public sealed class PublishedResultsTests
{
    [Fact]
    public void The_gap_is_recomputed_from_the_accuracies_and_not_the_printed_bracket()
    {
        // JMLR prints 52.9 % and 4.1 %, which do not follow from its accuracies.
        Assert.Equal(.558, Gap("mnist-to-mnistm", Methods.Dann), 3);
        Assert.Equal(.106, Gap("mnist-to-mnistm", Methods.SubspaceAlignment), 3);
    }

    [Theory]
    [InlineData("syn-numbers-to-svhn", Methods.SubspaceAlignment, -.055)]
    [InlineData("syn-numbers-to-svhn", Methods.Dann, .797)]
    [InlineData("svhn-to-mnist", Methods.SubspaceAlignment, .099)]
    [InlineData("svhn-to-mnist", Methods.Dann, .426)]
    [InlineData("syn-signs-to-gtsrb", Methods.SubspaceAlignment, .127)]
    [InlineData("syn-signs-to-gtsrb", Methods.Dann, .464)]
    public void All_other_brackets_of_the_journal_follow_from_its_accuracies(string experiment, string method, double printed) =>
        Assert.Equal(printed, Gap(experiment, method), 3);

    [Theory]
    [InlineData("mnist-to-mnist-dilated", Methods.SubspaceAlignment, .123)]
    [InlineData("mnist-to-mnist-dilated", Methods.Dann, .758)]
    [InlineData("mnist-to-mnist-max-blend", Methods.SubspaceAlignment, .035)]
    [InlineData("mnist-to-mnist-max-blend", Methods.Dann, .448)]
    public void Experiments_that_only_version_1_has_are_found_there(string experiment, string method, double printed)
    {
        Assert.Equal("v1", PublishedResults.Preferred(experiment, method)!.Source);
        // The accuracies are rounded to four decimals, and the gap is as small as .02.
        Assert.InRange(Gap(experiment, method), printed - .005, printed + .005);
    }

    [Fact]
    public void Both_sets_of_numbers_are_kept_and_the_journals_comes_first()
    {
        var found = PublishedResults.Find("mnist-to-mnistm", Methods.Dann);
        Assert.Equal(["JMLR", "ICML", "v1"], found.Select(r => r.Source));
        Assert.Equal([.7666, .7666, .8149], found.Select(r => r.Accuracy));
        Assert.Same(found[0], PublishedResults.Preferred("mnist-to-mnistm", Methods.Dann));
    }

    [Fact]
    public void ICML_and_the_journal_agree_wherever_both_have_a_number()
    {
        foreach (var icml in PublishedResults.All.Where(r => r.Source == "ICML"))
        {
            Assert.Contains(PublishedResults.All, r => r with { Source = "ICML", Table = "Table 1" } == icml && r.Source == "JMLR");
        }
    }

    [Fact]
    public void A_number_from_running_text_says_so()
    {
        var failure = PublishedResults.Preferred("mnist-to-svhn", Methods.SourceOnly)!;
        Assert.False(failure.IsFromTable);
        Assert.All(PublishedResults.All.Where(r => r != failure), r => Assert.True(r.IsFromTable));
    }

    [Fact]
    public void Every_number_is_a_fraction_and_has_a_source_and_no_cell_is_there_twice()
    {
        Assert.All(PublishedResults.All, r => Assert.InRange(r.Accuracy, 0, 1));
        Assert.All(PublishedResults.All, r => Assert.True(r.Source is "v1" or "v2" or "ICML" or "JMLR"));
        Assert.Distinct(PublishedResults.All.Select(r => $"{r.Experiment} {r.Method} {r.Source}"));
    }

    [Fact]
    public void What_was_not_published_is_not_there()
    {
        Assert.Empty(PublishedResults.Find("my-own", Methods.Dann));
        Assert.Null(PublishedResults.Preferred("my-own", Methods.Dann));
        Assert.Null(PublishedResults.GapCovered(PublishedResults.Preferred("office-amazon-to-webcam", Methods.Dann)!));
    }

    private static double Gap(string experiment, string method) =>
        PublishedResults.GapCovered(PublishedResults.Preferred(experiment, method)!)!.Value;
}
