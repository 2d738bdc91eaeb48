using System.Globalization;
using Plotly.NET;

namespace DomainAdaptation.Reporting;

/// <summary>How good the choice without target labels was: the proxy of every run against its accuracy on the target.</summary>
public static class SelectionPlot
{
    private const string ChosenColour = "#d55e00", BestColour = "#009e73", OtherColour = "#6b6b6b";

    /// <summary>One chart; the chosen run and the oracle's are marked.</summary>
    /// <param name="result">What <see cref="ModelSelection"/> found.</param>
    /// <param name="title">The title.</param>
    public static GenericChart Of(ModelSelectionResult result, string title = "Choosing without target labels")
    {
        ArgumentNullException.ThrowIfNull(result);
        var chosen = result.Rows[0];
        var best = result.Rows.MaxBy(r => r.TargetAccuracy)!;
        var others = result.Rows.Where(r => r != chosen && r != best).ToList();
        var traces = new List<Trace>();
        if (others.Count > 0)
        {
            traces.Add(Points(others, "runs", OtherColour, "circle", 9));
        }

        if (best == chosen)
        {
            traces.Add(Points([chosen], "chosen by the proxy, and the best on the target", ChosenColour, "star", 15));
        }
        else
        {
            traces.Add(Points([best], "best on the target (oracle)", BestColour, "diamond", 12));
            traces.Add(Points([chosen], "chosen by the proxy", ChosenColour, "star", 15));
        }

        var proxy = Figures.Axis("proxy: mean rank by source and domain error (1 = best)");
        proxy["range"] = new[] { -0.04, 1.04 };
        var accuracy = Figures.Axis("target accuracy (% of test samples)");
        accuracy["tickformat"] = ".1~%";
        var correlation = double.IsNaN(result.RankCorrelation) ? "undefined" : result.RankCorrelation.ToString("0.00", CultureInfo.InvariantCulture);
        return Figures.Chart(traces, new JsObject
        {
            ["title"] = Figures.Title(title),
            ["xaxis"] = proxy,
            ["yaxis"] = accuracy,
            ["annotations"] = new List<JsObject>
            {
                new()
                {
                    ["text"] = $"rank correlation {correlation}<br>{Points(result.Regret)} points below the oracle",
                    ["xref"] = "paper", ["yref"] = "paper", ["x"] = 0.01, ["y"] = 0.99, ["xanchor"] = "left", ["yanchor"] = "top", ["align"] = "left", ["showarrow"] = false,
                    ["bgcolor"] = "rgba(255,255,255,0.8)", ["font"] = new JsObject { ["size"] = 12 },
                },
            },
        });
    }

    private static string Points(double share) => (100 * share).ToString("0.00", CultureInfo.InvariantCulture);

    private static Trace Points(IReadOnlyList<SelectionRow> rows, string name, string colour, string symbol, int size) => Figures.Trace("scatter", new JsObject
    {
        ["x"] = rows.Select(r => r.Proxy).ToArray(),
        ["y"] = rows.Select(r => r.TargetAccuracy).ToArray(),
        ["text"] = rows.Select(r => $"{r.Run.Key}<br>source error {Numbers.Percent(r.SourceError)}, domain error {Numbers.Percent(r.DomainError)}").ToArray(),
        ["mode"] = "markers",
        ["name"] = name,
        ["marker"] = new JsObject { ["color"] = colour, ["symbol"] = symbol, ["size"] = size, ["opacity"] = 0.85, ["line"] = new JsObject { ["width"] = 1, ["color"] = "#ffffff" } },
        ["hovertemplate"] = "%{text}<br>target accuracy %{y:.2%}<extra></extra>",
    });
}
