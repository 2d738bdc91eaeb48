using System.Text.Json.Nodes;
using Workbench.Kernel.Engine;

namespace Workbench.Kernel.Languages;

/// <summary>What editors are told about a language.</summary>
internal static class LanguageInfo
{
    public static JsonObject Of(string language) => language == Language.FSharp
        ? new JsonObject { ["file_extension"] = ".fs", ["mimetype"] = "text/x-fsharp", ["name"] = "F#", ["pygments_lexer"] = "fsharp", ["version"] = "10.0" }
        : new JsonObject { ["file_extension"] = ".cs", ["mimetype"] = "text/x-csharp", ["name"] = "C#", ["pygments_lexer"] = "csharp", ["version"] = "14.0" };
}
