using System.Text.RegularExpressions;
using System.Xml.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Workbench.Kernel.Languages;

/// <summary>What could stand at a place in a C# cell, and what stands there.</summary>
internal static partial class CSharpCompletion
{
    private const int Most = 300;

    /// <summary>The names that begin with the prefix, in order.</summary>
    public static IReadOnlyList<string> At(CSharpSession session, string code, int position, string prefix)
    {
        var tree = CSharpSession.Parse(code);
        var model = session.Draft(tree).GetSemanticModel(tree);
        var start = position - prefix.Length;
        var names = Symbols(model, tree, start).Where(s => s.CanBeReferencedByName && s.Name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)).Select(s => s.Name);
        if (Receiver(tree, start) is null)
        {
            names = names.Concat(SyntaxFacts.GetReservedKeywordKinds().Select(SyntaxFacts.GetText).Where(k => prefix.Length > 0 && k.StartsWith(prefix, StringComparison.Ordinal)));
        }

        return [.. names.Distinct(StringComparer.Ordinal).OrderBy(n => !n.StartsWith(prefix, StringComparison.Ordinal)).ThenBy(n => n, StringComparer.OrdinalIgnoreCase).Take(Most)];
    }

    /// <summary>The declaration of what stands at the place, and the summary of its documentation; null when there is nothing known.</summary>
    public static string? Describe(CSharpSession session, string code, int position)
    {
        var tree = CSharpSession.Parse(code);
        var model = session.Draft(tree).GetSemanticModel(tree);
        var token = tree.GetRoot().FindToken(Math.Max(0, Math.Min(position, code.Length) - (position > 0 && (position >= code.Length || !char.IsLetterOrDigit(code[position])) ? 1 : 0)));
        for (var node = token.Parent; node is not null; node = node.Parent)
        {
            var info = model.GetSymbolInfo(node);
            if ((info.Symbol ?? info.CandidateSymbols.FirstOrDefault() ?? model.GetDeclaredSymbol(node)) is { } symbol && node is not GlobalStatementSyntax and not CompilationUnitSyntax)
            {
                return symbol.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat.AddMemberOptions(SymbolDisplayMemberOptions.IncludeContainingType)) + Summary(symbol, session.Current);
            }
        }

        return null;
    }

    private static IEnumerable<ISymbol> Symbols(SemanticModel model, SyntaxTree tree, int start)
    {
        if (Receiver(tree, start) is not { } receiver)
        {
            return model.LookupSymbols(start);
        }

        var symbol = model.GetSymbolInfo(receiver).Symbol;
        if (symbol is INamespaceOrTypeSymbol container)
        {
            return model.LookupSymbols(start, container).Where(s => s.IsStatic || s is INamespaceOrTypeSymbol);
        }

        return model.GetTypeInfo(receiver).Type is { TypeKind: not TypeKind.Error } type
            ? model.LookupSymbols(start, type, includeReducedExtensionMethods: true).Where(s => !s.IsStatic || s is IMethodSymbol { IsExtensionMethod: true })
            : [];
    }

    // What stands before the dot.
    private static ExpressionSyntax? Receiver(SyntaxTree tree, int start)
    {
        var root = tree.GetRoot();
        var dot = root.FindToken(Math.Max(0, start - 1));
        while (dot.SpanStart >= start && dot.SpanStart > 0)
        {
            dot = dot.GetPreviousToken();
        }

        return dot.Span.End != start && !string.IsNullOrWhiteSpace(root.ToFullString()[Math.Min(dot.Span.End, start)..start]) ? null
            : dot.IsKind(SyntaxKind.DotToken) ? dot.Parent switch
            {
                MemberAccessExpressionSyntax access => access.Expression,
                QualifiedNameSyntax name => name.Left,
                MemberBindingExpressionSyntax { Parent: ConditionalAccessExpressionSyntax conditional } => conditional.Expression,
                _ => null,
            }
            : null;
    }

    private static string Summary(ISymbol symbol, CSharpCompilation compilation)
    {
        if (symbol.OriginalDefinition.GetDocumentationCommentId() is not { } id
            || compilation.GetMetadataReference(symbol.ContainingAssembly) is not PortableExecutableReference { FilePath: { } file }
            || Path.ChangeExtension(file, ".xml") is var documentation && !File.Exists(documentation))
        {
            return "";
        }

        try
        {
            var summary = XDocument.Load(documentation).Descendants("member").FirstOrDefault(m => (string?)m.Attribute("name") == id)?.Element("summary");
            return summary is null ? "" : "\n" + Blanks().Replace(string.Concat(summary.DescendantNodes().Select(n => n is XText t ? t.Value : n is XElement e && (string?)e.Attribute("cref") is { } c ? c[(c.LastIndexOf('.') + 1)..] : "")), " ").Trim();
        }
        catch (System.Xml.XmlException)
        {
            return "";
        }
    }

    [GeneratedRegex(@"\s+", RegexOptions.None, 1000)]
    private static partial Regex Blanks();
}
