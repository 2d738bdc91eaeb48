using Microsoft.FSharp.Collections;
using Plotly.NET;

namespace DomainAdaptation.Reporting;

/// <summary>Plotly figures from plain values: the names are those of plotly.js (https://plotly.com/javascript/reference).</summary>
/// <remarks>Plotly.NET's own functions are made for F#; from C# each would need a dozen optional and generic arguments.</remarks>
internal static class Figures
{
    // Left are: picture, zoom, and back.
    private static readonly string[] UnusedButtons = ["pan2d", "select2d", "lasso2d", "zoomIn2d", "zoomOut2d", "autoScale2d"];

    private const string Ink = "#222222", Rule = "#dddddd";

    /// <summary>A trace of one type with these properties.</summary>
    public static Trace Trace(string type, JsObject properties)
    {
        var trace = new Trace(type);
        foreach (var (name, value) in properties)
        {
            trace.SetProperty(name, value);
        }

        return trace;
    }

    /// <summary>A chart of some traces, legible in print: white ground, thin rules, the legend below.</summary>
    public static GenericChart Chart(IEnumerable<Trace> traces, JsObject layoutProperties)
    {
        var layout = new Layout();
        layout.SetProperty("paper_bgcolor", "#ffffff");
        layout.SetProperty("plot_bgcolor", "#ffffff");
        layout.SetProperty("font", new JsObject { ["family"] = "system-ui, sans-serif", ["size"] = 13, ["color"] = Ink });
        layout.SetProperty("margin", new JsObject { ["l"] = 64, ["r"] = 16, ["t"] = 44, ["b"] = 56 });
        layout.SetProperty("legend", new JsObject { ["orientation"] = "h", ["y"] = -0.28, ["x"] = 0, ["yanchor"] = "top" });
        layout.SetProperty("hovermode", "closest");
        foreach (var (name, value) in layoutProperties)
        {
            layout.SetProperty(name, value);
        }

        var config = new Config();
        config.SetProperty("displaylogo", false);
        config.SetProperty("responsive", true);
        config.SetProperty("modeBarButtonsToRemove", UnusedButtons);
        return GenericChart.NewMultiChart(ListModule.OfSeq(traces), layout, config, Defaults.DefaultDisplayOptions);
    }

    /// <summary>A title, flush left.</summary>
    public static JsObject Title(string text) =>
        new() { ["text"] = text, ["x"] = 0.01, ["xanchor"] = "left", ["font"] = new JsObject { ["size"] = 16 } };

    /// <summary>An axis with its title.</summary>
    public static JsObject Axis(string title) =>
        new() { ["title"] = new JsObject { ["text"] = title, ["standoff"] = 8, ["font"] = new JsObject { ["size"] = 12 } }, ["gridcolor"] = Rule, ["linecolor"] = Ink, ["zeroline"] = false, ["ticks"] = "outside", ["automargin"] = true };
}
