using System.Text.Json.Nodes;
using Workbench.Kernel.Engine;
using Workbench.Kernel.Languages;

namespace Workbench.Kernel.Runner;

/// <summary>Puts values from outside into a notebook, by papermill's convention: a cell tagged "injected-parameters" after the one tagged "parameters".</summary>
internal sealed class ParameterCell(NotebookDocument notebook, IReadOnlyList<KeyValuePair<string, string>> parameters)
{
    private const string Tag = "parameters", Injected = "injected-parameters";

    /// <summary>Whether there is nothing left to inject.</summary>
    public bool Done { get; private set; } = parameters.Count == 0;

    /// <summary>Removes an earlier injection, and where the notebook has no cell for parameters, injects them on top.</summary>
    public async Task InjectBefore(CellEngine engine)
    {
        if (Done)
        {
            return;
        }

        foreach (var old in notebook.Cells.Where(c => NotebookDocument.HasTag(c, Injected)).ToList())
        {
            notebook.Cells.Remove(old);
        }

        if (!notebook.Cells.Any(c => NotebookDocument.IsCode(c) && NotebookDocument.HasTag(c, Tag)))
        {
            await Inject(0, notebook.Language, engine, declared: false);
        }
    }

    /// <summary>Injects the values after the cell for parameters, which has just run: its variables say which types are wanted.</summary>
    public async Task InjectAfter(JsonObject cell, CellEngine engine)
    {
        if (!Done && NotebookDocument.HasTag(cell, Tag))
        {
            await Inject(notebook.Cells.IndexOf(cell) + 1, notebook.LanguageOf(cell), engine, declared: true);
        }
    }

    private async Task Inject(int index, string language, CellEngine engine, bool declared)
    {
        var fsharp = language == Language.FSharp;
        IReadOnlyList<CellVariable> variables = !declared ? [] : fsharp ? engine.FSharp?.Variables() ?? [] : (await engine.CSharp).Variables();
        var lines = new List<string> { "// Parameters" };
        foreach (var (name, value) in parameters)
        {
            var variable = variables.FirstOrDefault(v => v.Name == name);
            if (declared && variable is null)
            {
                throw new CellException($"The notebook has no parameter {name}: its cell tagged \"parameters\" sets {string.Join(", ", variables.Select(v => v.Name))}.");
            }

            var literal = ParameterLiteral.Of(name, value, variable?.Type, fsharp);
            lines.Add(fsharp ? $"let {name} = {literal}" : variable is null ? $"var {name} = {literal};" : $"{name} = {literal};");
        }

        notebook.Cells.Insert(index, new JsonObject
        {
            ["cell_type"] = "code",
            ["execution_count"] = null,
            ["id"] = Injected,
            ["metadata"] = new JsonObject { ["tags"] = new JsonArray(Injected) },
            ["outputs"] = new JsonArray(),
            ["source"] = NotebookDocument.Lines(string.Join('\n', lines)),
        });
        Done = true;
    }
}
