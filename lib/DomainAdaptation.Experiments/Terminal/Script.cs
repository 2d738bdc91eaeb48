namespace DomainAdaptation.Reporting;

/// <summary>A command-line script: its name, what <c>--help</c> says, and a uniform way to run it.</summary>
/// <example>
/// <code>
/// return new Script("quickstart", "Adapts from drawn digits to digits over textures.").Run(args, script =>
/// {
///     var runs = …;                      // with script.Options, script.Progress and script.Cancellation
///     script.Show(ResultsTable.From(runs));
/// });
/// </code>
/// </example>
/// <param name="Name">The script's name, which is also that of its folder under <c>runs/</c>.</param>
/// <param name="Summary">One or two sentences for <c>--help</c>.</param>
/// <param name="Defaults">What the standard options are when they are not given.</param>
/// <param name="Takes">Which of <see cref="StandardOptions"/> the script has; nothing means all of them.</param>
/// <param name="Extra">Options of its own.</param>
public sealed record Script(
    string Name = "script",
    string Summary = "",
    ScriptOptions? Defaults = null,
    IReadOnlyList<string>? Takes = null,
    IReadOnlyList<ExtraOption>? Extra = null)
{
    /// <summary>The options of <see cref="ScriptOptions"/> as they are written after the dashes.</summary>
    public static IReadOnlyList<string> StandardOptions { get; } = ["scale", "seed", "seeds", "out", "device", "data", "variant", "methods", "resume", "threads", "precision", "select", "tensorboard", "verbose"];

    /// <summary>A copy with some values changed.</summary>
    public Script With(
        string? name = null,
        string? summary = null,
        ScriptOptions? defaults = null,
        IReadOnlyList<string>? takes = null,
        IReadOnlyList<ExtraOption>? extra = null) =>
        new(name ?? Name, summary ?? Summary, defaults ?? Defaults, takes ?? Takes, extra ?? Extra);

    /// <summary>
    /// Reads the command line and runs <paramref name="body"/>. What goes wrong is told in one sentence on standard error,
    /// and Ctrl+C cancels cleanly.
    /// </summary>
    /// <param name="args">The arguments after the script's name.</param>
    /// <param name="body">The script itself.</param>
    /// <returns>The exit code: 0 done, 1 failed, 2 the command line makes no sense (an option or a value that is none), 130 cancelled.</returns>
    public int Run(IEnumerable<string> args, Action<ScriptSession> body)
    {
        ArgumentNullException.ThrowIfNull(args);
        ArgumentNullException.ThrowIfNull(body);
        return ScriptHost.Run(this, [.. args], body, Console.Out, Console.Error);
    }

    /// <summary>The options that these arguments stand for, without running anything.</summary>
    /// <exception cref="ArgumentException">They cannot be understood; the message says why.</exception>
    public ScriptOptions Parse(IEnumerable<string> args)
    {
        ArgumentNullException.ThrowIfNull(args);
        try
        {
            return new CommandLineReader(this).Read([.. args]).Options;
        }
        catch (UsageException e)
        {
            throw new ArgumentException(e.Message, nameof(args), e);
        }
    }
}
