using System.Globalization;
using System.Runtime.CompilerServices;
using DomainAdaptation.Reporting;

namespace DomainAdaptation.Tests;

public sealed class ResultsTableTests
{
    /// <summary>
    /// Hand-made records must give the committed tables byte for byte. When the change is meant, run the test with
    /// WORKBENCH_UPDATE_GOLDEN=1 and look at the difference before committing it.
    /// </summary>
    [Theory]
    [InlineData("results.csv")]
    [InlineData("results-table.html")]
    public void Hand_made_records_give_the_golden_table(string file)
    {
        var table = ResultsTable.From(Mixed());
        var text = file.EndsWith(".csv", StringComparison.Ordinal) ? table.ToCsv() : table.ToHtml();
        var path = Golden(file);
        if (Environment.GetEnvironmentVariable("WORKBENCH_UPDATE_GOLDEN") == "1")
        {
            File.WriteAllText(path, text);
        }

        Assert.Equal(File.ReadAllText(path), text);
    }

    [Fact]
    public void The_order_of_the_records_does_not_matter()
    {
        var expected = ResultsTable.From(Mixed()).ToCsv();
        Assert.Equal(expected, ResultsTable.From(Mixed().Reverse()).ToCsv());
        Assert.Equal(expected, ResultsTable.From(Mixed().OrderBy(r => r.TargetAccuracy)).ToCsv());
    }

    [Fact]
    public void Numbers_are_written_the_same_in_French()
    {
        var before = CultureInfo.CurrentCulture;
        var table = ResultsTable.From(Mixed());
        var (csv, html, text) = (table.ToCsv(), table.ToHtml(), table.ToString());
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("fr-FR");
            Assert.NotEqual("0.5", 0.5.ToString(CultureInfo.CurrentCulture));
            Assert.Equal(csv, ResultsTable.From(Mixed()).ToCsv());
            Assert.Equal(html, ResultsTable.From(Mixed()).ToHtml());
            Assert.Equal(text, ResultsTable.From(Mixed()).ToString());
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Mean_deviation_and_gap_are_those_one_computes_by_hand()
    {
        var dann = ResultsTable.From(Records.Three()).Rows.Single(r => r.Method == Methods.Dann);
        Assert.Equal(.76, dann.AccuracyMean, 12);
        Assert.Equal(Math.Sqrt((.02 * .02) + (.02 * .02)), dann.AccuracyStd!.Value, 12); // n − 1 = 1
        Assert.Equal(12.706 * dann.AccuracyStd.Value / Math.Sqrt(2), dann.AccuracyInterval!.Value, 12); // t of 97.5 % with one degree of freedom
        Assert.Null(ResultsTable.From(Records.Three().Where(r => r.Seed == 1)).Rows[0].AccuracyInterval);
        Assert.Equal((.76 - .56) / (.96 - .56), dann.GapCovered!.Value, 12);
        Assert.Equal([1, 2], dann.Seeds);
        Assert.Equal(.7666, dann.Published!.Accuracy);
    }

    [Fact]
    public void A_mean_over_unlike_runs_says_so_in_every_form_and_old_records_are_as_they_were()
    {
        RunRecord[] Runs(string? first, string? second) => [Records.Of(Methods.Dann, 1, .70) with { Fingerprint = first }, Records.Of(Methods.Dann, 2, .80) with { Fingerprint = second }];
        var table = ResultsTable.From(Runs("a", "b"));
        Assert.Equal("last-epoch, mixed runs", Assert.Single(table.Rows).Protocol);
        Assert.All([table.ToCsv(), table.ToHtml(), table.ToString(), PaperTable.From(Runs("a", "b")).ToMarkdown(), RunsHtml.TableNote(Runs("a", "b"))], t => Assert.Contains("mixed runs", t, StringComparison.OrdinalIgnoreCase));
        Assert.All(new[] { ("a", "a"), (null, "a"), (null, (string?)null) }, f =>
        {
            Assert.Equal("last-epoch", Assert.Single(ResultsTable.From(Runs(f.Item1, f.Item2)).Rows).Protocol);
            Assert.DoesNotContain("Mixed", RunsHtml.TableNote(Runs(f.Item1, f.Item2)), StringComparison.Ordinal);
            Assert.DoesNotContain("mixed", PaperTable.From(Runs(f.Item1, f.Item2)).ToMarkdown(), StringComparison.Ordinal);
        });
    }

    [Fact]
    public void The_gap_lies_between_the_bounds_of_the_same_variant_scale_and_data_even_with_other_seeds()
    {
        var rows = ResultsTable.From(
        [
            Records.Of(Methods.SourceOnly, 7, .50), Records.Of(Methods.TrainOnTarget, 8, .90), Records.Of(Methods.Dann, 1, .70),
            Records.Of(Methods.SourceOnly, 1, .60, variant: "improved"), Records.Of(Methods.Dann, 1, .80, variant: "improved"),
            Records.Of(Methods.Dann, 1, .80, scale: "paper"), Records.Of(Methods.Dann, 1, .80, data: "another copy"),
        ]).Rows.Where(r => r.Method == Methods.Dann).ToList();
        Assert.Equal(.5, rows.Single(r => r is { Variant: "paper", Scale: "quick", Data: "MNIST → MNIST-M" }).GapCovered!.Value, 12);
        Assert.All(rows.Where(r => r is not { Variant: "paper", Scale: "quick", Data: "MNIST → MNIST-M" }), r => Assert.Null(r.GapCovered));
    }

    [Fact]
    public void A_run_recorded_twice_counts_once_and_the_latest_wins()
    {
        var row = Assert.Single(ResultsTable.From(
        [
            Records.Of(Methods.Dann, 1, .80, started: Records.Noon.AddHours(1)), Records.Of(Methods.Dann, 1, .10),
            Records.Of(Methods.Dann, 2, .70),
        ]).Rows);
        Assert.Equal(.75, row.AccuracyMean, 12);
        Assert.Equal([1, 2], row.Seeds);
    }

    [Fact]
    public void Another_protocol_or_copy_of_the_data_is_another_row()
    {
        var table = ResultsTable.From([Records.Of(Methods.Dann, 1, .7), Records.Of(Methods.Dann, 1, .8, protocol: "oracle"), Records.Of(Methods.Dann, 1, .9, data: "ours")]);
        Assert.Equal(3, table.Rows.Count);
        Assert.Contains("dann (oracle)", table.ToHtml(), StringComparison.Ordinal);
    }

    [Fact]
    public void Cells_with_commas_quotes_or_line_feeds_are_quoted()
    {
        var csv = ResultsTable.From([Records.Of(Methods.Dann, 1, .7, data: "a \"b\", c\nd")]).ToCsv();
        Assert.Contains(",\"a \"\"b\"\", c\nd\",", csv, StringComparison.Ordinal);
    }

    [Fact]
    public void Markup_in_a_record_is_shown_and_not_obeyed()
    {
        var html = ResultsTable.From([Records.Of("<b>mine</b>", 1, .7, data: "a <script>alert(1)</script> & b")]).ToHtml();
        Assert.DoesNotContain("<script>", html, StringComparison.Ordinal);
        Assert.Contains("&lt;script&gt;alert(1)&lt;/script&gt; &amp; b", html, StringComparison.Ordinal);
        Assert.Contains("&lt;b&gt;mine&lt;/b&gt;", html, StringComparison.Ordinal);
    }

    [Fact]
    public void The_best_adapted_result_is_bold_and_the_bounds_never_are()
    {
        var html = ResultsTable.From(Records.Three()).ToHtml();
        Assert.Contains("<b>76.00 ± 2.83 %</b>", System.Net.WebUtility.HtmlDecode(html), StringComparison.Ordinal);
        Assert.Equal(1, html.Split("<b>").Length - 1);
    }

    [Fact]
    public void A_column_without_any_value_is_shown_in_no_table()
    {
        RunRecord[] runs = [Records.Of(Methods.SourceOnly, 1, .3, experiment: "mine"), Records.Of(Methods.Dann, 1, .6, experiment: "mine"), Records.Of(Methods.TrainOnTarget, 1, .9, experiment: "mine")];
        var console = new StringWriter();
        Spectre.Console.AnsiConsole.Create(new Spectre.Console.AnsiConsoleSettings { Out = new Spectre.Console.AnsiConsoleOutput(console) }).Write(ResultsTable.From(runs));
        var (html, markdown, page) = (ResultsTable.From(runs).ToHtml(), PaperTable.From(runs).ToMarkdown(), new HtmlReport("Mine").WithRuns(runs).ToHtml(images: false));
        Assert.All([html, console.ToString(), page], text => Assert.DoesNotContain("published", text, StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotContain(">source</th>", html, StringComparison.Ordinal);
        Assert.Contains("gap covered", html, StringComparison.Ordinal);
        Assert.StartsWith("| experiment | from | source-only | dann | train-on-target | seeds |", markdown, StringComparison.Ordinal);
        Assert.DoesNotContain("gap", ResultsTable.From(runs[..1]).ToHtml(), StringComparison.Ordinal);
        Assert.Contains(">source</th>", ResultsTable.From(Records.Three()).ToHtml(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_frame_has_the_columns_of_the_CSV()
    {
        var frame = ResultsTable.Accuracy(Mixed());
        Assert.Equal(ResultsTable.From(Mixed()).ToCsv().Split('\n')[0].Split(','), frame.ColumnKeys);
        Assert.Equal(ResultsTable.From(Mixed()).Rows.Count, frame.RowCount);
        Assert.Equal(.76, frame.GetColumn<double>("accuracy_mean")["mnist-to-mnistm paper quick dann"], 12);
    }

    [Fact]
    public void No_records_make_an_empty_table()
    {
        var table = ResultsTable.From([]);
        Assert.Empty(table.Rows);
        Assert.Single(table.ToCsv().TrimEnd('\n').Split('\n'));
        Assert.Equal(0, table.ToFrame().RowCount);
    }

    private static IEnumerable<RunRecord> Mixed() =>
    [
        .. Records.Three(),
        Records.Of(Methods.Dann, 1, .81491, variant: "improved"),
        Records.Of(Methods.Dann, 3, .5, experiment: "svhn-to-mnist", data: "SVHN, train → \"MNIST\" <test>"),
        Records.Of(Methods.SourceOnly, 1, .25, experiment: "mnist-to-svhn"),
        Records.Of(Methods.Dann, 1, .6, experiment: "drawn-digits", scale: "smoke", protocol: "oracle"),
        Records.Of("my-method", 1, .61, experiment: "drawn-digits", scale: "smoke"),
    ];

    private static string Golden(string file, [CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "golden", file));
}
