using System.Text.Json;
using DomainAdaptation.Reporting;
using Plotly.NET;

namespace DomainAdaptation.Tests;

public sealed class LearningCurvesTests
{
    [Fact]
    public void Every_chart_has_a_title_and_axes_with_units()
    {
        foreach (var chart in LearningCurves.All(Records.Three()))
        {
            var layout = Json(chart.Chart).GetProperty("layout");
            Assert.Equal(chart.Title, layout.GetProperty("title").GetProperty("text").GetString());
            Assert.Equal("epoch", layout.GetProperty("xaxis").GetProperty("title").GetProperty("text").GetString());
            Assert.Matches(@"\(.+\)", layout.GetProperty("yaxis").GetProperty("title").GetProperty("text").GetString()!);
        }
    }

    [Fact]
    public void Methods_differ_in_dash_and_marker_and_their_seeds_do_not()
    {
        var traces = Json(LearningCurves.TargetAccuracy(Records.Three())).GetProperty("data").EnumerateArray().ToList();
        Assert.Equal(6, traces.Count);
        var looks = traces.Select(t => $"{t.GetProperty("line").GetProperty("dash")} {t.GetProperty("marker").GetProperty("symbol")}").ToList();
        Assert.Equal(3, looks.Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(looks[0], looks[1]);
        Assert.Equal(3, traces.Count(t => t.GetProperty("showlegend").GetBoolean()));
        Assert.Contains("dann (seeds 1,2)", traces.Select(t => t.GetProperty("name").GetString()));
    }

    [Fact]
    public void A_quantity_that_no_run_has_gets_no_chart()
    {
        Assert.Equal(5, LearningCurves.All(Records.Three()).Count);
        Assert.Equal(["Target accuracy", "Label loss on the source"], LearningCurves.All([Records.Of(Methods.SourceOnly, 1, .5)]).Select(c => c.Title));
    }

    [Fact]
    public void One_figure_can_hold_all_of_them()
    {
        var figure = Json(LearningCurves.Together(Records.Three()));
        Assert.Equal(5, figure.GetProperty("layout").GetProperty("grid").GetProperty("rows").GetInt32());
        Assert.Equal("y5", figure.GetProperty("data").EnumerateArray().Last().GetProperty("yaxis").GetString());
    }

    private static JsonElement Json(GenericChart chart) => JsonDocument.Parse(GenericChart.toFigureJson(chart)).RootElement;
}
