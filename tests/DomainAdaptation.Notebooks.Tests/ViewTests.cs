using Deedle;
using DomainAdaptation.Reporting;
using Microsoft.DotNet.Interactive.Formatting;
using TorchSharp;
using static TorchSharp.torch;

namespace DomainAdaptation.Notebooks.Tests;

public sealed class ViewTests
{
    [Fact]
    public void A_kernels_registry_shows_the_workbenchs_objects_as_html()
    {
        Assert.True(WorkbenchNotebook.Register());
        var frame = Frame.FromColumns([KeyValuePair.Create("accuracy", new Series<string, double>(["a", "b"], [0.25, 0.5]))]);
        Assert.Equal("text/html", Formatter.GetPreferredMimeTypesFor(frame.GetType()).First());
        Assert.Equal(WorkbenchNotebook.ToHtml(frame), frame.ToDisplayString("text/html"));
    }

    [Fact]
    public void A_frame_is_a_plain_table_with_the_largest_accuracy_bold_in_any_culture()
    {
        var before = Thread.CurrentThread.CurrentCulture;
        Thread.CurrentThread.CurrentCulture = new("fr-FR");
        try
        {
            var frame = Frame.FromColumns([KeyValuePair.Create("accuracy_mean", new Series<string, double>(["<a>", "b"], [0.25, double.NaN])), KeyValuePair.Create("loss", new Series<string, double>(["<a>", "b"], [1.5, 2.5]))]);
            Assert.Equal(
                "<table><thead><tr><th></th><th style=\"text-align:right\">accuracy_mean</th><th style=\"text-align:right\">loss</th></tr></thead><tbody>"
                + "<tr><th style=\"text-align:left\">&lt;a&gt;</th><td style=\"text-align:right\"><b>0.25</b></td><td style=\"text-align:right\">1.5</td></tr>"
                + "<tr><th style=\"text-align:left\">b</th><td style=\"text-align:left\"></td><td style=\"text-align:right\">2.5</td></tr></tbody></table>".Replace("text-align:left\"></td>", "text-align:right\"></td>", StringComparison.Ordinal),
                WorkbenchNotebook.ToHtml(frame));
        }
        finally
        {
            Thread.CurrentThread.CurrentCulture = before;
        }
    }

    [Fact]
    public void A_long_frame_says_what_it_leaves_out()
    {
        var frame = Frame.FromColumns([KeyValuePair.Create("x", new Series<int, int>(Enumerable.Range(0, 1000), Enumerable.Range(0, 1000)))]);
        var html = WorkbenchNotebook.ToHtml(frame);
        Assert.Contains("50 of 1000 rows", html, StringComparison.Ordinal);
        Assert.InRange(html.Length, 1000, 10_000);
    }

    [Fact]
    public void A_tensor_of_images_is_a_grid_a_small_one_its_numbers_and_a_large_one_what_they_are_like()
    {
        var before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        using (var images = rand(3, 1, 4, 4))
        using (var bytes = zeros(2, 5, 5, 3, ScalarType.Byte))
        using (var few = tensor(new[] { 1f, 2.5f }))
        using (var many = ones(1000, 10))
        {
            Assert.Contains("The first 3 images", WorkbenchNotebook.ToHtml(images), StringComparison.Ordinal);
            Assert.Contains("data:image/png;base64,", WorkbenchNotebook.ToHtml(bytes), StringComparison.Ordinal);
            Assert.Contains("2.5", WorkbenchNotebook.ToHtml(few), StringComparison.Ordinal);
            Assert.Contains("[1000, 10]", WorkbenchNotebook.ToHtml(many), StringComparison.Ordinal);
            Assert.Contains("mean 1", WorkbenchNotebook.ToHtml(many), StringComparison.Ordinal);
            few.Dispose();
            Assert.Contains("disposed", WorkbenchNotebook.ToHtml(few), StringComparison.Ordinal);
        }

        Assert.Equal(before, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }

    [Fact]
    public void A_chart_is_a_picture_first_and_live_where_plotly_is_on_the_page()
    {
        var chart = BoundaryPlot.Of(Moons.Source(20), Moons.Target(20).WithoutLabels(), grid => Enumerable.Repeat(0.5, grid.Count), "title");
        var html = WorkbenchNotebook.ToHtml(chart);
        Assert.Contains(ChartImages.Available ? "src=\"data:image/" : "none was found", html, StringComparison.Ordinal);
        Assert.Contains("window.Plotly && Plotly.newPlot", html, StringComparison.Ordinal);
        Assert.Equal(html, WorkbenchNotebook.ToHtml(chart)); // the same file each time
        Assert.Contains("window.Plotly", WorkbenchNotebook.LiveCharts, StringComparison.Ordinal);
    }

    [Fact]
    public void A_network_is_its_three_parts()
    {
        using var network = Architectures.Mnist(seed: 1);
        var html = System.Net.WebUtility.HtmlDecode(WorkbenchNotebook.ToHtml(network));
        Assert.Contains("32×3×5×5, 48×32×5×5", html, StringComparison.Ordinal);
        Assert.Contains("100×768", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Anything_else_is_its_text()
    {
        Assert.Equal("<pre>&lt;1&gt;</pre>", WorkbenchNotebook.ToHtml("<1>"));
        Assert.Equal("<pre>null</pre>", WorkbenchNotebook.ToHtml(null));
    }

    [Theory]
    [InlineData(0.25, "0.25")]
    [InlineData(81.49591, "81.4959")]
    [InlineData(0.1 + 0.2, "0.3")]
    [InlineData(0.001234567, "0.001235")]
    [InlineData(0.0001, "0.0001")]
    [InlineData(1e-5, "1e-5")]
    [InlineData(3e-7, "3e-7")]
    [InlineData(-3.00004e-7, "-3e-7")]
    [InlineData(1.25e-300, "1.25e-300")]
    [InlineData(double.Epsilon, "4.941e-324")]
    [InlineData(0, "0")]
    [InlineData(60000, "60000")]
    [InlineData(1e20, "1e20")]
    public void A_number_keeps_four_significant_digits_in_frames_series_and_tensors(double number, string text)
    {
        var series = new Series<string, double>(["k"], [number]);
        Assert.Contains($">{text}</td>", WorkbenchNotebook.ToHtml(series), StringComparison.Ordinal);
        Assert.Contains($">{text}</td>", WorkbenchNotebook.ToHtml(Frame.FromColumns([KeyValuePair.Create("loss", series)])), StringComparison.Ordinal);
        using var few = tensor(new[] { number });
        using var many = few.expand(1000);
        Assert.Contains($" {text}</pre>", WorkbenchNotebook.ToHtml(few).Replace("<pre>", "<pre> ", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains($"min {text}, mean {text}, max {text}<", WorkbenchNotebook.ToHtml(many), StringComparison.Ordinal);
    }

    [Fact]
    public void Whole_numbers_of_a_tensor_keep_all_their_digits()
    {
        using var large = tensor(new[] { 9_007_199_254_740_993, 1 });
        Assert.Contains("9007199254740993", WorkbenchNotebook.ToHtml(large), StringComparison.Ordinal);
    }

    [Fact]
    public void A_series_is_a_short_table_whatever_its_keys_are()
    {
        var before = Thread.CurrentThread.CurrentCulture;
        Thread.CurrentThread.CurrentCulture = new("fr-FR");
        try
        {
            AssertTable(i => i / 8.0, "0.125");
            AssertTable(i => (long)i, "1");
            AssertTable(i => new DateTime(2026, 1, 1).AddDays(i), "2026-01-02");
            AssertTable(i => (i / 2.0, "b"), "(0.5, b)");
            AssertTable(i => Tuple.Create(i, i / 2.0), "(1, 0.5)");
            AssertTable(i => (char)('a' + i), "b");
        }
        finally
        {
            Thread.CurrentThread.CurrentCulture = before;
        }

        static void AssertTable<TKey>(Func<int, TKey> key, string second)
            where TKey : notnull
        {
            _ = Formatter.DefaultMimeType;
            WorkbenchNotebook.Register();
            var keys = Enumerable.Range(0, 20).Select(key).ToList();
            var series = new Series<TKey, double>(keys, keys.Select((_, i) => (double)i));
            var html = WorkbenchNotebook.ToHtml(series);
            Assert.Contains($"<th style=\"text-align:left\">{second}</th><td style=\"text-align:right\">1</td>", html, StringComparison.Ordinal);
            Assert.InRange(html.Length, 100, 3000);
            Assert.Equal(html, series.ToDisplayString("text/html"));
            Assert.Contains($">{second}</th>", WorkbenchNotebook.ToHtml(Frame.FromColumns([KeyValuePair.Create("x", series)])), StringComparison.Ordinal);
        }
    }
}
