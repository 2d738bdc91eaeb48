using System.ComponentModel;
using System.Globalization;
using System.Text;
using Plotly.NET;

namespace DomainAdaptation.Reporting;

/// <summary>Charts as images, drawn by a browser without a window where one is at hand.</summary>
/// <remarks>
/// Chromium, Chrome and Edge are looked for on PATH; the environment variable WORKBENCH_CHROMIUM names another one.
/// All charts of a call share one start of the browser, so draw many at once. Where there is no browser, or it fails, the result is empty:
/// an image is something to add, not something to rely on.
/// </remarks>
public static class ChartImages
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(90);

    /// <summary>Whether there is a browser to draw with.</summary>
    public static bool Available => Browser.Find() is not null;

    /// <summary>The charts as PNG files, in their order; empty where they cannot be drawn.</summary>
    /// <param name="charts">The charts.</param>
    /// <param name="width">Width in CSS pixels.</param>
    /// <param name="height">Height in CSS pixels.</param>
    /// <param name="scale">Image pixels for each CSS pixel.</param>
    public static IReadOnlyList<byte[]> Png(IEnumerable<GenericChart> charts, int width = 800, int height = 450, double scale = 2)
    {
        const string Prefix = "data:image/png;base64,";
        var images = Draw(charts, "png", width, height, scale);
        return [.. images.Where(i => i.StartsWith(Prefix, StringComparison.Ordinal)).Select(i => Convert.FromBase64String(i[Prefix.Length..]))];
    }

    /// <summary>The charts as SVG documents, in their order; empty where they cannot be drawn.</summary>
    /// <param name="charts">The charts.</param>
    /// <param name="width">Width in CSS pixels.</param>
    /// <param name="height">Height in CSS pixels.</param>
    public static IReadOnlyList<string> Svg(IEnumerable<GenericChart> charts, int width = 800, int height = 450)
    {
        const string Prefix = "data:image/svg+xml,";
        var images = Draw(charts, "svg", width, height, 1);
        return [.. images.Where(i => i.StartsWith(Prefix, StringComparison.Ordinal)).Select(i => Uri.UnescapeDataString(i[Prefix.Length..]))];
    }

    // The images as data URIs: all of them, or none.
    private static string[] Draw(IEnumerable<GenericChart> charts, string format, int width, int height, double scale)
    {
        ArgumentNullException.ThrowIfNull(charts);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(height);
        var all = charts.ToList();
        if (all.Count == 0 || Browser.Find() is not { } browser)
        {
            return [];
        }

        var folder = Directory.CreateTempSubdirectory("workbench-chart-");
        try
        {
            File.WriteAllText(Path.Combine(folder.FullName, "plotly.js"), PlotlyScript.Text);
            var page = Path.Combine(folder.FullName, "page.html");
            File.WriteAllText(page, Page(all, string.Create(CultureInfo.InvariantCulture, $"{{format:'{format}',width:{width},height:{height},scale:{scale}}}")));
            return Images(Browser.DumpDom(browser, page, Limit) ?? "", all.Count);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or Win32Exception)
        {
            return [];
        }
        finally
        {
            Remove(folder);
        }
    }

    // Ids in the pictures come from Math.random, which therefore always gives the same: the same chart is the same file.
    private static string Page(List<GenericChart> charts, string options) => new StringBuilder()
        .Append("<!doctype html><meta charset=\"utf-8\"><pre id=\"images\"></pre><script>let seed = 1; Math.random = () => (seed = seed * 16807 % 2147483647) / 2147483647;</script><script src=\"plotly.js\"></script><script>\n(async () => {\nconst figures = [")
        .AppendJoin(",\n", charts.Select(PlotlyScript.Json))
        .Append("];\nconst images = [];\nfor (const figure of figures) images.push(await Plotly.toImage(figure, ").Append(options)
        .Append("));\ndocument.getElementById('images').textContent = images.join('\\n');\n})();\n</script>")
        .ToString();

    private static string[] Images(string dom, int count)
    {
        const string Open = "<pre id=\"images\">", Close = "</pre>";
        var start = dom.IndexOf(Open, StringComparison.Ordinal);
        var end = start < 0 ? -1 : dom.IndexOf(Close, start, StringComparison.Ordinal);
        if (end < 0)
        {
            return [];
        }

        var lines = System.Net.WebUtility.HtmlDecode(dom[(start + Open.Length)..end]).Split('\n');
        return lines.Length == count ? lines : [];
    }

    // A browser's last helper may still be writing when the browser is gone.
    private static void Remove(DirectoryInfo folder)
    {
        for (var attempt = 0; attempt < 20; attempt++)
        {
            try
            {
                folder.Delete(recursive: true);
                return;
            }
            catch (DirectoryNotFoundException)
            {
                return;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                Thread.Sleep(100);
            }
        }
    }
}
