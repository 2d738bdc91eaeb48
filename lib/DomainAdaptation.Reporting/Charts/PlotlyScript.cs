using Plotly.NET;

namespace DomainAdaptation.Reporting;

/// <summary>plotly.js as it lies in Plotly.NET, so that a page needs no network.</summary>
internal static class PlotlyScript
{
    private static readonly Lazy<string> Lazily = new(Read);

    /// <summary>The whole script, 3.6 MB.</summary>
    public static string Text => Lazily.Value;

    /// <summary>A chart as JSON with <c>data</c> and <c>layout</c> that may stand inside a script element.</summary>
    public static string Json(GenericChart chart) =>
        GenericChart.toFigureJson(chart).Replace("<", "\\u003c", StringComparison.Ordinal);

    private static string Read()
    {
        var assembly = typeof(GenericChart).Assembly;
        var name = assembly.GetManifestResourceNames().First(n => n.Contains("plotly", StringComparison.Ordinal) && n.EndsWith(".min.js", StringComparison.Ordinal));
        using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }
}
