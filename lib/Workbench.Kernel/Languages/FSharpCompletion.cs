using FSharp.Compiler.CodeAnalysis;
using FSharp.Compiler.EditorServices;
using FSharp.Compiler.Symbols;
using FSharp.Compiler.Text;
using FSharp.Compiler.Tokenization;
using Microsoft.FSharp.Collections;
using Microsoft.FSharp.Core;

namespace Workbench.Kernel.Languages;

/// <summary>What could follow in an F# cell that is being written, and what a name in it stands for.</summary>
internal static class FSharpCompletion
{
    /// <summary>The names that fit before the position.</summary>
    /// <param name="session">The cells so far.</param>
    /// <param name="code">The cell.</param>
    /// <param name="position">Where the cursor is.</param>
    /// <param name="prefix">What is written of the name.</param>
    public static IReadOnlyList<string> At(FSharpSession session, string code, int position, string prefix)
    {
        var (line, text, column) = Place(code, position);
        var (parsed, seen) = session.Check(code);
        var found = seen.GetDeclarationListInfo(FSharpOption<FSharpParseFileResults>.Some(parsed), line, text, QuickParse.GetPartialLongNameEx(text, column - 1), null, null, null);
        return [.. found.Items.Select(i => i.NameInCode).Where(n => n.StartsWith(prefix, StringComparison.Ordinal)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
    }

    /// <summary>The declaration of the name at the position; null when there is none.</summary>
    public static string? Describe(FSharpSession session, string code, int position)
    {
        var (line, text, column) = Place(code, position);
        if (QuickParse.GetCompleteIdentifierIsland(true, text, Math.Max(0, Math.Min(column, text.Length - 1))) is not { Value: var (name, end, _) })
        {
            return null;
        }

        var (_, seen) = session.Check(code);
        var tip = seen.GetToolTip(line, end, text, ListModule.OfSeq(name.Split('.')), FSharpTokenTag.Identifier, null);
        var shown = tip.Item.OfType<ToolTipElement.Group>()
            .SelectMany(g => g.elements.Select(e => e.MainDescription.Text + Summary(e.XmlDoc)))
            .ToArray();
        return shown.Length == 0 ? null : string.Join("\n", shown);
    }

    private static string Summary(FSharpXmlDoc documentation) =>
        documentation is FSharpXmlDoc.FromXmlText written ? "\n" + string.Join("\n", written.Item.UnprocessedLines).Trim() : "";

    // Lines from 1, columns from 0.
    private static (int Line, string Text, int Column) Place(string code, int position)
    {
        var before = code[..position];
        var begin = before.LastIndexOf('\n') + 1;
        var end = code.IndexOf('\n', position);
        return (before.Count(c => c == '\n') + 1, code[begin..(end < 0 ? code.Length : end)], position - begin);
    }
}
