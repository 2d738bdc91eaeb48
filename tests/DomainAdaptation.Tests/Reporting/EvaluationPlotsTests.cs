using System.Text.Json;
using DomainAdaptation.Reporting;
using Plotly.NET;
using SkiaSharp;

namespace DomainAdaptation.Tests;

public sealed class EvaluationPlotsTests
{
    private static readonly TSneMap Map = new([.. Enumerable.Range(0, 60).Select(i => (double)i)], [.. Enumerable.Range(0, 60).Select(i => i % 7.0)], 1.5);

    [Fact]
    public void Before_and_after_stand_side_by_side_and_every_point_has_its_domains_colour()
    {
        var figure = Json(EmbeddingPlot.BeforeAndAfter(Map, Map, 20));
        Assert.True(Domain("xaxis")[1] < Domain("xaxis2")[0]);
        var traces = figure.GetProperty("data").EnumerateArray().ToList();
        Assert.Equal(["before adaptation", "after adaptation", "source", "target"], traces.Select(t => t.GetProperty("name").GetString()));
        Assert.Equal("x2", traces[1].GetProperty("xaxis").GetString());
        var colours = traces[0].GetProperty("marker").GetProperty("color").EnumerateArray().Select(c => c.GetString()!).ToList();
        var points = traces[0].GetProperty("x").EnumerateArray().Select(x => x.GetDouble()).Zip(colours).ToList();
        Assert.Equal(60, points.Count);
        // The first twenty samples, whose x is below 20, and only they are the source's.
        Assert.Single(points.Where(p => p.First < 20).Select(p => p.Second).Distinct(StringComparer.Ordinal));
        Assert.Single(points.Where(p => p.First >= 20).Select(p => p.Second).Distinct(StringComparer.Ordinal));
        Assert.Equal(2, colours.Distinct(StringComparer.Ordinal).Count());
        Assert.Throws<ArgumentException>(() => EmbeddingPlot.BeforeAndAfter(Map, Map, 60));
        Assert.Throws<ArgumentException>(() => EmbeddingPlot.Of([]));

        double[] Domain(string axis) => [.. figure.GetProperty("layout").GetProperty(axis).GetProperty("domain").EnumerateArray().Select(v => v.GetDouble())];
    }

    [Fact]
    public void Validation_error_is_one_minus_the_score_over_steps_with_a_mean_of_the_seeds()
    {
        var chart = Json(ValidationCurves.Of(Records.Three()));
        var mean = chart.GetProperty("data").EnumerateArray().First(t => t.GetProperty("name").GetString() == "dann (mean of seeds 1,2)");
        Assert.Equal([100, 200, 300], mean.GetProperty("x").EnumerateArray().Select(x => x.GetInt32()));
        Assert.All(mean.GetProperty("y").EnumerateArray(), y => Assert.Equal(1 - .76, y.GetDouble(), 9));
        Assert.Equal(3, chart.GetProperty("data").EnumerateArray().Count(t => t.GetProperty("showlegend").GetBoolean()));
        Assert.Matches(@"\(.+\)", chart.GetProperty("layout").GetProperty("yaxis").GetProperty("title").GetProperty("text").GetString()!);
        var single = Json(ValidationCurves.Of([Records.Of(Methods.Dann, 1, .7)])).GetProperty("data");
        Assert.Equal("dann", Assert.Single(single.EnumerateArray()).GetProperty("name").GetString());
        Assert.Throws<ArgumentException>(() => ValidationCurves.Of([Records.Of(Methods.Dann, 1, .7, epochs: 0)]));
    }

    [Fact]
    public void The_chosen_run_and_the_oracles_are_marked()
    {
        var names = Names(.6, .9);
        Assert.Equal(["runs", "best on the target (oracle)", "chosen by the proxy"], names);
        Assert.Equal(["runs", "chosen by the proxy, and the best on the target"], Names(.95, .9));

        static IEnumerable<string?> Names(double first, double second) => Json(SelectionPlot.Of(ModelSelection.ByDomainError([
            ModelSelectionTests.Run(1, first, .99, .5), ModelSelectionTests.Run(2, second, .98, .6), ModelSelectionTests.Run(3, .5, .9, .9),
        ]))).GetProperty("data").EnumerateArray().Select(t => t.GetProperty("name").GetString());
    }

    [Fact]
    public void All_of_them_become_pictures_with_their_colours()
    {
        Assert.SkipUnless(ChartImages.Available, "There is no browser here: install chromium, or name one in WORKBENCH_CHROMIUM.");
        var selection = ModelSelection.ByDomainError([ModelSelectionTests.Run(1, .6, .99, .5), ModelSelectionTests.Run(2, .7, .98, .6), ModelSelectionTests.Run(3, .5, .9, .9)]);
        var images = ChartImages.Png([EmbeddingPlot.BeforeAndAfter(Map, Map, 20), ValidationCurves.Of(Records.Three()), SelectionPlot.Of(selection)], width: 600, height: 360, scale: 1);
        Assert.Equal(3, images.Count);
        using var map = SKBitmap.Decode(images[0]);
        Assert.Contains(map.Pixels, p => p.Blue > p.Red + 40);
        Assert.Contains(map.Pixels, p => p.Red > p.Blue + 40);
    }

    private static JsonElement Json(GenericChart chart) => JsonDocument.Parse(GenericChart.toFigureJson(chart)).RootElement;
}
