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

    [Theory]
    [InlineData("0,01", typeof(double))]
    [InlineData("1,000", typeof(float))]
    [InlineData("1,5", typeof(decimal))]
    [InlineData("1,000", typeof(int))]
    [InlineData("1.5", typeof(long))]
    [InlineData("0x10", typeof(int))]
    [InlineData("1 000", typeof(int))]
    [InlineData("(5)", typeof(short))]
    [InlineData("-1", typeof(uint))]
    [InlineData("-1", typeof(ulong))]
    [InlineData("256", typeof(byte))]
    [InlineData("-129", typeof(sbyte))]
    [InlineData("1e3", typeof(ushort))]
    [InlineData("1e999", typeof(double))]
    [InlineData("NaN", typeof(double))]
    [InlineData("Infinity", typeof(float))]
    [InlineData("٣", typeof(int))]
    [InlineData("", typeof(double))]
    public void A_number_in_another_countrys_form_is_refused(string text, Type type) =>
        Assert.Contains("is not a value of that type", Assert.Throws<CellException>(() => ParameterLiteral.Of("p", text, type, false)).Message, StringComparison.Ordinal);

    [Fact]
    public async Task A_parameter_that_does_not_fit_ends_with_exit_code_2_and_writes_nothing()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("a.ipynb", Notebook(["double rate = 1;", "rate"], tagged: 0));
        Assert.Equal(2, await CommandLine.Run(["run", file, "--out", folder.File("b.ipynb"), "--parameter", "rate=0,01"]));
        Assert.Equal(["a.ipynb"], Directory.GetFiles(folder.Path).Select(Path.GetFileName));
        Assert.Equal(2, await CommandLine.Run(["run", file, "--timeout", "0,5"]));
        Assert.Equal(2, await CommandLine.Run(["run", file, "--no-such-option"]));
    }

    [Fact]
    public async Task Half_a_character_is_written_as_jupyter_writes_it()
    {
        using var folder = new TemporaryFolder();
        string[] cells =
        [
            "Console.Write(\"😀\".Substring(0, 1)); Console.Write(\"😀\".Substring(1)); \"😀\".Substring(1)",
            "Console.Error.Write(\"😀\".Substring(0, 1)); \"😀\".Substring(0, 1).DisplayAs(\"text/html\"); (\"{\\\"a\\\":\\\"\" + \"😀\".Substring(1) + \"\\\"}\").DisplayAs(\"application/json\");",
            "throw new Exception(\"😀\".Substring(0, 1));",
        ];
        var (code, _, _) = await Run(folder.Write("a.ipynb", Notebook(cells)), folder.File("b.ipynb"));
        Assert.Equal(1, code);
        var outputs = JsonNode.Parse(File.ReadAllText(folder.File("b.ipynb")))!["cells"]!.AsArray().Select(c => c!["outputs"]!.AsArray()).ToList();
        Assert.Equal("😀", Joined(outputs[0][0]!["text"]));
        Assert.Equal("\ufffd", Joined(outputs[0][1]!["data"]!["text/plain"]));
        Assert.Equal("\ufffd", Joined(outputs[1][0]!["text"]));
        Assert.Equal("\ufffd", Joined(outputs[1][1]!["data"]!["text/html"]));
        Assert.Equal("\ufffd", (string?)outputs[1][2]!["data"]!["application/json"]!["a"]);
        Assert.Equal("\ufffd", (string?)outputs[2][0]!["evalue"]);
    }

    [Theory]
    [InlineData("Environment.Exit(0);", true)]
    [InlineData("Environment.FailFast(null);", false)]
    public async Task A_cell_that_ends_the_process_is_named_and_what_was_done_is_written(string code, bool keepsOutput)
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("a.ipynb", Notebook(["1 + 1", "Console.Write(\"so far\");" + code, "3"]));
        using var process = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo("dotnet", [typeof(KernelVersion).Assembly.Location, "run", file, "--out", folder.File("b.ipynb")])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var errors = process.StandardError.ReadToEndAsync();
        var log = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.NotEqual(0, process.ExitCode);
        Assert.Contains("cell 2/3", log, StringComparison.Ordinal);
        var cells = JsonNode.Parse(File.ReadAllText(folder.File("b.ipynb")))!["cells"]!.AsArray();
        Assert.Equal("2", Joined(cells[0]!["outputs"]![0]!["data"]!["text/plain"]));
        Assert.Equal("The process ended while this cell ran.", (string?)cells[1]!["outputs"]!.AsArray()[^1]!["evalue"]);
        Assert.Empty(cells[2]!["outputs"]!.AsArray());
        if (keepsOutput)
        {
            Assert.Equal(1, process.ExitCode);
            Assert.Equal("so far", Joined(cells[1]!["outputs"]![0]!["text"]));
            Assert.Contains("Cell 2 failed: The process ended", await errors, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("{\"cells\":[],\"cells\":[],\"nbformat\":4}")]
    [InlineData("{\"cells\":[{\"cell_type\":\"code\",\"source\":5}],\"nbformat\":4}")]
    [InlineData("{\"cells\":[{\"cell_type\":\"code\",\"source\":[\"a\",5]}],\"nbformat\":4}")]
    [InlineData("{\"cells\":[{\"cell_type\":\"code\",\"source\":\"\\ud800\"}],\"nbformat\":4}")]
    [InlineData("{\"cells\":[null],\"nbformat\":4}")]
    [InlineData("{\"cells\":[{\"cell_type\":7}],\"nbformat\":4}")]
    [InlineData("{\"cells\":[{\"cell_type\":\"code\",\"metadata\":[]}],\"nbformat\":4}")]
    [InlineData("{\"cells\":[],\"metadata\":3,\"nbformat\":4}")]
    [InlineData("{\"cells\":[],\"nbformat\":4e99}")]
    [InlineData("[]")]
    [InlineData("")]
    public async Task What_is_half_a_notebook_ends_with_exit_code_2(string text)
    {
        using var folder = new TemporaryFolder();
        Assert.Equal(2, await CommandLine.Run(["run", folder.Write("a.ipynb", text), "--out", folder.File("b.ipynb")]));
        Assert.False(File.Exists(folder.File("b.ipynb")));
    }

    [Fact]
    public void Damaged_notebooks_are_read_or_refused()
    {
        using var folder = new TemporaryFolder();
        var random = new Random(1);
        var whole = JsonNode.Parse(Notebook(["enum Size { Small }", "int rate = 1;", "😀\n\"a\""], tagged: 1))!;
        whole["metadata"]!["language_info"] = new JsonObject { ["name"] = "C#" };
        whole["cells"]![0]!["metadata"]!["polyglot_notebook"] = new JsonObject { ["kernelName"] = "fsharp" };
        var text = whole.ToJsonString();
        string[] pieces = ["null", "5", "1e999", "-1", "[]", "{}", "\"\"", "\"\\ud800\"", "true", ",", ":", "\"cells\":[],", "[[", "}", "\"", "\\", "\ud83d", "\0"];
        var refused = 0;
        for (var i = 0; i < 4000; i++)
        {
            var damaged = text;
            for (var left = random.Next(1, 4); left > 0; left--)
            {
                // In place of a value, or of anything.
                var at = random.Next(2) == 0 ? damaged.IndexOf(':', random.Next(damaged.Length)) + 1 : random.Next(damaged.Length);
                var end = Math.Min(damaged.Length, random.Next(2) == 0 ? damaged.AsSpan(at).IndexOfAny(",}]") is >= 0 and var length ? at + length : at : at + random.Next(20));
                damaged = damaged[..at] + pieces[random.Next(pieces.Length)] + damaged[end..];
            }

            File.WriteAllBytes(folder.File("a.ipynb"), System.Text.Encoding.UTF8.GetBytes(damaged));
            try
            {
                var notebook = NotebookDocument.Read(folder.File("a.ipynb"));
                notebook.Prepare();
                _ = notebook.Cells.Select(c => (notebook.LanguageOf(c!), NotebookDocument.Source(c!), NotebookDocument.HasTag(c, "parameters"))).ToList();
                notebook.Stamp();
                notebook.Write(folder.File("b.ipynb"));
            }
            catch (CellException)
            {
                refused++;
            }
        }

        Assert.InRange(refused, 1000, 3999);
    }

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
