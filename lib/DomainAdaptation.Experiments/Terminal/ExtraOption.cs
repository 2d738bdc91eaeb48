namespace DomainAdaptation.Reporting;

/// <summary>An option that one script has beside those of <see cref="ScriptOptions"/>.</summary>
/// <param name="Name">Without dashes: <c>from</c> for <c>--from FOLDER</c>.</param>
/// <param name="Help">One line for <c>--help</c>.</param>
/// <param name="Default">Its value when it is not given.</param>
/// <param name="ValueName">How the help calls the value.</param>
/// <param name="OneOf">The values that are allowed; nothing allows all.</param>
/// <param name="Kind">What else is asked of a value that is given.</param>
/// <param name="Required">Whether the script cannot do without it.</param>
public sealed record ExtraOption(
    string Name,
    string Help,
    string Default = "",
    string ValueName = "VALUE",
    IReadOnlyList<string>? OneOf = null,
    OptionKind Kind = OptionKind.Text,
    bool Required = false)
{
    /// <summary>Between the values of an option that was given several times; no path holds it.</summary>
    internal const char Separator = '\0';

    /// <summary>One line, as in the help.</summary>
    public override string ToString() => $"--{Name} {(OneOf is null ? ValueName : string.Join('|', OneOf))}: {Help}";
}
