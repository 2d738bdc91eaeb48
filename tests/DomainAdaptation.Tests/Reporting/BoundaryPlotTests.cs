using DomainAdaptation.Reporting;
using Plotly.NET;
using TorchSharp;

namespace DomainAdaptation.Tests;

public sealed class BoundaryPlotTests
{
    [Fact]
    public void The_plane_is_asked_once_and_shown_with_the_samples_of_both_domains()
    {
        var asked = 0;
        var chart = BoundaryPlot.Of(Moons.Source(30), Moons.Target(30).WithoutLabels(), grid => { asked += grid.Count; return Enumerable.Range(0, grid.Count).Select(i => i % 2.0); }, "boundary");
        Assert.Equal(3600, asked);
        var json = GenericChart.toFigureJson(chart);
        Assert.Contains("\"contour\"", json, StringComparison.Ordinal);
        Assert.Contains("source, class 1", json, StringComparison.Ordinal);
        Assert.Contains("target, no labels", json, StringComparison.Ordinal);
    }

    [Fact]
    public void Components_are_the_directions_of_largest_variance()
    {
        using var samples = torch.tensor(new[] { 0f, 0, 0, 3, 0, 1, 6, 0, 0, 9, 0, 1 }).reshape(4, 3);
        using var projected = PrincipalComponents.Project(samples, 2);
        Assert.Equal([4L, 2], projected.shape);
        Assert.True(projected.select(1, 0).var().item<float>() > projected.select(1, 1).var().item<float>());
        Assert.NotNull(BoundaryPlot.Components(Moons.Source(30), Moons.Target(30).WithoutLabels(), d => d.Samples.alias(), "features"));
        Assert.Throws<ArgumentException>(() => BoundaryPlot.Of(DrawnDigits.Source(20, 1), DrawnDigits.Target(20, 2).WithoutLabels(), _ => [], "digits"));
    }
}
