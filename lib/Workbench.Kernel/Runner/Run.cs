using System.Globalization;
using System.Text.Json.Nodes;
using Workbench.Kernel.Engine;

namespace Workbench.Kernel.Runner;

/// <summary>One run of a notebook: its engine, its count of cells, and what was displayed so far.</summary>
internal sealed class Run(CellEngine engine, NotebookDocument notebook, TimeSpan limit)
{
    private static readonly CellError Ended = CellError.Plain("ProcessEnded", "The process ended while this cell ran.");
    private readonly Dictionary<string, List<JsonObject>> displays = new(StringComparer.Ordinal);
    private NotebookOutput? output;

    public CellEngine Engine { get; } = engine;

    /// <summary>The number of the last cell that ran, from 1.</summary>
    public int Number { get; private set; }

    /// <summary>Makes a cell the running one. As long as it runs, it says that the process ended: so it stays when the process does.</summary>
    public void Begin(JsonObject cell)
    {
        Number++;
        cell["execution_count"] = Number;
        new NotebookOutput(cell, Number, displays).Error(Ended);
    }

    /// <summary>The process ends: puts that behind what the running cell has put out so far.</summary>
    /// <returns>What to tell the user.</returns>
    public string Abort()
    {
        output?.Flush();
        output?.Error(Ended);
        return string.Create(CultureInfo.InvariantCulture, $"Cell {Number} failed: {Ended.Message}");
    }

    /// <summary>Runs the cell that was begun, and keeps its outputs in it.</summary>
    public async Task<CellError?> Execute(JsonObject cell)
    {
        // The limit is for the cell, not for the start.
        await Engine.Ready;
        cell["outputs"] = new JsonArray();
        output = new NotebookOutput(cell, Number, displays);
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
