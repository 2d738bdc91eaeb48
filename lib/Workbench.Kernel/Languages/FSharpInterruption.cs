using System.Text;
using FSharp.Compiler.CodeAnalysis;
using FSharp.Compiler.Syntax;
using FSharp.Compiler.Text;
using Microsoft.FSharp.Collections;
using Microsoft.FSharp.Control;
using Microsoft.FSharp.Core;
using Workbench.Kernel.Engine;

namespace Workbench.Kernel.Languages;

/// <summary>Puts an <see cref="Interruption.Check"/> into every loop, condition and recursive function of an F# cell.</summary>
/// <remarks>
/// In the text, because F# Interactive compiles and runs in one go: before a condition on its own line, before a body on a line of its own.
/// Where neither can be done safely, the text stays as it is, and what cannot be ended is left behind.
/// </remarks>
internal sealed class FSharpInterruption(FSharpChecker checker)
{
    private const string File = "cell.fsx";
    private const string Statement = "global.Workbench.Kernel.Engine.Interruption.Check()";
    private const string Condition = "global.Workbench.Kernel.Engine.Interruption.GoesOn() && ";
    private static readonly string[] Words = ["while", "for", "rec"];

    private readonly FSharpParsingOptions options = checker.GetParsingOptionsFromCommandLineArgs(
        ListModule.OfSeq([File]), ListModule.OfSeq([File]), FSharpOption<bool>.Some(true), FSharpOption<bool>.Some(false)).Item1;

    /// <summary>The text with its checks.</summary>
    public FSharpText AddChecks(string code, CancellationToken cancellation)
    {
        // A query takes no statements; a text with line directives has lines of its own.
        if (!Words.Any(w => code.Contains(w, StringComparison.Ordinal)) || code.Contains("query", StringComparison.Ordinal) || code.Contains("# ", StringComparison.Ordinal)
            || Parse(code, cancellation) is not { ParseHadErrors: false } parsed)
        {
            return FSharpText.Of(code);
        }

        var places = new SortedSet<(int Line, int Column, bool IsCondition)>();
        ParsedInputModule.fold(
            FuncConvert.FromFunc((SortedSet<(int, int, bool)> found, FSharpList<SyntaxNode> _, SyntaxNode node) =>
            {
                Find(node, found);
                return found;
            }),
            places,
            parsed.ParseTree);
        var text = FSharpText.Of(code);
        foreach (var (line, column, isCondition) in places.Reverse())
        {
            text.Insert(line, column, isCondition ? Condition : Statement, isCondition);
        }

        return Parse(text.Code, cancellation).ParseHadErrors ? FSharpText.Of(code) : text;
    }

    private static void Find(SyntaxNode node, SortedSet<(int Line, int Column, bool IsCondition)> found)
    {
        switch (node)
        {
            case SyntaxNode.SynExpr { Item: SynExpr.While loop }:
                Add(loop.whileExpr, isCondition: true);
                break;
            case SyntaxNode.SynExpr { Item: SynExpr.IfThenElse choice }:
                Add(choice.ifExpr, isCondition: true);
                break;
            case SyntaxNode.SynExpr { Item: SynExpr.For loop }:
                Add(loop.doBody, isCondition: false);
                break;
            case SyntaxNode.SynExpr { Item: SynExpr.ForEach loop }:
                Add(loop.bodyExpr, isCondition: false);
                break;
            case SyntaxNode.SynBinding { Item: { headPat: SynPat.LongIdent { argPats.Patterns.IsEmpty: false } } function }:
                Add(function.expr is SynExpr.Typed typed ? typed.expr : function.expr, isCondition: false);
                break;
        }

        void Add(SynExpr place, bool isCondition) => found.Add((place.Range.StartLine, place.Range.StartColumn, isCondition));
    }

    private FSharpParseFileResults Parse(string code, CancellationToken cancellation) =>
        FSharpAsync.RunSynchronously(
            checker.ParseFile(File, SourceText.ofString(code), options, FSharpOption<bool>.Some(false), null), null, FSharpOption<CancellationToken>.Some(cancellation));
}
