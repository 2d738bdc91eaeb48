using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Workbench.Kernel.Engine;

namespace Workbench.Kernel.Runner;

/// <summary>Runs a notebook from its first cell to its last, without Jupyter.</summary>
internal sealed class NotebookRunner(TextWriter log, TextWriter errors)
{
    /// <summary>Runs the notebook in its own folder.</summary>
    /// <param name="file">The notebook.</param>
    /// <param name="target">Where the executed notebook goes; null to write none. It is written after a failure too.</param>
    /// <param name="parameters">Values for names that the cell tagged "parameters" sets.</param>
    /// <param name="limit">The longest a cell may take; null for no limit.</param>
    /// <returns>The process's exit code: 0, or 1 when a cell failed or ended the process.</returns>
    /// <exception cref="CellException">The notebook cannot be read or written, or a parameter does not fit.</exception>
    public async Task<int> Run(string file, string? target, IReadOnlyList<KeyValuePair<string, string>> parameters, TimeSpan? limit = null)
    {
        file = Path.GetFullPath(file);
        target = target is null ? null : Path.GetFullPath(target);
        var notebook = NotebookDocument.Read(file);
        notebook.Prepare();
        var folder = Path.GetDirectoryName(file)!;
        Directory.SetCurrentDirectory(folder);
        using var engine = new CellEngine(folder, notebook.Language);
        var run = new Run(engine, notebook, limit ?? Timeout.InfiniteTimeSpan);
        var injection = new ParameterCell(notebook, parameters);
        AppDomain.CurrentDomain.ProcessExit += OnExit;
        try
        {
            var failure = await RunCells(notebook, run, injection, target);
            if (failure is null)
            {
                notebook.Stamp();
            }

            Write(notebook, target);
            return failure is null ? 0 : 1;
        }
        finally
        {
            AppDomain.CurrentDomain.ProcessExit -= OnExit;
        }

        // A cell called Environment.Exit, or the process was told to end.
        void OnExit(object? sender, EventArgs e)
        {
            errors.WriteLine(run.Abort());
            Environment.ExitCode = 1;
            try
            {
                Write(notebook, target);
            }
            catch (CellException refused)
            {
                errors.WriteLine(refused.Message);
            }
        }
    }

    private async Task<CellError?> RunCells(NotebookDocument notebook, Run run, ParameterCell injection, string? target)
    {
        await injection.InjectBefore(run.Engine);
        var count = notebook.Cells.Count(NotebookDocument.IsCode);
        for (var i = 0; i < notebook.Cells.Count; i++)
        {
            var cell = notebook.Cells[i]!.AsObject();
            if (!NotebookDocument.IsCode(cell))
            {
                continue;
            }

            run.Begin(cell);
            await log.WriteAsync(string.Create(CultureInfo.InvariantCulture, $"cell {run.Number}/{Math.Max(count, run.Number)}  "));
            if (injection.Done)
            {
                // For a cell that ends the process in a way that nothing can catch. Not before the parameters are known to fit.
                Write(notebook, target);
            }

            var clock = Stopwatch.StartNew();
            var error = await run.Execute(cell);
            await log.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{clock.Elapsed.TotalSeconds:0.00} s"));
            if (error is not null && !NotebookDocument.HasTag(cell, "raises-exception"))
            {
                await errors.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"Cell {run.Number} failed: {error.Name}: {error.Message}"));
                foreach (var line in error.Traceback)
                {
                    await errors.WriteLineAsync(line);
                }

                return error;
            }

            await injection.InjectAfter(cell, run.Engine);
        }

        return null;
    }

    private static void Write(NotebookDocument notebook, string? target)
    {
        if (target is null)
        {
            return;
        }

        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            lock (NotebookOutput.Gate)
            {
                notebook.Write(target);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CellException($"The executed notebook cannot be written to {target}: {e.Message}");
        }
    }
}
