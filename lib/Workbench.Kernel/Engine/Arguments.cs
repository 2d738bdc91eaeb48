using System.Text.RegularExpressions;

namespace Workbench.Kernel.Engine;

/// <summary>The rest of a directive's line: "--name value" pairs, and a word that belongs to none.</summary>
internal sealed partial class Arguments
{
    private readonly Dictionary<string, string> options = new(StringComparer.Ordinal);

    /// <summary>The first word that is not an option's value.</summary>
    public string? Word { get; private set; }

    public static Arguments Parse(string text)
    {
        var result = new Arguments();
        string? name = null;
        foreach (Match match in Token().Matches(text))
        {
            var token = match.Value;
            if (token.StartsWith("--", StringComparison.Ordinal))
            {
                name = token[2..];
                continue;
            }

            token = token.Trim('"');
            if (name is not null)
            {
                result.options[name] = token;
                name = null;
            }
            else
            {
                result.Word ??= token;
            }
        }

        return result;
    }

    public string? Option(string name) => options.GetValueOrDefault(name);

    [GeneratedRegex(@"(?:[^\s""]*""[^""]*""|\S+)", RegexOptions.None, 1000)]
    private static partial Regex Token();
}
