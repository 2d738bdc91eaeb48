using System.CommandLine;
using System.Globalization;
using Workbench.Kernel.Engine;
using Workbench.Kernel.Install;
using Workbench.Kernel.Runner;

namespace Workbench.Kernel;

/// <summary>The program's commands.</summary>
internal static class CommandLine
{
    public static async Task<int> Run(string[] args)
    {
        var root = new RootCommand("A Jupyter kernel for C# and F#, and a runner that executes notebooks without Jupyter.") { Install(), Uninstall(), RunNotebook(), Start() };
        try
        {
            var command = root.Parse(args);
            if (command.Errors.Count > 0)
            {
                throw new CellException(command.Errors[0].Message);
            }

            return await command.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
        }
        catch (CellException e)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return 2;
        }
    }

    private static (Option<string?> Prefix, Option<string?> Path) Places() => (
        new Option<string?>("--prefix") { Description = "Use PREFIX/share/jupyter, such as that of a virtual environment.", HelpName = "PREFIX" },
        new Option<string?>("--path") { Description = "Use this Jupyter data folder. [the user's own]", HelpName = "FOLDER" });

    private static KernelSpecs Specs(string? prefix, string? path)
    {
        if (prefix is not null && path is not null)
        {
            throw new CellException("--prefix and --path both say where: give one of them.");
        }

        var folder = path ?? (prefix is null ? JupyterFolders.User() : Path.Combine(prefix, "share", "jupyter"));
        return new KernelSpecs(Path.GetFullPath(folder), JupyterFolders.All());
    }

    private static Command Install()
    {
        var (prefix, path) = Places();
        var command = new Command("install", "Tells Jupyter about the kernels workbench-csharp and workbench-fsharp; .net-csharp and .net-fsharp too where no kernel has those names.") { prefix, path };
        command.SetAction(result => Tell(Specs(result.GetValue(prefix), result.GetValue(path)).Install(Self())));
        return command;
    }

    private static Command Uninstall()
    {
        var (prefix, path) = Places();
        var command = new Command("uninstall", "Removes what install wrote, and nothing else.") { prefix, path };
        command.SetAction(result => Tell(Specs(result.GetValue(prefix), result.GetValue(path)).Uninstall()));
        return command;
    }

    private static Command Start()
    {
        var file = new Argument<string>("CONNECTION_FILE") { Description = "The file that the client wrote." };
        var language = new Option<string>("--language") { Description = "The language of cells that do not say: csharp or fsharp.", DefaultValueFactory = _ => Language.CSharp };
        var command = new Command("start", "Serves a Jupyter client; clients call this.") { file, language };
        command.SetAction(result => StartCommand.Run(result.GetValue(file)!, result.GetValue(language)!));
        return command;
    }

    private static void Tell(IEnumerable<string> lines)
    {
        foreach (var line in lines)
        {
            Console.WriteLine(line);
        }
    }

    // An installed tool is started by a program of its own, whose path lasts; a build output by dotnet.
    private static string[] Self() => Environment.ProcessPath is { } program && Path.GetFileNameWithoutExtension(program) != "dotnet"
        ? [program]
        : [Environment.ProcessPath ?? "dotnet", typeof(CommandLine).Assembly.Location];

    private static Command RunNotebook()
    {
        var notebook = new Argument<string>("NOTEBOOK") { Description = "The .ipynb file; its folder becomes the working folder." };
        var target = new Option<string>("--out") { Description = "Where the executed notebook goes; without it none is written.", HelpName = "FILE" };
        var parameters = new Option<string[]>("--parameter") { Description = "A value for a name that the cell tagged \"parameters\" sets; may be given again.", HelpName = "NAME=VALUE", DefaultValueFactory = _ => [] };
        var limit = new Option<string?>("--timeout") { Description = "The longest a cell may take, in seconds. [no limit]", HelpName = "SECONDS" };
        var command = new Command("run", "Runs a notebook from its first cell to its last; stops at the first that fails, with exit code 1.") { notebook, target, parameters, limit };
        command.SetAction((result, _) =>
        {
            var pairs = result.GetValue(parameters)!.Select(p => p.Split('=', 2) is { Length: 2 } pair && pair[0].Length > 0
                ? KeyValuePair.Create(pair[0].Trim(), pair[1])
                : throw new CellException($"--parameter {p}: write --parameter NAME=VALUE.")).ToList();
            return new NotebookRunner(Console.Out, Console.Error).Run(result.GetValue(notebook)!, result.GetValue(target), pairs, Seconds(result.GetValue(limit)));
        });
        return command;
    }

    private static TimeSpan? Seconds(string? text)
    {
        const double MostSeconds = 1_000_000;
        return text is null ? null
            : double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) && seconds is > 0 and <= MostSeconds ? TimeSpan.FromSeconds(seconds)
            : throw new CellException($"--timeout {text}: write a number of seconds greater than 0 and up to a million, such as 0.5.");
    }
}
