using Plotly.NET;

namespace DomainAdaptation.Reporting;

/// <summary>Maps of features side by side, source blue and target red as in the paper (Ganin &amp; Lempitsky 2014, Figure 3).</summary>
public static class EmbeddingPlot
{
    // A dark blue and a light red: they differ in grey print too.
    private const string SourceColour = "#1f3f9f", TargetColour = "#ee4b3a";

    private const double Gap = 0.03; // between two maps, of a map's width

    /// <summary>The usual pair: features of a source-only network beside those of the adapted one.</summary>
    /// <param name="before">Map of the source's samples, then the target's, without adaptation.</param>
    /// <param name="after">The same with adaptation.</param>
    /// <param name="sourceCount">How many samples are of the source.</param>
    /// <param name="title">The title.</param>
    /// <exception cref="ArgumentException">A map has no sample of one of the domains.</exception>
    public static GenericChart BeforeAndAfter(TSneMap before, TSneMap after, int sourceCount, string title = "Features of source and target") =>
        Of([new("before adaptation", before, sourceCount), new("after adaptation", after, sourceCount)], title);

    /// <summary>Any number of maps, from left to right.</summary>
    /// <param name="panels">The maps.</param>
    /// <param name="title">The title.</param>
    /// <exception cref="ArgumentException">There is no map, or one has no sample of one of the domains.</exception>
    public static GenericChart Of(IEnumerable<EmbeddingPanel> panels, string title = "Features of source and target")
    {
        ArgumentNullException.ThrowIfNull(panels);
        var all = panels.ToList();
        if (all.Count == 0 || all.Find(p => p.SourceCount < 1 || p.SourceCount >= p.Map.Count) is not null)
        {
            throw new ArgumentException("A picture of two domains needs a map at least, and in each map samples of both domains: SourceCount lies between 1 and the number of samples.", nameof(panels));
        }

        var layout = new JsObject
        {
            ["title"] = Figures.Title(title),
            ["legend"] = new JsObject { ["orientation"] = "h", ["y"] = -0.12, ["x"] = 0, ["yanchor"] = "top", ["itemsizing"] = "constant" },
        };
        // Under each map stands its name: as the axis's title it would stand above, where there are no ticks.
        layout["annotations"] = all.Select((panel, i) => new JsObject
        {
            ["text"] = panel.Title, ["xref"] = "paper", ["x"] = (i + 0.5) / all.Count, ["xanchor"] = "center",
            ["yref"] = "paper", ["y"] = -0.015, ["yanchor"] = "top", ["showarrow"] = false, ["font"] = new JsObject { ["size"] = 13 },
        }).ToList();
        for (var i = 0; i < all.Count; i++)
        {
            // Neither t-SNE axis has a unit; what counts is that both have the same scale.
            var (x, y) = (Bare(), Bare());
            x["domain"] = new[] { (i + (i == 0 ? 0 : Gap)) / all.Count, (i + 1.0) / all.Count };
            x["anchor"] = "y" + Suffix(i);
            y["anchor"] = "x" + Suffix(i);
            y["scaleanchor"] = "x" + Suffix(i);
            layout["xaxis" + Suffix(i)] = x;
            layout["yaxis" + Suffix(i)] = y;
        }

        return Figures.Chart(all.SelectMany(Points).Concat([Key("source", SourceColour), Key("target", TargetColour)]), layout);
    }

    // One trace for both domains, shuffled, so that neither covers the other.
    private static IEnumerable<Trace> Points(EmbeddingPanel panel, int index)
    {
        var order = Enumerable.Range(0, panel.Map.Count).ToArray();
        Seeds.Generator(1, "order of drawing").Shuffle(order);
        yield return Figures.Trace("scatter", new JsObject
        {
            ["x"] = order.Select(i => Math.Round(panel.Map.X[i], 3)).ToArray(),
            ["y"] = order.Select(i => Math.Round(panel.Map.Y[i], 3)).ToArray(),
            ["text"] = order.Select(i => i < panel.SourceCount ? "source" : "target").ToArray(),
            ["mode"] = "markers",
            ["name"] = panel.Title,
            ["showlegend"] = false,
            ["xaxis"] = "x" + Suffix(index),
            ["yaxis"] = "y" + Suffix(index),
            ["marker"] = new JsObject
            {
                ["size"] = panel.Map.Count > 1000 ? 4 : 6,
                ["opacity"] = 0.5,
                ["color"] = order.Select(i => i < panel.SourceCount ? SourceColour : TargetColour).ToArray(),
                ["line"] = new JsObject { ["width"] = 0 },
            },
            ["hovertemplate"] = "%{text}<extra></extra>",
        });
    }

    // What only stands in the legend.
    private static Trace Key(string name, string colour) => Figures.Trace("scatter", new JsObject
    {
        ["x"] = new object?[] { null },
        ["y"] = new object?[] { null },
        ["mode"] = "markers",
        ["name"] = name,
        ["marker"] = new JsObject { ["color"] = colour, ["size"] = 8 },
    });

    private static JsObject Bare()
    {
        var axis = Figures.Axis("");
        axis["showgrid"] = false;
        axis["showticklabels"] = false;
        axis["ticks"] = "";
        axis["mirror"] = true;
        axis["showline"] = true;
        axis["linecolor"] = "#bbbbbb";
        return axis;
    }

    private static string Suffix(int index) => index == 0 ? "" : Numbers.Seeds([index + 1]);
}
