using Plotly.NET;

namespace DomainAdaptation.Reporting;

/// <summary>Validation error of several methods over the steps of training, as in the semi-supervised experiment (JMLR 2016, Figure 7).</summary>
/// <remarks>
/// The error is one minus the score that training reported after each epoch (<see cref="EpochMetrics.TargetAccuracy"/>); runs without scores are left
/// out. Runs that differ only in the seed share colour, dash and legend entry: each is drawn thin, and their mean thick, step by step, where all have one.
/// </remarks>
public static class ValidationCurves
{
    /// <summary>One chart of all runs.</summary>
    /// <param name="runs">The records.</param>
    /// <param name="title">The title.</param>
    /// <exception cref="ArgumentException">No run has scores.</exception>
    public static GenericChart Of(IEnumerable<RunRecord> runs, string title = "Validation error on the target")
    {
        ArgumentNullException.ThrowIfNull(runs);
        var scored = runs.Where(r => r.Epochs.Any(e => e.TargetAccuracy is not null)).ToList();
        if (scored.Count == 0)
        {
            throw new ArgumentException("No run has a score after its epochs: train with TrainingHooks.Score.", nameof(runs));
        }

        var steps = Figures.Axis("training steps (batches)");
        steps["rangemode"] = "tozero";
        var error = Figures.Axis("samples told wrong (%)");
        error["tickformat"] = ".0%";
        return Figures.Chart(Traces(scored), new JsObject { ["title"] = Figures.Title(title), ["xaxis"] = steps, ["yaxis"] = error });
    }

    private static IEnumerable<Trace> Traces(List<RunRecord> runs)
    {
        var (experiments, variants) = (Several(r => r.Experiment), Several(r => r.Variant));
        var groups = runs.GroupBy(r => string.Join(' ', new[] { experiments ? r.Experiment : "", r.Method, variants ? r.Variant : "" }.Where(p => p.Length > 0)), StringComparer.Ordinal).ToList();
        var styles = SeriesStyle.For(groups.Select(g => g.First().Method));
        foreach (var (group, style) in groups.Zip(styles))
        {
            var seeds = group.OrderBy(r => r.Seed).ToList();
            var curves = seeds.ConvertAll(r => r.Epochs.Where(e => e.TargetAccuracy is not null).ToDictionary(e => e.Step, e => 1 - e.TargetAccuracy!.Value));
            if (curves.Count > 1)
            {
                for (var i = 0; i < curves.Count; i++)
                {
                    yield return Line(curves[i], style, group.Key, $"{group.Key}, seed {Numbers.Seeds([seeds[i].Seed])}", thin: true);
                }
            }

            var shared = curves[0].Keys.Where(s => curves.TrueForAll(c => c.ContainsKey(s))).ToDictionary(s => s, s => curves.Average(c => c[s]));
            yield return Line(shared, style, group.Key, curves.Count > 1 ? $"{group.Key} (mean of seeds {Numbers.Seeds(seeds.ConvertAll(r => r.Seed))})" : group.Key, thin: false);
        }

        bool Several(Func<RunRecord, string> property) => runs.Select(property).Distinct(StringComparer.Ordinal).Count() > 1;
    }

    private static Trace Line(Dictionary<int, double> curve, SeriesStyle style, string group, string name, bool thin)
    {
        var points = curve.OrderBy(p => p.Key).ToList();
        var line = new JsObject { ["color"] = style.Colour, ["width"] = thin ? 1 : 2.5 };
        if (!thin)
        {
            line["dash"] = style.Dash;
        }

        return Figures.Trace("scatter", new JsObject
        {
            ["x"] = points.Select(p => p.Key).ToArray(),
            ["y"] = points.Select(p => p.Value).ToArray(),
            ["mode"] = thin || points.Count > 40 ? "lines" : "lines+markers",
            ["name"] = name,
            ["legendgroup"] = group,
            ["showlegend"] = !thin,
            ["opacity"] = thin ? 0.35 : 1,
            ["line"] = line,
            ["marker"] = new JsObject { ["symbol"] = style.Marker, ["size"] = 7, ["color"] = style.Colour },
            ["hovertemplate"] = $"{name}<br>step %{{x}}: %{{y:.2%}}<extra></extra>",
        });
    }
}
