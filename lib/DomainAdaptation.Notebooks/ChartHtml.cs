using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using DomainAdaptation.Reporting;
using Plotly.NET;

namespace DomainAdaptation.Notebooks;

/// <summary>A chart as a picture that always shows, and the live chart in its place where scripts run and plotly.js is at hand.</summary>
internal static class ChartHtml
{
    private const int Width = 640, Height = 384, MostForSvg = 7_000;

    public static string Of(GenericChart chart, string title = "chart")
    {
        var json = PlotlyScript.Json(chart);
        // The same chart has the same id: a notebook run twice is the same file.
        var id = "chart-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(json)))[..12];
        return new StringBuilder()
            .Append(CultureInfo.InvariantCulture, $"<div id=\"{id}\" style=\"max-width:{Width}px\">")
            .Append(Still(chart, json, title))
            .Append(CultureInfo.InvariantCulture, $"<div class=\"live\"></div></div><script>(() => {{ const box = document.getElementById('{id}'), figure = {json}; ")
            .Append("const draw = () => window.Plotly && Plotly.newPlot(box.querySelector('.live'), figure.data, figure.layout, {responsive: true, displaylogo: false})")
            .Append(".then(() => { const still = box.querySelector('.still'); if (still) still.remove(); }); draw(); })();</script>")
            .ToString();
    }

    // A plain picture as SVG, sharp at any size; one of thousands of points as PNG, which is smaller then. One start of the browser.
    private static string Still(GenericChart chart, string json, string title)
    {
        var alt = WebUtility.HtmlEncode(title);
        var uri = json.Length < MostForSvg
            ? ChartImages.Svg([chart], Width, Height).Select(svg => $"data:image/svg+xml;base64,{Convert.ToBase64String(Encoding.UTF8.GetBytes(svg))}").FirstOrDefault()
            : ChartImages.Png([chart], Width, Height, scale: 1).Select(png => $"data:image/png;base64,{Convert.ToBase64String(png)}").FirstOrDefault();
        return uri is null
            ? $"<p class=\"still\">{alt}: the picture needs Chromium, Chrome or Edge, and none was found.</p>"
            : $"<img class=\"still\" alt=\"{alt}\" style=\"width:100%\" src=\"{uri}\">";
    }
}
