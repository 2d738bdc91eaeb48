using System.Text.Json.Nodes;
using Workbench.Kernel.Engine;
using Workbench.Kernel.Runner;

namespace Workbench.Kernel.Tests;

public sealed class RunnerTests
{
    [Fact]
    public async Task A_notebook_is_executed_and_written_as_jupyter_writes_it()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("a.ipynb", Notebook(["var x = 40;", "Console.Write(\"é\\n\" + System.IO.Path.GetFileName(Environment.CurrentDirectory)); x + 2", "var d = display(1); d.Update(2);"]));
        var (code, _, errors) = await Run(file, folder.File("out/b.ipynb"));
        Assert.Equal((0, ""), (code, errors));
        var text = File.ReadAllText(folder.File("out/b.ipynb"));
        Assert.StartsWith("{\n \"cells\": [\n  {\n   \"cell_type\": \"code\",\n   \"execution_count\": 1,\n   \"id\": \"cell-1\",", text, StringComparison.Ordinal);
        Assert.EndsWith("\n}\n", text, StringComparison.Ordinal);
        var cells = JsonNode.Parse(text)!["cells"]!.AsArray();
        Assert.Equal("é\n" + Path.GetFileName(folder.Path), Joined(cells[1]!["outputs"]![0]!["text"]));
        Assert.Equal("42", Joined(cells[1]!["outputs"]![1]!["data"]!["text/plain"]));
        Assert.Equal("2", Joined(cells[2]!["outputs"]![0]!["data"]!["text/plain"]));
        Assert.Equal("C#", (string?)JsonNode.Parse(text)!["metadata"]!["language_info"]!["name"]);

        // The same notebook gives the same bytes, from its own output too.
        await Run(folder.File("out/b.ipynb"), folder.File("out/c.ipynb"));
        Assert.Equal(text.Replace(Path.GetFileName(folder.Path), "out", StringComparison.Ordinal), File.ReadAllText(folder.File("out/c.ipynb")));
    }

    [Fact]
    public async Task The_first_cell_that_fails_ends_the_run_with_an_exit_code_and_its_error()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("a.ipynb", Notebook(["1", "\nthrow new Exception(\"boom\");", "System.IO.File.WriteAllText(\"ran\", \"\");"]));
        var (code, _, errors) = await Run(file, folder.File("b.ipynb"));
        Assert.Equal(1, code);
        Assert.Contains("Cell 2 failed: System.Exception: boom", errors, StringComparison.Ordinal);
        Assert.Contains("Cell 2, line 2", errors, StringComparison.Ordinal);
        Assert.False(File.Exists(folder.File("ran")));
        var cells = JsonNode.Parse(File.ReadAllText(folder.File("b.ipynb")))!["cells"]!.AsArray();
        Assert.Equal("error", (string?)cells[1]!["outputs"]![0]!["output_type"]);
        Assert.Null(cells[2]!["execution_count"]);
    }

    [Fact]
    public async Task Parameters_take_the_place_of_what_the_tagged_cell_set()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("a.ipynb", Notebook(["enum Size { Small, Large }", "double rate = 1; var name = \"a\"; var size = Size.Small; int? most = null;", "$\"{rate / 2} {name} {size} {most}\""], tagged: 1));
        var (code, _, errors) = await Run(file, folder.File("b.ipynb"), ("rate", "3"), ("name", "a \"b\""), ("most", "4"));
        Assert.Equal((0, ""), (code, errors));
        var cells = JsonNode.Parse(File.ReadAllText(folder.File("b.ipynb")))!["cells"]!.AsArray();
        Assert.Equal("injected-parameters", (string?)cells[2]!["metadata"]!["tags"]![0]);
        Assert.Equal("// Parameters\nrate = 3.0;\nname = \"a \\\"b\\\"\";\nmost = 4;", Joined(cells[2]!["source"]));
        Assert.Equal("1.5 a \"b\" Small 4", Joined(cells[3]!["outputs"]![0]!["data"]!["text/plain"]));

        // A second run replaces the injected cell.
        Assert.Equal(0, (await Run(folder.File("b.ipynb"), folder.File("c.ipynb"), ("rate", "5"))).Code);
        Assert.Equal(4, JsonNode.Parse(File.ReadAllText(folder.File("c.ipynb")))!["cells"]!.AsArray().Count);

        var unknown = await Assert.ThrowsAsync<CellException>(() => Run(file, null, ("rat", "3")));
        Assert.Contains("no parameter rat", unknown.Message, StringComparison.Ordinal);
        var wrong = await Assert.ThrowsAsync<CellException>(() => Run(file, null, ("rate", "fast")));
        Assert.Contains("\"fast\" is not a value of that type", wrong.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("7", typeof(double), false, "7.0")]
    [InlineData("7", typeof(long), false, "7L")]
    [InlineData("1e-3", typeof(float), false, "0.001f")]
    [InlineData("7", typeof(float), true, "7.0f")]
    [InlineData("true", typeof(bool), true, "true")]
    [InlineData("friday", typeof(DayOfWeek), false, "System.DayOfWeek.Friday")]
    [InlineData("7", null, false, "7")]
    [InlineData("a\nb", null, false, "\"a\\nb\"")]
    public void A_parameter_becomes_a_literal(string text, Type? type, bool fsharp, string literal) => Assert.Equal(literal, ParameterLiteral.Of("p", text, type, fsharp));

    [Fact]
    public async Task A_cell_that_takes_too_long_is_stopped()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("a.ipynb", Notebook(["while (true) { }"]));
        var errors = new StringWriter();
        Assert.Equal(1, await new NotebookRunner(TextWriter.Null, errors).Run(file, null, [], TimeSpan.FromSeconds(5)));
        Assert.Contains("longer than 5 s", errors.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_no_notebook_is_said_in_a_sentence()
    {
        using var folder = new TemporaryFolder();
        Assert.Contains("no notebook", (await Assert.ThrowsAsync<CellException>(() => Run(folder.File("none.ipynb"), null))).Message, StringComparison.Ordinal);
        Assert.Contains("not a notebook", (await Assert.ThrowsAsync<CellException>(() => Run(folder.Write("x.ipynb", "{"), null))).Message, StringComparison.Ordinal);
        Assert.Contains("not a notebook", (await Assert.ThrowsAsync<CellException>(() => Run(folder.Write("y.ipynb", "{\"nbformat\":3,\"cells\":[]}"), null))).Message, StringComparison.Ordinal);
    }

    internal static string Notebook(string[] cells, int tagged = -1, string language = "C#") => new JsonObject
    {
        ["cells"] = new JsonArray([.. cells.Select((c, i) => new JsonObject
        {
            ["cell_type"] = "code",
            ["metadata"] = i == tagged ? new JsonObject { ["tags"] = new JsonArray("parameters") } : new JsonObject(),
            ["source"] = c,
            ["outputs"] = new JsonArray(),
            ["execution_count"] = null,
        })]),
        ["metadata"] = new JsonObject { ["kernelspec"] = new JsonObject { ["name"] = language == "C#" ? "workbench-csharp" : "workbench-fsharp", ["language"] = language, ["display_name"] = language } },
        ["nbformat"] = 4,
        ["nbformat_minor"] = 4,
    }.ToJsonString();

    private static string Joined(JsonNode? lines) => string.Concat(lines!.AsArray().Select(l => (string?)l));

    private static async Task<(int Code, string Log, string Errors)> Run(string file, string? target, params (string Name, string Value)[] parameters)
    {
        var (log, errors) = (new StringWriter(), new StringWriter());
        var code = await new NotebookRunner(log, errors).Run(file, target, [.. parameters.Select(p => KeyValuePair.Create(p.Name, p.Value))]);
        return (code, log.ToString(), errors.ToString());
    }
}
