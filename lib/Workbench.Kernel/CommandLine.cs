using System.CommandLine;
using Workbench.Kernel.Engine;
using Workbench.Kernel.Runner;

namespace Workbench.Kernel;

/// <summary>The program's commands.</summary>
internal static class CommandLine
{
    public static async Task<int> Run(string[] args)
    {
        var root = new RootCommand("A Jupyter kernel for C# and F#, and a runner that executes notebooks without Jupyter.") { RunNotebook() };
        try
        {
            return await root.Parse(args).InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
        }
        catch (CellException e)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return 2;
        }
    }

    private static Command RunNotebook()
    {
        var notebook = new Argument<string>("NOTEBOOK") { Description = "The .ipynb file; its folder becomes the working folder." };
        var target = new Option<string>("--out") { Description = "Where the executed notebook goes; without it none is written.", HelpName = "FILE" };
        var parameters = new Option<string[]>("--parameter") { Description = "A value for a name that the cell tagged \"parameters\" sets; may be given again.", HelpName = "NAME=VALUE", DefaultValueFactory = _ => [] };
        var limit = new Option<double?>("--timeout") { Description = "The longest a cell may take, in seconds. [no limit]", HelpName = "SECONDS" };
        var command = new Command("run", "Runs a notebook from its first cell to its last; stops at the first that fails, with exit code 1.") { notebook, target, parameters, limit };
        command.SetAction((result, _) =>
        {
            var pairs = result.GetValue(parameters)!.Select(p => p.Split('=', 2) is { Length: 2 } pair && pair[0].Length > 0
                ? KeyValuePair.Create(pair[0].Trim(), pair[1])
                : throw new CellException($"--parameter {p}: write --parameter NAME=VALUE.")).ToList();
            var seconds = result.GetValue(limit);
            if (seconds is <= 0)
            {
                throw new CellException("--timeout is a number of seconds greater than 0.");
            }

            return new NotebookRunner(Console.Out, Console.Error).Run(result.GetValue(notebook)!, result.GetValue(target), pairs, seconds is { } s ? TimeSpan.FromSeconds(s) : null);
        });
        return command;
    }
}
