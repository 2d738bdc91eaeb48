using System.Globalization;
using Microsoft.CodeAnalysis;
using Workbench.Kernel.Engine;

namespace Workbench.Kernel.Languages;

/// <summary>The compiler's complaints, each with its line in the cell.</summary>
internal static class CSharpErrors
{
    private const int Most = 20;

    public static CellError Of(IEnumerable<Diagnostic> diagnostics, string path)
    {
        var errors = diagnostics.OrderBy(d => d.Location.GetLineSpan().StartLinePosition).ToArray();
        var lines = new List<string>();
        foreach (var error in errors.Take(Most))
        {
            lines.Add(Line(error, path));
            if (error.Location.SourceTree is { } tree)
            {
                var position = error.Location.GetLineSpan().StartLinePosition;
                var text = tree.GetText().Lines[position.Line].ToString();
                lines.Add("    " + text);
                lines.Add("    " + string.Concat(text.Take(position.Character).Select(c => c == '\t' ? '\t' : ' ')) + "^");
            }
        }

        if (errors.Length > Most)
        {
            lines.Add(string.Create(CultureInfo.InvariantCulture, $"and {errors.Length - Most} more errors"));
        }

        return new CellError("CompilationError", errors.Length > 0 ? Line(errors[0], path) : "The cell does not compile.", lines);
    }

    private static string Line(Diagnostic error, string path)
    {
        var message = error.Id + ": " + error.GetMessage(CultureInfo.InvariantCulture);
        if (!error.Location.IsInSource)
        {
            return message;
        }

        var span = error.Location.GetLineSpan();
        var file = span.Path == path ? "" : Path.GetFileName(span.Path) + " ";
        return string.Create(CultureInfo.InvariantCulture, $"{file}({span.StartLinePosition.Line + 1},{span.StartLinePosition.Character + 1}): {message}");
    }
}
