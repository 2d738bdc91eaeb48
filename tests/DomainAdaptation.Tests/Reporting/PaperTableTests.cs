using DomainAdaptation.Reporting;

namespace DomainAdaptation.Tests;

public sealed class PaperTableTests
{
    [Fact]
    public void Published_lines_stand_above_ours_and_ICML_is_not_repeated()
    {
        var rows = PaperTable.From(Records.Three()).Rows;
        Assert.Equal(["v1", "ICML, JMLR", "ours: paper, quick"], rows.Select(r => r.Origin));
        Assert.Equal(.7666, rows[1].Cells[Methods.Dann].Accuracy);
        Assert.Equal("76.66 % (55.8 %)", rows[1].Cells[Methods.Dann].ToString());
        Assert.Equal("76.00 ± 2.83 % (50.0 %)", rows[2].Cells[Methods.Dann].ToString());
        Assert.Null(rows[2].Cells[Methods.SourceOnly].GapCovered);
        Assert.Equal([1, 2], rows[2].Seeds);
    }

    [Fact]
    public void The_papers_protocol_is_a_line_of_its_own_and_its_subspace_alignment_an_oracle()
    {
        static RunRecord With(string method, string measure, double value) =>
            Records.Of(method, 1, .5) with { Measures = new Dictionary<string, double>(StringComparer.Ordinal) { [measure] = value } };

        var rows = PaperTable.From(
        [
            With(Methods.SourceOnly, Measure.SvmAccuracy, .6), With(Methods.SubspaceAlignment, Measure.OracleAccuracy, .65),
            With(Methods.Dann, Measure.SvmAccuracy, .7), With(Methods.TrainOnTarget, Measure.SvmAccuracy, .8),
        ]).Rows;
        var line = rows[^1];
        Assert.Equal("ours: paper, quick; last layer an SVM", line.Origin);
        Assert.Equal("65.00 % (25.0 %) oracle", line.Cells[Methods.SubspaceAlignment].ToString());
        Assert.Equal("70.00 % (50.0 %)", line.Cells[Methods.Dann].ToString());
    }

    [Fact]
    public void Every_form_holds_the_numbers_and_the_semi_supervised_figure_has_its_own_columns()
    {
        var table = PaperTable.From([.. Records.Three(), Records.Of(Methods.SemiSupervisedDann, 1, .9, experiment: "semi-supervised-signs")]);
        Assert.Contains("| mnist-to-mnistm | ours: paper, quick | 56.00 ± 1.41 % |", table.ToMarkdown(), StringComparison.Ordinal);
        Assert.Contains(Methods.SemiSupervisedDann, table.ToMarkdown(), StringComparison.Ordinal);
        Assert.Equal(2, table.ToMarkdown().Split("| experiment |").Length - 1);
        Assert.Contains("76.00 ± 2.83 % (50.0 %)", System.Net.WebUtility.HtmlDecode(table.ToHtml()), StringComparison.Ordinal);
    }

    [Fact]
    public void A_time_budget_goes_by_earlier_runs_and_by_how_fast_this_machine_is()
    {
        var experiment = DrawnDigitsExperiment.Experiment;
        var earlier = Records.Of(Methods.Dann, 1, .8, experiment: experiment.Id, variant: "improved") with { WallSeconds = 100 };
        var budget = new TimeBudget([earlier]);
        var requests = RunRequest.All([Methods.Dann], [1, 2], Scale.Quick);
        Assert.Equal(200, budget.Estimate(experiment, requests).TotalSeconds);
        budget.Note(earlier with { WallSeconds = 50 });
        Assert.Equal(100, budget.Estimate(experiment, requests).TotalSeconds);
    }
}
