using System.Text.Json;
using DomainAdaptation.Reporting;

namespace DomainAdaptation.Tests;

public sealed class VerdictTableTests
{
    // 76.66 % is published. Two seeds that are a point apart have an interval of 6.35 points (12.706 · .00707 / √2).
    [Theory]
    [InlineData(.75, .76, Verdict.Reproduced, "| MNIST → MNIST-M | 76.66 % | 75.50 ± 6.35 % (quick, 2 seeds) | reproduced |")]
    [InlineData(.84, .85, Verdict.Exceeded, "| MNIST → MNIST-M | 76.66 % | 84.50 ± 6.35 % (quick, 2 seeds) | exceeded |")]
    [InlineData(.69, .70, Verdict.NotYet, "| MNIST → MNIST-M | 76.66 % | 69.50 ± 6.35 % (quick, 2 seeds) | not yet |")]
    public void The_published_accuracy_lies_within_above_or_below_our_interval(double first, double second, Verdict verdict, string line)
    {
        var table = VerdictTable.From([Of(1, first), Of(2, second)]);
        Assert.Equal(verdict, Assert.Single(table.Main).Verdict);
        Assert.Contains(line, table.MainMarkdown(), StringComparison.Ordinal);
    }

    [Fact]
    public void Where_the_paper_fails_so_does_ours_unless_it_is_above_what_is_published_without_adaptation()
    {
        static VerdictRow Row(double accuracy) => Assert.Single(VerdictTable.From([Of(1, accuracy, "mnist-to-svhn")]).Main);
        Assert.Equal(Verdict.FailsAsPublished, Row(.24).Verdict);
        Assert.Equal(Verdict.Exceeded, Row(.40).Verdict);
        Assert.EndsWith("about 25 % unadapted, 24.00 % (quick, 1 seed), fails as published", Row(.24).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_default_recipe_at_the_largest_scale_counts_and_smoke_never()
    {
        var row = Assert.Single(VerdictTable.From(
        [
            Of(1, .99, variant: "paper", scale: "paper"), Of(1, .98), Of(1, .70, scale: "paper"), Of(1, .97, scale: "smoke"), Of(1, .96, protocol: "oracle"),
        ]).Main);
        Assert.Equal(.70, row.Ours!.AccuracyMean);
        Assert.Empty(VerdictTable.From([Of(1, .97, scale: "smoke"), Of(1, .9, "drawn-digits")]).Main);
    }

    [Fact]
    public void Every_number_of_the_papers_own_rows_is_a_cell_once_with_the_texts_that_print_it()
    {
        var rows = VerdictTable.From([]).Rows;
        Assert.All(rows, r => Assert.Equal(Verdict.NotRun, r.Verdict));
        var wanted = PublishedResults.All.Where(r => Methods.OfTables.Contains(r.Method)).Select(r => (r.Experiment, r.Method, r.Accuracy)).Distinct().Order();
        Assert.Equal(wanted, rows.Select(r => (r.Published.Experiment, r.Published.Method, r.Published.Accuracy)).Order());
        Assert.Equal(["ICML, JMLR", "v1"], rows.Where(r => r is { Experiment: "MNIST → MNIST-M", Method: Methods.Dann }).Select(r => r.Texts));
        Assert.Equal(.774, rows.First(r => r is { Experiment: "MNIST → MNIST-M", Method: Methods.Dann }).Replication!.Accuracy);
    }

    [Fact]
    public void As_JSON_a_cell_has_its_numbers_and_its_command_and_nothing_for_what_was_not_measured()
    {
        using var json = JsonDocument.Parse(VerdictTable.From([Of(1, .72), Of(2, .70), Of(3, .71)]).ToJson());
        var cell = json.RootElement.EnumerateArray().Single(c => c.GetProperty("experiment").GetString() == "MNIST → MNIST-M" && c.GetProperty("method").GetString() == "dann" && c.GetProperty("texts").GetString() == "v1");
        Assert.Equal(.8149, cell.GetProperty("published").GetDouble());
        Assert.Equal(.71, cell.GetProperty("accuracy").GetDouble(), 1e-9);
        Assert.Equal(.024841, cell.GetProperty("interval").GetDouble(), 1e-4); // 4.303 · .01 / √3
        Assert.Equal("not yet", cell.GetProperty("verdict").GetString());
        Assert.Equal("dotnet run scripts/mnist-to-mnistm.cs -- --variant improved --scale quick --methods dann --seeds 1..3", cell.GetProperty("command").GetString());
        Assert.False(cell.TryGetProperty("gapCovered", out _)); // no bounds were run

        var other = json.RootElement.EnumerateArray().First(c => c.GetProperty("experiment").GetString() == "Office-31: Amazon → Webcam");
        Assert.Equal("not run", other.GetProperty("verdict").GetString());
        Assert.False(other.TryGetProperty("accuracy", out _));
        Assert.StartsWith("dotnet run scripts/office31.cs -- --task amazon-to-webcam --variant resnet --scale paper", other.GetProperty("command").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_command_of_runs_in_16_bit_floats_says_so()
    {
        var run = Of(1, .72);
        var row = Assert.Single(VerdictTable.From([run with { Options = run.Options.With(precision: Precision.BFloat16) }]).Main);
        Assert.EndsWith("--seeds 1 --precision bf16", row.Command, StringComparison.Ordinal);
    }

    private static RunRecord Of(int seed, double accuracy, string experiment = "mnist-to-mnistm", string variant = "improved", string scale = "quick", string protocol = "last-epoch") =>
        Records.Of(Methods.Dann, seed, accuracy, experiment, variant, scale, protocol);
}
