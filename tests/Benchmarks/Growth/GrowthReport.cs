using System.Globalization;
using System.Text;
using DomainAdaptation.Reporting;
using Plotly.NET;

namespace DomainAdaptation.Benchmarks;

/// <summary>The growth benchmark as a table and as one plot.</summary>
internal sealed class GrowthReport(IReadOnlyList<GrowthResult> results, int rounds, int steps)
{
    private static readonly string[][] Columns = [[GrowthSetting.InMemory, GrowthSetting.Mapped], [GrowthSetting.ByClass], [GrowthSetting.BySource]];
    private static readonly string[] Colours = ["#0072b2", "#d55e00"];

    public string Markdown()
    {
        var text = new StringBuilder("| what grows | | ms a step | steps a second | before the first step, s | memory, MiB |\n|---|--:|--:|--:|--:|--:|\n");
        foreach (var r in results)
        {
            text.Append(CultureInfo.InvariantCulture, $"| {r.Setting.Grows} | {r.Setting.Label} | {r.Milliseconds:F1} | {r.StepsPerSecond:F1} | {r.Preparing:F2} | {r.Memory:F0} |\n");
        }

        return text.Append(CultureInfo.InvariantCulture, $"""

            {DateTime.UtcNow:yyyy-MM-dd}, {Versions.Machine}; {Versions.Ours}. The MNIST net by DANN on images of 28 × 28 pixels, batches of 128, two threads, 10,000 images a domain,
            10 classes and one source but for what grows; medians of {rounds} rounds of {steps} steps, each in a process of its own. Memory is what the process holds for itself,
            without pages of files, which the system drops when it needs them; of runs at once it is their sum, and steps a second are those of all together.

            """).ToString();
    }

    /// <summary>Milliseconds above and memory below, a column for each thing that grows; null where there is no browser to draw with.</summary>
    public string? Svg()
    {
        var traces = new List<Trace>();
        var layout = new JsObject { ["grid"] = new JsObject { ["rows"] = 2, ["columns"] = Columns.Length, ["pattern"] = "independent", ["ygap"] = 0.25 }, ["title"] = Figures.Title("What a step takes as a training grows"), ["legend"] = new JsObject { ["orientation"] = "h", ["x"] = 0, ["y"] = -0.12, ["yanchor"] = "top" } };
        for (var row = 0; row < 2; row++)
        {
            for (var column = 0; column < Columns.Length; column++)
            {
                var number = (row * Columns.Length) + column + 1;
                var suffix = number == 1 ? "" : number.ToString(CultureInfo.InvariantCulture);
                foreach (var (grows, k) in Columns[column].Select((g, k) => (g, k)))
                {
                    var points = results.Where(r => r.Setting.Grows == grows).ToList();
                    traces.Add(Figures.Trace("scatter", new JsObject
                    {
                        ["x"] = points.Select(p => p.Setting.Size).ToArray(),
                        ["y"] = points.Select(p => row == 0 ? p.Milliseconds : p.Memory).ToArray(),
                        ["mode"] = "lines+markers",
                        ["name"] = k == 0 ? "in memory" : "images on disk",
                        ["showlegend"] = row == 0 && column == 0,
                        ["line"] = new JsObject { ["color"] = Colours[k], ["dash"] = k == 0 ? "solid" : "dash" },
                        ["xaxis"] = "x" + suffix,
                        ["yaxis"] = "y" + suffix,
                    }));
                }

                layout["xaxis" + suffix] = Axis(Columns[column].Length > 1 ? "images of each domain" : Columns[column][0], "log");
                layout["yaxis" + suffix] = Axis(row == 0 ? "ms a step" : "memory, MiB", row == 1 && column == 0 ? "log" : "linear");
            }
        }

        return ChartImages.Svg([Figures.Chart(traces, layout)], width: 960, height: 600) is [var image] ? image : null;
    }

    private static JsObject Axis(string title, string type)
    {
        var axis = Figures.Axis(title);
        axis["type"] = type;
        axis["rangemode"] = "tozero"; // of linear axes
        return axis;
    }
}
