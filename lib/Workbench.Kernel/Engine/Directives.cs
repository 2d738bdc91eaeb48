using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;
using Workbench.Kernel.Display;
using Workbench.Kernel.Languages;
using Workbench.Kernel.Runner;

namespace Workbench.Kernel.Engine;

/// <summary>What "#!" lines do that do not name a language.</summary>
internal sealed class Directives(CellEngine engine, CellContext context, CancellationTokenSource cancellation, string folder, string language) : IDisposable
{
    private static readonly (string Name, string Help)[] Known =
    [
        ("csharp", "What follows is C#."),
        ("fsharp", "What follows is F#."),
        ("html", "What follows is shown as HTML."),
        ("markdown", "What follows is shown as Markdown."),
        ("javascript", "What follows runs in the page."),
        ("time", "Shows how long the cell took."),
        ("who", "The names of the variables."),
        ("whos", "The variables with their types and values."),
        ("about", "What runs this notebook."),
        ("lsmagic", "This list."),
        ("import", "#!import FILE: runs a notebook, a .csx, .cs or .fsx file here."),
        ("share", "#!share --from fsharp NAME: takes a variable from the other language; --as gives it another name."),
        ("set", "#!set --name NAME --value @fsharp:OTHER: the same; a value without @ is a text."),
    ];

    private Stopwatch? clock;

    /// <summary>Runs a directive.</summary>
    /// <exception cref="CellException">It is unknown, or something is wrong with what follows it.</exception>
    public async Task Run(string name, string text)
    {
        switch (name)
        {
            case "time":
                clock = Stopwatch.StartNew();
                break;
            case "who":
                Show(MimeBundle.Plain, string.Join(", ", (await Variables()).Select(v => v.Name)));
                break;
            case "whos":
                Show(MimeBundle.Html, Table(["Variable", "Type", "Value"], (await Variables()).Select(v => new[] { v.Name, CSharpNames.Of(v.Type), Hint(v.Value) })));
                break;
            case "about":
                Show(MimeBundle.Html, Table(["Kernel", "Runtime", "Folder"], [["Workbench.Kernel " + KernelVersion.Text, System.Runtime.InteropServices.RuntimeInformation.FrameworkDescription, folder]]));
                break;
            case "lsmagic":
                Show(MimeBundle.Html, Table(["Directive", "What it does"], Known.Select(k => new[] { "#!" + k.Name, k.Help })));
                break;
            case "import":
                await Import(text.Trim('"'));
                break;
            case "share":
                await Share(Arguments.Parse(text));
                break;
            case "set":
                await Set(Arguments.Parse(text));
                break;
            default:
                throw new CellException($"The directive #!{name} is not known here; #!lsmagic lists those that are.");
        }
    }

    public void Dispose()
    {
        if (clock is not null)
        {
            Show(MimeBundle.Plain, string.Create(CultureInfo.InvariantCulture, $"Wall time: {clock.Elapsed.TotalMilliseconds:0.##} ms"));
        }
    }

    private void Show(string mimeType, string text) => context.Output.Display(MimeBundle.Of(mimeType, text), null);

    private async Task<IReadOnlyList<CellVariable>> Variables()
    {
        var csharp = (await engine.CSharp).Variables();
        return [.. csharp.Concat(engine.FSharp?.Variables() ?? []).OrderBy(v => v.Name, StringComparer.Ordinal)];
    }

    private async Task Import(string file)
    {
        var path = Path.GetFullPath(file, folder);
        if (!File.Exists(path))
        {
            throw new CellException($"#!import: there is no file {path}.");
        }

        foreach (var (code, cellLanguage) in NotebookDocument.CodeOf(path))
        {
            if (await engine.Nested(code, cellLanguage, context, cancellation, Path.GetFileName(path)) is { } error)
            {
                throw new CellException(error);
            }
        }
    }

    private async Task Share(Arguments arguments)
    {
        var from = Language.Of(arguments.Option("from")) ?? throw new CellException("#!share needs to know where from: #!share --from fsharp NAME.");
        var name = arguments.Word ?? throw new CellException("#!share needs a name: #!share --from fsharp NAME.");
        await Give(arguments.Option("as") ?? name, await Value(from, name));
    }

    private async Task Set(Arguments arguments)
    {
        var name = arguments.Option("name") ?? throw new CellException("#!set needs a name: #!set --name NAME --value @fsharp:OTHER.");
        var value = arguments.Option("value") ?? throw new CellException("#!set needs a value: #!set --name NAME --value @fsharp:OTHER.");
        if (value.StartsWith('@') && value.Split(':', 2) is { Length: 2 } source)
        {
            if (source[0] is "@input" or "@password")
            {
                await Give(name, await context.Output.ReadInput(source[1], source[0] == "@password", context.Cancellation));
                return;
            }

            var from = Language.Of(source[0][1..]) ?? throw new CellException($"#!set: there is no kernel {source[0][1..]}.");
            await Give(name, await Value(from, source[1]));
            return;
        }

        await Give(name, value);
    }

    private async Task<object?> Value(string from, string name)
    {
        var variables = from == Language.FSharp ? engine.FSharp?.Variables() ?? [] : (await engine.CSharp).Variables();
        var found = variables.FirstOrDefault(v => v.Name == name) ?? throw new CellException($"There is no variable {name} in {from}; #!who lists those that are.");
        return found.Value;
    }

    // To the language of this cell.
    private async Task Give(string name, object? value)
    {
        if (!Microsoft.CodeAnalysis.CSharp.SyntaxFacts.IsValidIdentifier(name))
        {
            throw new CellException($"\"{name}\" is not a name for a variable.");
        }

        SharedValues.Last = value;
        var type = value?.GetType() ?? typeof(object);
        var code = language == Language.FSharp
            ? $"let {name} = unbox<{CSharpNames.InFSharp(type)}> Workbench.Kernel.Engine.SharedValues.Last"
            : $"var {name} = ({CSharpNames.Of(type)})Workbench.Kernel.Engine.SharedValues.Last;";
        if (await engine.Nested(code, language, context, cancellation, "#!share") is { } error)
        {
            throw new CellException(error);
        }
    }

    private static string Hint(object? value)
    {
        try
        {
            return value is null ? "" : ValueFormatter.Text(value, 200).Split('\n')[0];
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return e.Message;
        }
    }

    private static string Table(string[] heads, IEnumerable<string[]> rows)
    {
        var html = new StringBuilder("<table><thead><tr>");
        html.AppendJoin("", heads.Select(h => $"<th>{WebUtility.HtmlEncode(h)}</th>")).Append("</tr></thead><tbody>");
        foreach (var row in rows)
        {
            html.Append("<tr>").AppendJoin("", row.Select(c => $"<td>{WebUtility.HtmlEncode(c)}</td>")).Append("</tr>");
        }

        return html.Append("</tbody></table>").ToString();
    }
}
