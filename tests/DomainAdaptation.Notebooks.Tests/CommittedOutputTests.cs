using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace DomainAdaptation.Notebooks.Tests;

/// <summary>What a reader sees who does not run the notebooks: on a page without scripts, for instance.</summary>
public sealed partial class CommittedOutputTests
{
    private const int Largest = 700_000;

    [Theory]
    [MemberData(nameof(NotebookFiles.All), MemberType = typeof(NotebookFiles))]
    public void Outputs_are_whole_small_and_of_this_code(string notebook)
    {
        var path = Path.Combine(NotebookFiles.Folder, notebook + ".ipynb");
        Assert.InRange(new FileInfo(path).Length, 1, Largest);
        var file = NotebookFiles.Read(path);
        var cells = file["cells"]!.AsArray().Where(c => (string?)c!["cell_type"] == "code").ToList();
        Assert.Equal(Enumerable.Range(1, cells.Count), cells.Select(c => (int?)c!["execution_count"] ?? 0));
        Assert.DoesNotContain(cells, c => NotebookFiles.Text(c!["source"]).StartsWith("// Parameters", StringComparison.Ordinal)); // run with its own parameters
        var outputs = cells.SelectMany(c => c!["outputs"]!.AsArray()).ToList();
        Assert.DoesNotContain(outputs, o => (string?)o!["output_type"] == "error");
        foreach (var html in outputs.Select(o => NotebookFiles.Text(o!["data"]?["text/html"])))
        {
            // Each chart has its picture, and none brought plotly.js along.
            Assert.Equal(ChartBox().Count(html), ChartPicture().Count(html));
            Assert.DoesNotContain("plotly.js v", html, StringComparison.Ordinal);
        }

        // The runner notes the code that it ran.
        var sources = string.Join('\0', cells.Select(c => NotebookFiles.Text(c!["source"])));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(sources))), (string?)file["metadata"]!["workbench"]?["source_sha256"]);
        Assert.DoesNotMatch(MachinePath(), File.ReadAllText(path));
    }

    [Theory]
    [MemberData(nameof(NotebookFiles.All), MemberType = typeof(NotebookFiles))]
    public void A_cell_that_ends_in_a_value_shows_it(string notebook)
    {
        var file = NotebookFiles.Read(Path.Combine(NotebookFiles.Folder, notebook + ".ipynb"));
        var fsharp = (string?)file["metadata"]!["kernelspec"]!["language"] == "F#";
        foreach (var cell in file["cells"]!.AsArray().Where(c => (string?)c!["cell_type"] == "code"))
        {
            var source = NotebookFiles.Text(cell!["source"]).TrimEnd();
            // The last statement begins where the last line without indentation does.
            var last = source.Split('\n').Last(line => line.Length > 0 && line[0] is not (' ' or '}' or ')'));
            var value = fsharp ? !Statement().IsMatch(last) && !source.EndsWith("ignore", StringComparison.Ordinal) : source[^1] is not (';' or '}');
            Assert.True(!value || cell["metadata"]!["tags"] is JsonArray || cell["outputs"]!.AsArray().Count > 0, $"{notebook}: no output of\n{source}");
        }
    }

    [Theory]
    [MemberData(nameof(NotebookFiles.All), MemberType = typeof(NotebookFiles))]
    public void Code_fits_a_page_of_a_thousand_pixels(string notebook)
    {
        var code = NotebookFiles.Read(Path.Combine(NotebookFiles.Folder, notebook + ".ipynb"))["cells"]!.AsArray().Where(c => (string?)c!["cell_type"] == "code");
        Assert.DoesNotContain(code.SelectMany(c => NotebookFiles.Text(c!["source"]).Split('\n')), line => line.Length > 92);
    }

    [GeneratedRegex("^(let|open|for|#)", RegexOptions.None, 1000)]
    private static partial Regex Statement();

    [GeneratedRegex("id=\"chart-", RegexOptions.None, 1000)]
    private static partial Regex ChartBox();

    [GeneratedRegex("class=\"still\"[^>]* src=\"data:image/", RegexOptions.None, 1000)]
    private static partial Regex ChartPicture();

    [GeneratedRegex(@"/(home|root|work|tmp|Users)/|[A-Z]:\\\\Users", RegexOptions.None, 1000)]
    private static partial Regex MachinePath();
}
