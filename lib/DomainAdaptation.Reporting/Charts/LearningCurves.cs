using Plotly.NET;

namespace DomainAdaptation.Reporting;

/// <summary>What training reported, epoch by epoch, of one run or of several.</summary>
/// <remarks>Runs that differ only in the seed share colour, dash, marker and legend entry. A run that has no such quantity is left out.</remarks>
public static class LearningCurves
{
    private const int MostMarkers = 40;

    /// <summary>Accuracy on the target's test split. It is shown only: nothing was chosen by it.</summary>
    public static GenericChart TargetAccuracy(IEnumerable<RunRecord> runs)
    {
        ArgumentNullException.ThrowIfNull(runs);
        var all = runs.ToList();
        return Of(Curve.TargetAccuracy.Measuring(all), all);
    }

    /// <summary>Cross-entropy of the label predictor.</summary>
    public static GenericChart LabelLoss(IEnumerable<RunRecord> runs) => Of(Curve.LabelLoss, runs);

    /// <summary>Cross-entropy of the domain classifier.</summary>
    public static GenericChart DomainLoss(IEnumerable<RunRecord> runs) => Of(Curve.DomainLoss, runs);

    /// <summary>Share of training samples whose domain is told right.</summary>
    public static GenericChart DomainAccuracy(IEnumerable<RunRecord> runs) => Of(Curve.DomainAccuracy, runs);

    /// <summary>The adaptation factor λ.</summary>
    public static GenericChart Lambda(IEnumerable<RunRecord> runs) => Of(Curve.Lambda, runs);

    /// <summary>All of them that the runs have values for, each a chart of its own.</summary>
    public static IReadOnlyList<NamedChart> All(IEnumerable<RunRecord> runs)
    {
        var all = runs.ToList();
        return [.. Present(all).Select(curve => new NamedChart(curve.Title, Of(curve, all)))];
    }

    /// <summary>All of them in one figure, one below the other over the same epochs.</summary>
    public static GenericChart Together(IEnumerable<RunRecord> runs)
    {
        var all = runs.ToList();
        var curves = Present(all);
        var layout = new JsObject
        {
            ["title"] = Figures.Title("Learning curves"),
            ["height"] = 120 + (240 * curves.Count),
            ["grid"] = new JsObject { ["rows"] = curves.Count, ["columns"] = 1, ["pattern"] = "coupled", ["roworder"] = "top to bottom", ["ygap"] = 0.25 },
            ["xaxis"] = EpochAxis(all),
            ["legend"] = new JsObject { ["orientation"] = "h", ["y"] = -0.06, ["x"] = 0, ["yanchor"] = "top" },
            ["shapes"] = curves.SelectMany((c, i) => References(c, AxisId(i))).ToList(),
        };
        for (var i = 0; i < curves.Count; i++)
        {
            layout[i == 0 ? "yaxis" : $"yaxis{AxisId(i)[1..]}"] = ValueAxis(curves[i], $"{curves[i].Title}<br>{curves[i].Axis}");
        }

        return Figures.Chart(curves.SelectMany((curve, i) => Traces(curve, all, AxisId(i), inLegend: i == 0)), layout);
    }

    /// <summary>One quantity of trainings that are no runs of an experiment, each a line.</summary>
    internal static GenericChart Of(Curve curve, IReadOnlyList<(string Method, IReadOnlyList<EpochMetrics> Epochs)> trainings)
    {
        var styles = SeriesStyle.For(trainings.Select(t => t.Method));
        return Figures.Chart(
            trainings.Zip(styles).Where(t => t.First.Epochs.Any(e => curve.Value(e) is not null)).Select(t => Figures.Trace("scatter", new JsObject
            {
                ["x"] = t.First.Epochs.Where(e => curve.Value(e) is not null).Select(e => e.Epoch).ToArray(),
                ["y"] = t.First.Epochs.Select(curve.Value).OfType<double>().ToArray(),
                ["mode"] = "lines+markers",
                ["name"] = t.First.Method,
                ["line"] = new JsObject { ["color"] = t.Second.Colour, ["dash"] = t.Second.Dash, ["width"] = 2 },
                ["marker"] = new JsObject { ["symbol"] = t.Second.Marker, ["size"] = 7, ["color"] = t.Second.Colour },
            })),
            new JsObject { ["title"] = Figures.Title(curve.Title), ["xaxis"] = Figures.Axis("epoch"), ["yaxis"] = ValueAxis(curve, curve.Axis), ["shapes"] = References(curve, "y").ToList() });
    }

    private static GenericChart Of(Curve curve, IEnumerable<RunRecord> runs)
    {
        ArgumentNullException.ThrowIfNull(runs);
        var all = runs.ToList();
        return Figures.Chart(Traces(curve, all, "y", inLegend: true), new JsObject
        {
            ["title"] = Figures.Title(curve.Title),
            ["xaxis"] = EpochAxis(all),
            ["yaxis"] = ValueAxis(curve, curve.Axis),
            ["shapes"] = References(curve, "y").ToList(),
            ["annotations"] = curve.Reference is { } y
                ? [new JsObject { ["text"] = curve.ReferenceName, ["xref"] = "paper", ["x"] = 1, ["xanchor"] = "right", ["y"] = y, ["yanchor"] = "bottom", ["showarrow"] = false, ["font"] = new JsObject { ["size"] = 11 } }]
                : new List<JsObject>(),
        });
    }

    private static List<Curve> Present(List<RunRecord> runs) => [.. Curve.All.Where(c => runs.Exists(r => r.Epochs.Any(e => c.Value(e) is not null))).Select(c => c.Measuring(runs))];

    private static IEnumerable<Trace> Traces(Curve curve, List<RunRecord> runs, string axis, bool inLegend)
    {
        var several = new[] { runs.Any(r => r.Experiment != runs[0].Experiment), runs.Any(r => r.Variant != runs[0].Variant), runs.Any(r => r.Scale != runs[0].Scale) };
        // Styles are given to all groups, also to those without this curve: a method looks the same in every chart.
        var groups = PaperMethods.InOrder(runs
            .GroupBy(r => string.Join(' ', new[] { several[0] ? r.Experiment : "", r.Method, several[1] ? r.Variant : "", several[2] ? r.Scale : "" }.Where(part => part.Length > 0)), StringComparer.Ordinal), g => g.First().Method).ToList();
        var styles = SeriesStyle.For(groups.Select(g => g.First().Method));
        foreach (var (group, style) in groups.Zip(styles))
        {
            var drawn = group.Where(r => r.Epochs.Any(e => curve.Value(e) is not null)).OrderBy(r => r.Seed).ToList();
            foreach (var run in drawn)
            {
                var epochs = run.Epochs.Where(e => curve.Value(e) is not null).ToList();
                yield return Figures.Trace("scatter", new JsObject
                {
                    ["x"] = epochs.Select(e => e.Epoch).ToArray(),
                    ["y"] = epochs.Select(e => curve.Value(e)!.Value).ToArray(),
                    ["mode"] = epochs.Count <= MostMarkers ? "lines+markers" : "lines",
                    ["name"] = drawn.Count > 1 ? $"{group.Key} (seeds {Numbers.Seeds([.. drawn.Select(r => r.Seed)])})" : group.Key,
                    ["legendgroup"] = group.Key,
                    ["showlegend"] = inLegend && ReferenceEquals(run, drawn[0]),
                    ["yaxis"] = axis,
                    ["opacity"] = drawn.Count > 1 ? 0.7 : 1,
                    ["line"] = new JsObject { ["color"] = style.Colour, ["dash"] = style.Dash, ["width"] = drawn.Count > 1 ? 1.5 : 2 },
                    ["marker"] = new JsObject { ["symbol"] = style.Marker, ["size"] = drawn.Count > 1 ? 5 : 7, ["color"] = style.Colour },
                    ["hovertemplate"] = $"{group.Key}, seed {Numbers.Seeds([run.Seed])}<br>epoch %{{x}}: %{{y{(curve.TickFormat.Length > 0 ? ":.2%" : ":.4f")}}}<extra></extra>",
                });
            }
        }
    }

    private static JsObject EpochAxis(List<RunRecord> runs)
    {
        var axis = Figures.Axis("epoch");
        if (runs.TrueForAll(r => r.Epochs.Count <= 10))
        {
            axis["dtick"] = 1; // left to itself, an axis of two epochs has ticks between them, and so the same number twice
        }

        axis["tickformat"] = "d";
        axis["rangemode"] = "tozero";
        return axis;
    }

    private static JsObject ValueAxis(Curve curve, string title)
    {
        var axis = Figures.Axis(title);
        axis["tickformat"] = curve.TickFormat;
        return axis;
    }

    private static IEnumerable<JsObject> References(Curve curve, string axis) => curve.Reference is not { } y ? [] :
    [
        new() { ["type"] = "line", ["xref"] = "paper", ["x0"] = 0, ["x1"] = 1, ["yref"] = axis, ["y0"] = y, ["y1"] = y, ["line"] = new JsObject { ["color"] = "#999999", ["width"] = 1, ["dash"] = "dot" } },
    ];

    private static string AxisId(int index) => index == 0 ? "y" : "y" + Numbers.Seeds([index + 1]);
}
