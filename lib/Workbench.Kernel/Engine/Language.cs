namespace Workbench.Kernel.Engine;

/// <summary>The names of the languages that cells are written in.</summary>
internal static class Language
{
    public const string CSharp = "csharp", FSharp = "fsharp", Html = "html", Markdown = "markdown", Javascript = "javascript";

    /// <summary>The language that a directive, a kernelspec or a notebook means; null when it is none of these.</summary>
    public static string? Of(string? name)
    {
        return name?.ToUpperInvariant() switch
        {
            "CSHARP" or "C#" or "CS" or ".NET-CSHARP" or "WORKBENCH-CSHARP" => CSharp,
            "FSHARP" or "F#" or "FS" or ".NET-FSHARP" or "WORKBENCH-FSHARP" => FSharp,
            "HTML" => Html,
            "MARKDOWN" => Markdown,
            "JAVASCRIPT" or "JS" => Javascript,
            _ => null,
        };
    }
}
