using Plotly.NET;
using TorchSharp;
using static TorchSharp.torch;

namespace DomainAdaptation.Reporting;

/// <summary>Pictures of a problem in the plane (JMLR 2016, Figure 2): where a network draws its boundary, and what its features look like.</summary>
public static class BoundaryPlot
{
    private const int Cells = 60;
    private const double Margin = 0.3;

    /// <summary>The plane, dark where a network says class 1 or target; the source's samples by class and the target's without labels.</summary>
    /// <param name="source">Samples [N, 2] with two classes.</param>
    /// <param name="target">Samples [N, 2].</param>
    /// <param name="value">What the network says of each sample, from 0 to 1; it is asked for a grid of points.</param>
    /// <param name="title">The title.</param>
    /// <exception cref="ArgumentException">The samples are no points of the plane.</exception>
    public static GenericChart Of(LabelledDomain source, UnlabelledDomain target, Func<UnlabelledDomain, IEnumerable<double>> value, string title)
    {
        ArgumentNullException.ThrowIfNull(value);
        var points = Points(source, target);
        double[] Axis(int column)
        {
            var (low, high) = (points.Min(p => p[column]) - Margin, points.Max(p => p[column]) + Margin);
            return [.. Enumerable.Range(0, Cells).Select(i => Math.Round(low + ((high - low) * i / (Cells - 1)), 3))];
        }

        double[] xs = Axis(0), ys = Axis(1);
        var grid = new UnlabelledDomain("grid", tensor(ys.SelectMany(y => xs.SelectMany(x => new[] { (float)x, (float)y })).ToArray()).reshape(-1, 2));
        using var taken = grid.Samples; // by the domain, which nobody else holds
        var values = value(grid).Select(v => Math.Round(v, 3)).Chunk(Cells).ToList();
        var plane = Figures.Trace("contour", new JsObject
        {
            ["x"] = xs,
            ["y"] = ys,
            ["z"] = values,
            ["zmin"] = 0,
            ["zmax"] = 1,
            ["colorscale"] = "Greys",
            ["reversescale"] = true,
            ["opacity"] = 0.45,
            ["contours"] = new JsObject { ["start"] = 0.5, ["end"] = 0.5, ["size"] = 1, ["coloring"] = "heatmap" },
            ["line"] = new JsObject { ["width"] = 2, ["color"] = "#222222" },
            ["showscale"] = false,
            ["hoverinfo"] = "skip",
        });
        return Figures.Chart([plane, .. Samples(source, target, points)], Layout(title, "x₁", "x₂"));
    }

    /// <summary>The features' two directions of largest variance: the source's samples by class and the target's without labels.</summary>
    /// <param name="source">Samples with two classes.</param>
    /// <param name="target">Samples.</param>
    /// <param name="features">The features [N, d] of samples.</param>
    /// <param name="title">The title.</param>
    public static GenericChart Components(LabelledDomain source, UnlabelledDomain target, Func<UnlabelledDomain, Tensor> features, string title)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(features);
        using var scope = NewDisposeScope();
        var all = cat([features(source.WithoutLabels()), features(target)]);
        return Figures.Chart(
            Samples(source, target, Rows(PrincipalComponents.Project(all, 2))),
            Layout(title, "first principal component", "second principal component"));
    }

    private static List<double[]> Points(LabelledDomain source, UnlabelledDomain target)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(target);
        if (source.Samples.dim() != 2 || source.Samples.shape[1] != 2 || target.Samples.dim() != 2 || target.Samples.shape[1] != 2)
        {
            throw new ArgumentException($"A boundary is drawn in the plane: samples must be [N, 2], not [{string.Join(", ", source.Samples.shape)}] and [{string.Join(", ", target.Samples.shape)}].", nameof(source));
        }

        using var scope = NewDisposeScope();
        return Rows(cat([source.Samples, target.Samples]));
    }

    private static List<double[]> Rows(Tensor points) => [.. points.cpu().data<float>().ToArray().Select(v => Math.Round((double)v, 3)).Chunk(2)];

    // Marked by shape as well as by colour: source + and −, target dots, as in the paper.
    private static IEnumerable<Trace> Samples(LabelledDomain source, UnlabelledDomain target, List<double[]> points)
    {
        var labels = LabelledDomain.ClassesOf(source);
        yield return Markers("target, no labels", points.Skip(labels.Length), "circle", "#222222", 4);
        yield return Markers("source, class 0", points.Where((_, i) => i < labels.Length && labels[i] == 0), "line-ew", "#1f3f9f", 8);
        yield return Markers("source, class 1", points.Where((_, i) => i < labels.Length && labels[i] == 1), "cross-thin", "#ee4b3a", 8);
    }

    private static Trace Markers(string name, IEnumerable<double[]> points, string symbol, string colour, int size)
    {
        var list = points.ToList();
        return Figures.Trace("scatter", new JsObject
        {
            ["x"] = list.Select(p => p[0]).ToArray(),
            ["y"] = list.Select(p => p[1]).ToArray(),
            ["mode"] = "markers",
            ["name"] = name,
            ["marker"] = new JsObject { ["symbol"] = symbol, ["color"] = colour, ["size"] = size, ["line"] = new JsObject { ["width"] = symbol == "circle" ? 0 : 2, ["color"] = colour } },
        });
    }

    private static JsObject Layout(string title, string x, string y) => new()
    {
        ["title"] = Figures.Title(title),
        ["xaxis"] = Figures.Axis(x),
        ["yaxis"] = Figures.Axis(y),
    };
}
