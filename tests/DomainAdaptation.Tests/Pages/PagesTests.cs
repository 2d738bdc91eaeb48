using System.Globalization;
using System.Text.RegularExpressions;
using DomainAdaptation.Reporting;

namespace DomainAdaptation.Tests;

/// <summary>What the pages say is so: links lead somewhere, files that are named exist, figures are those of the committed records.</summary>
public sealed partial class PagesTests
{
    private static readonly IReadOnlyList<RunRecord> Committed = RunStore.ReadFrom(Repository.PathOf("scripts", "results"));

    [Fact]
    public void Every_relative_link_and_anchor_leads_somewhere()
    {
        var links = Page.All.SelectMany(p => p.Links(), (page, link) => (page, link)).ToList();
        Assert.True(links.Count > 50, "the links are found");
        Assert.Empty(links.Where(l => !Leads(l.page, l.link)).Select(l => $"{Path.GetRelativePath(Repository.Root, l.page.Path)}: {l.link}"));
    }

    [Fact]
    public void Every_script_notebook_and_project_that_a_page_names_exists() => Assert.Empty(
        from page in Page.All
        from Match match in NamedFile().Matches(page.Text)
        where !File.Exists(Repository.PathOf(match.Value.Split('/')))
        select $"{Path.GetRelativePath(Repository.Root, page.Path)}: {match.Value}");

    /// <summary>When the records have changed: <c>dotnet run scripts/results.cs -- --format summary</c>, <c>--verdicts</c> and <c>--format markdown</c>.</summary>
    [Fact]
    public void The_tables_in_the_pages_are_those_of_the_committed_records()
    {
        var verdicts = VerdictTable.From(Committed);
        Assert.InRange(verdicts.Main.Count, 1, 8);
        Assert.Contains(verdicts.MainMarkdown(), Page.Of("README.md").Text, StringComparison.Ordinal);
        Assert.Contains(verdicts.ToMarkdown().Trim(), Page.Of("scripts/results/verdicts.md").Text, StringComparison.Ordinal);
        var paper = ResultsTable.From(Committed).Rows.Single(r => r is { Experiment: "mnist-to-mnistm", Variant: "paper", Method: Methods.Dann });
        Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"With the paper's recipe alone MNIST-M reaches {paper.AccuracyMean * 100:0.0} %."), Page.Of("README.md").Text, StringComparison.Ordinal);
        Assert.Contains(PaperTable.From(Committed).ToMarkdown().Trim(), Page.Of("scripts/results/README.md").Text, StringComparison.Ordinal);
    }

    [Fact]
    public void What_the_first_command_ends_with_is_what_the_records_say()
    {
        var rows = ResultsTable.From(Committed.Where(r => r.Experiment == DrawnDigitsExperiment.Experiment.Id)).Rows;
        string Of(string method) => (rows.Single(r => r.Method == method).AccuracyMean * 100).ToString("0", CultureInfo.InvariantCulture) + " %";
        var sentence = $"source-only near {Of(Methods.SourceOnly)}, DANN near {Of(Methods.Dann)}, train-on-target near {Of(Methods.TrainOnTarget)}";
        Assert.Contains(sentence, Page.Of("README.md").Text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_first_page_is_short() => Assert.InRange(Page.Of("README.md").Text.Count(c => c == '\n'), 40, 130);

    private static bool Leads(Page page, string link)
    {
        var parts = Uri.UnescapeDataString(link).Split('#', 2);
        var path = parts[0].Length == 0 ? page.Path : Path.GetFullPath(parts[0], Path.GetDirectoryName(page.Path)!);
        return (File.Exists(path) || Directory.Exists(path))
            && (parts.Length == 1 || Page.All.FirstOrDefault(p => p.Path == path)?.Anchors().Contains(parts[1]) != false);
    }

    [GeneratedRegex(@"(?<![\w/.])(scripts|notebooks|lib|tests)/[\w./-]+\.(cs|fsx|csx|ipynb|csproj)(?![\w/])", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex NamedFile();
}
