namespace Workbench.Kernel.Languages;

/// <summary>How deep the brackets of a text are nested: compilers call themselves for each, and an overflow of the stack ends the process.</summary>
internal static class Nesting
{
    /// <summary>The most brackets that may be open at once. Those in strings and comments count too: no text that people write comes near.</summary>
    public const int Most = 500;

    /// <summary>Whether no more are.</summary>
    public static bool IsBounded(string code)
    {
        var (depth, types) = (0, 0);
        foreach (var c in code)
        {
            // A list of type arguments is within one expression; beyond it "<" meant "smaller".
            types = c switch { '<' => types + 1, '>' or ';' or '(' or ')' or '{' or '}' => 0, _ => types };
            depth = c switch { '(' or '[' or '{' => depth + 1, ')' or ']' or '}' => Math.Max(0, depth - 1), _ => depth };
            if (depth > Most || types > Most)
            {
                return false;
            }
        }

        return true;
    }
}
