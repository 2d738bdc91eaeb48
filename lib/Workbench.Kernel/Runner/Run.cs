using System.Globalization;
using System.Text.Json.Nodes;
using Workbench.Kernel.Engine;

namespace Workbench.Kernel.Runner;

/// <summary>One run of a notebook: its engine, its count of cells, and what was displayed so far.</summary>
internal sealed class Run(CellEngine engine, NotebookDocument notebook, TimeSpan limit)
{
    private readonly Dictionary<string, List<JsonObject>> displays = new(StringComparer.Ordinal);

    public CellEngine Engine { get; } = engine;

    /// <summary>The number of the last cell that ran, from 1.</summary>
    public int Number { get; private set; }

    /// <summary>Runs one cell and keeps its outputs in it.</summary>
    public async Task<CellError?> Execute(JsonObject cell)
    {
        Number++;
        // The limit is for the cell, not for the start.
        await Engine.Ready;
        cell["execution_count"] = Number;
        var output = new NotebookOutput(cell, Number, displays);
        var path = "Cell " + Number.ToString(CultureInfo.InvariantCulture);
        var execution = Engine.Execute(NotebookDocument.Source(cell), notebook.LanguageOf(cell), output, path);
        var late = false;
        while (await Task.WhenAny(execution, Task.Delay(limit)) != execution)
        {
            late = true;
            Engine.Interrupt();
        }

        output.Flush();
        var error = await execution;
        return late && error is not null ? CellError.Plain("Timeout", string.Create(CultureInfo.InvariantCulture, $"The cell took longer than {limit.TotalSeconds} s and was stopped.")) : error;
    }
}
