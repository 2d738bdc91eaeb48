using System.CommandLine;
using System.CommandLine.Help;
using System.Globalization;

namespace DomainAdaptation.Reporting;

/// <summary>Turns arguments into <see cref="ScriptOptions"/> and the values of a script's extra options.</summary>
internal sealed class CommandLineReader
{
    private readonly Script script;
    private readonly RootCommand command;
    private readonly ScriptOptions defaults;

    public CommandLineReader(Script script)
    {
        this.script = script;
        defaults = script.Defaults ?? new ScriptOptions();
        command = new RootCommand(script.Summary);
        foreach (var version in command.Options.OfType<VersionOption>().ToList())
        {
            command.Options.Remove(version);
        }

        var scale = Lower(defaults.Scale);
        var taken = script.Takes ?? Script.StandardOptions;
        foreach (var (name, value, help) in new[]
        {
            ("scale", "smoke|quick|paper", $"How much to run: seconds, minutes, or the full protocol. [{scale}]"),
            ("seed", "N", "One seed. [1]"),
            ("seeds", "LIST", "Several: 1..5, or 1,3,7."),
            ("out", "FOLDER", $"Where records, tables and pages go. [{DefaultOut}]"),
            ("device", "auto|cpu|cuda", "What computes; auto takes a GPU when there is one. [auto]"),
            ("data", "FOLDER", "Where data sets are kept. [WORKBENCH_DATA, else a folder of your own]"),
            ("variant", "NAME", "Which recipe." + (defaults.Variant is { } v ? $" [{v}]" : "")),
            ("methods", "LIST", $"Which methods, such as {DomainAdaptation.Methods.SourceOnly},{DomainAdaptation.Methods.Dann}. [{(defaults.Methods.Count > 0 ? string.Join(',', defaults.Methods) : "all that the script has")}]"),
            ("select", "NAME", $"Which epoch's weights count: last-epoch, {string.Join(", ", Scorers.Names)}; or oracle, which sees target labels. [last-epoch]"),
            ("threads", "N", "Threads to compute with. [as many as there are cores]"),
            ("precision", "f32|bf16", "What training computes in: 32-bit floats, or 16-bit brain floats where the processor has them. [the recipe's choice]"),
        })
        {
            if (taken.Contains(name, StringComparer.Ordinal))
            {
                command.Options.Add(new Option<string>("--" + name) { Description = help, HelpName = value });
            }
        }

        foreach (var (name, help) in new[]
        {
            ("resume", "Go on where an earlier run with the same options stopped."),
            ("tensorboard", "Write the metrics of each epoch for TensorBoard: the folder tensorboard in the output folder."),
            ("verbose", "Say what computes, and which parts of the fast path are off on this processor, and why."),
        })
        {
            if (taken.Contains(name, StringComparer.Ordinal))
            {
                command.Options.Add(new Option<bool>("--" + name) { Description = help });
            }
        }

        foreach (var extra in script.Extra ?? [])
        {
            if (extra.Kind == OptionKind.Switch)
            {
                command.Options.Add(new Option<bool>("--" + extra.Name) { Description = extra.Help });
                continue;
            }

            var value = extra.OneOf is { } oneOf ? string.Join('|', oneOf) : extra.ValueName;
            if (extra.Kind == OptionKind.SeveralExisting)
            {
                command.Options.Add(new Option<string[]>("--" + extra.Name) { Description = extra.Help, HelpName = value });
                continue;
            }

            command.Options.Add(new Option<string>("--" + extra.Name) { Description = extra.Help + (extra.Default.Length > 0 ? $" [{extra.Default}]" : ""), HelpName = value });
        }
    }

    private string DefaultOut => defaults.Out.Length > 0 ? defaults.Out : "runs/" + script.Name;

    /// <summary>Whether help was asked for, in which case it was written.</summary>
    public bool WroteHelp(IReadOnlyList<string> args, TextWriter output)
    {
        var result = command.Parse(args);
        if (result.Action is not HelpAction)
        {
            return false;
        }

        result.Invoke(new InvocationConfiguration { Output = output });
        return true;
    }

    /// <summary>Reads the arguments.</summary>
    /// <exception cref="UsageException">They cannot be understood.</exception>
    public ParsedCommandLine Read(IReadOnlyList<string> args)
    {
        var result = command.Parse(args);
        if (result.UnmatchedTokens.Count > 0)
        {
            var known = string.Join(", ", command.Options.Where(o => o is not HelpOption).Select(o => o.Name));
            throw new UsageException($"'{result.UnmatchedTokens[0]}' is no option of {script.Name}. It takes {known} and --help.");
        }

        if (result.Errors.Count > 0)
        {
            throw new UsageException(result.Errors[0].Message.TrimEnd('.') + ". See --help.");
        }

        string? Given(string name) =>
            command.Options.OfType<Option<string>>().FirstOrDefault(o => o.Name == "--" + name) is { } option ? result.GetValue(option)
            : command.Options.OfType<Option<string[]>>().FirstOrDefault(o => o.Name == "--" + name) is { } several && result.GetValue(several) is { Length: > 0 } values ? string.Join(ExtraOption.Separator, values)
            : null;
        bool? Switched(string name) => command.Options.OfType<Option<bool>>().FirstOrDefault(o => o.Name == "--" + name) is { } option && result.GetValue(option) ? true : null;
        if (Given("seed") is not null && Given("seeds") is not null)
        {
            throw new UsageException("--seed and --seeds are both given. Write one of them.");
        }

        if (!(script.Takes ?? Script.StandardOptions).Contains("seeds", StringComparer.Ordinal) && Given("seed") is { } one && SeedList.Parse("--seed", one).Count > 1)
        {
            throw new UsageException($"--seed {one}: write one whole number.");
        }

        var options = defaults.With(
            scale: Given("scale") is { } scale ? ParseScale(scale) : null,
            seeds: Given("seeds") is { } seeds ? SeedList.Parse("--seeds", seeds) : Given("seed") is { } seed ? SeedList.Parse("--seed", seed) : null,
            @out: Given("out") is { } folder ? Folders.New("--out", folder, DefaultOut) : DefaultOut,
            device: Given("device") is { } device ? ParseDevice(device) : null,
            dataFolder: Given("data") is { } data ? Folders.Existing("--data", data, isFolder: true) : null,
            variant: Given("variant"),
            methods: Given("methods") is { } methods ? ParseMethods(methods) : null,
            resume: Switched("resume"),
            threads: Given("threads") is { } threads ? ParseThreads(threads) : null,
            selection: Given("select") is { } selection ? ParseSelection(selection) : null,
            precision: Given("precision") is { } precision ? ParsePrecision(precision) : null,
            verbose: Switched("verbose"),
            tensorBoard: Switched("tensorboard"));
        return new(options, (script.Extra ?? []).ToDictionary(e => e.Name, e => e.Kind == OptionKind.Switch ? (Switched(e.Name) == true ? "yes" : "") : ParseExtra(e, Given(e.Name)), StringComparer.Ordinal));
    }

    private static Scale ParseScale(string text)
    {
        foreach (var scale in Enum.GetValues<Scale>())
        {
            if (text.Equals(Lower(scale), StringComparison.OrdinalIgnoreCase))
            {
                return scale;
            }
        }

        throw new UsageException($"--scale {text}: there is no such scale. Write smoke, quick or paper.");
    }

    private static string Lower(Scale scale) => scale.ToString().ToLowerInvariant();

    private static string ParseDevice(string text) =>
        text is "auto" or "cpu" or "cuda" || (text.StartsWith("cuda:", StringComparison.Ordinal) && int.TryParse(text.AsSpan(5), NumberStyles.None, CultureInfo.InvariantCulture, out _))
            ? text
            : throw new UsageException($"--device {text}: there is no such device. Write auto, cpu, cuda or cuda:1.");

    private static IReadOnlyList<string> ParseMethods(string text)
    {
        var methods = text.Split(',');
        foreach (var method in methods)
        {
            if (!DomainAdaptation.Methods.All.Contains(method, StringComparer.Ordinal))
            {
                throw new UsageException($"--methods {text}: '{method}' is no method. Choose from {string.Join(", ", DomainAdaptation.Methods.All)}.");
            }
        }

        return [.. methods.Distinct(StringComparer.Ordinal)];
    }

    private static int ParseThreads(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var threads) && threads is >= 1 and <= 1024
            ? threads
            : throw new UsageException($"--threads {text}: write a whole number from 1 to 1024.");

    private static Selection ParseSelection(string text)
    {
        try
        {
            return Selection.Named(text);
        }
        catch (UnknownChoiceException e)
        {
            throw new UsageException($"--select {text}: {e.Message}");
        }
    }

    private static Precision ParsePrecision(string text) => text switch
    {
        "f32" => Precision.Float32,
        "bf16" => Precision.BFloat16,
        _ => throw new UsageException($"--precision {text}: write f32 or bf16."),
    };

    private static string ParseExtra(ExtraOption extra, string? given)
    {
        var option = "--" + extra.Name;
        if (given is null)
        {
            return extra.Required ? throw new UsageException($"{option} {extra.ValueName} is missing: {extra.Help} See --help.") : extra.Default;
        }

        return extra.OneOf is { } oneOf && !oneOf.Contains(given, StringComparer.Ordinal)
            ? throw new UsageException($"{option} {given}: write {ScriptCommand.Choices(oneOf)}.")
            : extra.Kind switch
            {
                OptionKind.Existing => Folders.Existing(option, given),
                OptionKind.SeveralExisting => string.Join(ExtraOption.Separator, given.Split(ExtraOption.Separator).Select(path => Folders.Existing(option, path))),
                OptionKind.NewFolder => Folders.New(option, given),
                OptionKind.Count when !int.TryParse(given, NumberStyles.None, CultureInfo.InvariantCulture, out var n) || n < 1 =>
                    throw new UsageException($"{option} {given}: write a whole number, 1 or more."),
                _ => given,
            };
    }
}
