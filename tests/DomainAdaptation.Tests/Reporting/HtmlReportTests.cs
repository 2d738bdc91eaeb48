using System.Text.RegularExpressions;
using DomainAdaptation.Reporting;

namespace DomainAdaptation.Tests;

public sealed partial class HtmlReportTests
{
    private static readonly string Page = new HtmlReport("A <title> & more", "A lead with <i>markup</i>")
        .WithText("Why", "First <p>.\n\nSecond.")
        .WithSamples([1, 2, 3], "Digits \"quoted\"")
        .WithRuns([.. Records.Three("data <script>alert(1)</script>"), Records.Of(Methods.Dann, 1, .5, variant: "</script><script>alert(2)</script>")])
        .ToHtml(images: false);

    [Fact]
    public void Plotly_is_inlined_once()
    {
        Assert.Equal(1, Count(Page, "plotly.js v"));
        Assert.InRange(Page.Length, 3_000_000, 5_000_000);
    }

    [Fact]
    public void Nothing_is_loaded_from_elsewhere()
    {
        // plotly.js itself is text that names addresses of maps; the policy keeps even it from loading any.
        Assert.Contains("default-src 'none'", Page, StringComparison.Ordinal);
        Assert.DoesNotMatch(Loads(), Page);
    }

    [Fact]
    public void All_text_is_escaped()
    {
        Assert.Contains("<title>A &lt;title&gt; &amp; more</title>", Page, StringComparison.Ordinal);
        Assert.Contains("A lead with &lt;i&gt;markup&lt;/i&gt;", Page, StringComparison.Ordinal);
        Assert.Contains("alt=\"Digits &quot;quoted&quot;\"", Page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>alert", Page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>data", Page, StringComparison.Ordinal);
    }

    [Fact]
    public void A_page_without_charts_has_no_script() =>
        Assert.DoesNotContain("<script", new HtmlReport("Bare").WithText("A", "b").ToHtml(images: false), StringComparison.Ordinal);

    [Fact]
    public void The_page_is_written_whole()
    {
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            var path = Path.Combine(folder.FullName, "new", "page.html");
            new HtmlReport("Saved").Save(path, images: false);
            Assert.EndsWith("</html>\n", File.ReadAllText(path), StringComparison.Ordinal);
            Assert.Single(Directory.GetFiles(Path.GetDirectoryName(path)!));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static int Count(string text, string part) => text.Split(part).Length - 1;

    [GeneratedRegex("""<(script|img|iframe|source)[^>]*\ssrc=["']?(https?:)?//|<link\b[^>]*href|@import|url\(["']?https?:""", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Loads();
}
