using System.CommandLine;
using System.CommandLine.Help;
using System.Globalization;
using Spectre.Console.Rendering;

namespace DomainAdaptation.Reporting;

/// <summary>
/// Runs a command of System.CommandLine, for scripts with arguments of their own, in the way of <c>Script</c>: one sentence for
/// what goes wrong, and the same exit codes.
/// </summary>
public static class ScriptCommand
{
    /// <summary>Reads the command line and runs the action of the command that it names; Ctrl+C cancels it.</summary>
    /// <param name="command">The command; its actions throw what goes wrong.</param>
    /// <param name="args">The arguments after the script's name.</param>
    /// <returns>The exit code: 0 done, 1 failed, 2 the command line makes no sense, 130 cancelled.</returns>
    public static async Task<int> RunAsync(RootCommand command, IEnumerable<string> args)
    {
        ArgumentNullException.ThrowIfNull(command);
        ArgumentNullException.ThrowIfNull(args);
        var line = command.Parse([.. args]);
        if (line.Action is not HelpAction && line.Errors.Count > 0)
        {
            Console.Error.WriteLine($"{string.Join("; ", line.Errors.Select(e => e.Message.ReplaceLineEndings(" ").TrimEnd('.')))}. See --help.");
            return ExitCode.Misused;
        }

        try
        {
            return await line.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
        }
        catch (Exception e) when (ExitCode.Of(e) is var code && (code != ExitCode.Failed || Failure.Explain(e, "") is not null))
        {
            Console.Error.WriteLine(code == ExitCode.Cancelled ? "Stopped; run it again to go on." : Failure.Explain(e, ""));
            return code;
        }
    }

    /// <summary>Requires, of an option that is given, a file or folder that is there.</summary>
    public static Option<string?> Existing(this Option<string?> option) => option.Checked((name, path) => Folders.Existing(name, path));

    /// <summary>Requires, of an option that is given, a folder that is there or can be made in one that is.</summary>
    public static Option<string?> NewFolder(this Option<string?> option) => option.Checked((name, path) => Folders.New(name, path));

    /// <summary>Requires, of an option that is given, a whole number of 1 or more.</summary>
    /// <remarks>Not called Count: where System.CommandLine is not referred to, an extension of that name would hide LINQ's.</remarks>
    public static Option<int> AtLeastOne(this Option<int> option)
    {
        ArgumentNullException.ThrowIfNull(option);
        option.CustomParser = result =>
        {
            var text = result.Tokens.Count > 0 ? result.Tokens[0].Value : "";
            if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count > 0)
            {
                return count;
            }

            result.AddError($"{option.Name} {text}: write a whole number, 1 or more");
            return 0;
        };
        return option;
    }

    /// <summary>Requires a file or folder that is there.</summary>
    public static Argument<string> ThatExists(this Argument<string> argument)
    {
        ArgumentNullException.ThrowIfNull(argument);
        argument.Validators.Add(result =>
        {
            try
            {
                Folders.Existing(argument.Name, result.Tokens[0].Value);
            }
            catch (UsageException e)
            {
                result.AddError(e.Message);
            }
        });
        return argument;
    }

    /// <summary>Requires one of these words.</summary>
    public static Option<string> OneOf(this Option<string> option, params IReadOnlyList<string> words)
    {
        ArgumentNullException.ThrowIfNull(option);
        option.HelpName = string.Join('|', words);
        option.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var word }, ..] && !words.Contains(word, StringComparer.Ordinal))
            {
                result.AddError($"{option.Name} {word}: write {Choices(words)}");
            }
        });
        return option;
    }

    /// <summary>Prints tables, or anything else that Spectre.Console can draw.</summary>
    public static void Show(params IReadOnlyList<IRenderable> drawings)
    {
        ArgumentNullException.ThrowIfNull(drawings);
        var console = TerminalConsole.Create(Console.Out);
        foreach (var drawing in drawings)
        {
            console.Write(drawing);
        }
    }

    /// <summary>Words to choose from, in a sentence.</summary>
    internal static string Choices(IReadOnlyList<string> words) => $"{string.Join(", ", words.SkipLast(1))} or {words[^1]}";

    private static Option<string?> Checked(this Option<string?> option, Func<string, string, string> check)
    {
        option.Validators.Add(result =>
        {
            try
            {
                if (result.Tokens.Count > 0)
                {
                    check(option.Name, result.Tokens[0].Value);
                }
            }
            catch (UsageException e)
            {
                result.AddError(e.Message);
            }
        });
        return option;
    }
}
