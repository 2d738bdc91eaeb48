using System.Globalization;
using System.Net;
using System.Text;

namespace DomainAdaptation.Reporting;

/// <summary>Puts sections into a page that needs nothing from outside: style, pictures and plotly.js are in it.</summary>
internal static class HtmlPage
{
    // The page may load nothing from anywhere: a promise that the browser keeps.
    private const string Policy = "default-src 'none'; img-src data: blob:; style-src 'unsafe-inline'; script-src 'unsafe-inline'";

    private const string Style = """
        :root { color-scheme: light dark; --ink: #1d1d1f; --paper: #ffffff; --soft: #6a6a70; --rule: #d9d9de; --band: #f4f4f6; }
        @media (prefers-color-scheme: dark) { :root { --ink: #e9e9ec; --paper: #17181a; --soft: #a2a2aa; --rule: #3a3b40; --band: #222327; } }
        * { box-sizing: border-box; }
        body { margin: 0 auto; max-width: 66rem; padding: 2rem 1.25rem 4rem; background: var(--paper); color: var(--ink); font: 1rem/1.55 system-ui, -apple-system, "Segoe UI", sans-serif; }
        h1 { font-size: clamp(1.5rem, 1.1rem + 2vw, 2.1rem); line-height: 1.2; margin: 0 0 .5rem; }
        h2 { font-size: 1.2rem; margin: 2.5rem 0 .75rem; padding-top: .75rem; border-top: 1px solid var(--rule); }
        p { max-width: 42rem; margin: 0 0 .75rem; }
        .lead { font-size: 1.1rem; color: var(--soft); }
        .note, figcaption, small, footer { font-size: .85rem; color: var(--soft); font-weight: normal; }
        .wide { overflow-x: auto; }
        table { border-collapse: collapse; font-variant-numeric: tabular-nums; font-size: .95rem; margin-bottom: .75rem; }
        th, td { padding: .35rem .9rem .35rem 0; vertical-align: baseline; }
        thead th { border-bottom: 2px solid var(--rule); white-space: nowrap; text-align: left; }
        tbody td { border-bottom: 1px solid var(--rule); }
        tbody th { padding-top: 1rem; }
        details td { white-space: nowrap; }
        summary { cursor: pointer; }
        figure { margin: 0; }
        .samples img { max-width: 100%; height: auto; border: 1px solid var(--rule); }
        .pictures { display: grid; grid-template-columns: repeat(auto-fill, minmax(7.5rem, 1fr)); gap: .75rem; }
        .pictures img { display: block; width: 100%; height: auto; border: 1px solid var(--rule); }
        .pictures figcaption { overflow-wrap: anywhere; line-height: 1.3; }
        li { max-width: 46rem; margin-bottom: .5rem; overflow-wrap: anywhere; }
        .charts { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 26rem), 1fr)); gap: 1rem; }
        .chart { background: #ffffff; border: 1px solid var(--rule); border-radius: .4rem; overflow: hidden; min-width: 0; }
        .chart img { display: block; width: 100%; height: auto; }
        .chart .plot { height: 24rem; }
        .chart.ready img { display: none; }
        .chart:not(.ready) .plot { height: 0; }
        @media (max-width: 40rem) { table { font-size: .85rem; } th, td { padding-right: .6rem; } }
        @media print { .chart { break-inside: avoid; } }
        """;

    // The size comes from the page, and a chart is drawn when it comes into sight.
    private const string Draw = """
        document.querySelectorAll('.chart').forEach(chart => {
          const show = () => {
            const figure = JSON.parse(chart.querySelector('script').textContent);
            chart.classList.add('ready');
            Plotly.newPlot(chart.querySelector('.plot'), figure.data, figure.layout, { responsive: true, displaylogo: false, modeBarButtonsToRemove: ['pan2d', 'select2d', 'lasso2d', 'zoomIn2d', 'zoomOut2d', 'autoScale2d'] })
              .catch(() => chart.classList.remove('ready'));
          };
          if (!('IntersectionObserver' in window)) return show();
          const seen = new IntersectionObserver(entries => { if (entries.some(e => e.isIntersecting)) { seen.disconnect(); show(); } }, { rootMargin: '300px' });
          seen.observe(chart);
        });
        """;

    public static string Of(string title, string lead, IReadOnlyList<HtmlSection> sections, bool images)
    {
        var charts = sections.SelectMany(s => s.Charts).ToList();
        var pictures = new Queue<string>(images ? ChartImages.Svg(charts.Select(c => c.Chart), 640, 384) : []);
        var html = new StringBuilder("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
            .Append(CultureInfo.InvariantCulture, $"<meta http-equiv=\"Content-Security-Policy\" content=\"{Policy}\">\n<title>{Text(title)}</title>\n<style>\n{Style}\n</style>\n</head>\n<body>\n")
            .Append(CultureInfo.InvariantCulture, $"<header>\n<h1>{Text(title)}</h1>\n{(lead.Length > 0 ? $"<p class=\"lead\">{Text(lead)}</p>\n" : "")}</header>\n<main>\n");
        foreach (var section in sections)
        {
            html.Append(CultureInfo.InvariantCulture, $"<section>\n<h2>{Text(section.Heading)}</h2>\n{section.Markup}");
            if (section.Charts.Count > 0)
            {
                html.Append("<div class=\"charts\">\n");
                foreach (var chart in section.Charts)
                {
                    html.Append(Chart(chart, pictures.TryDequeue(out var picture) ? picture : null));
                }

                html.Append("</div>\n");
            }

            html.Append("</section>\n");
        }

        html.Append("</main>\n<footer><p>Written by the domain-adaptation workbench. The page is complete in itself.</p></footer>\n");
        if (charts.Count > 0)
        {
            html.Append("<script>").Append(PlotlyScript.Text).Append("</script>\n<script>\n").Append(Draw).Append("\n</script>\n");
        }

        return html.Append("</body>\n</html>\n").ToString();
    }

    private static string Chart(NamedChart chart, string? svg)
    {
        var picture = svg is null ? "" : $"<img alt=\"{Text(chart.Title)}\" src=\"data:image/svg+xml;base64,{Convert.ToBase64String(Encoding.UTF8.GetBytes(svg))}\">";
        return $"<figure class=\"chart\" role=\"group\" aria-label=\"{Text(chart.Title)}\">{picture}<div class=\"plot\"></div><script type=\"application/json\">{PlotlyScript.Json(chart.Chart)}</script></figure>\n";
    }

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
