using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Mono.Cecil;
using Mono.Cecil.Cil;
using Mono.Cecil.Rocks;
using Workbench.Kernel.Engine;

namespace Workbench.Kernel.Languages;

/// <summary>Puts an <see cref="Interruption.Check"/> before every jump backwards, and at the start of every method, of a compiled cell.</summary>
/// <remarks>In the compiled code rather than the text: one rule covers every kind of loop and lambda, and lines and columns stay as written.</remarks>
internal static class CSharpInterruption
{
    // Shorter ones call nothing: the getters of automatic properties and such.
    private const int ShortestMethod = 4;

    // What a loop may call and still only compute: what the just-in-time compiler puts in place of the call.
    private static readonly string[] Numeric = ["System.Math", "System.Span`1", "System.ReadOnlySpan`1", "System.Collections.Generic.List`1", "System.Numerics.", "System.Runtime.Intrinsics."];

    /// <summary>Whether a text can run long by itself: a cell without loops, functions and lambdas cannot.</summary>
    public static bool Needs(SyntaxTree tree) => tree.GetRoot().DescendantNodes().Any(n => n is
        WhileStatementSyntax or DoStatementSyntax or ForStatementSyntax or CommonForEachStatementSyntax or GotoStatementSyntax or AnonymousFunctionExpressionSyntax
        or LocalFunctionStatementSyntax or BaseMethodDeclarationSyntax or BasePropertyDeclarationSyntax or QueryExpressionSyntax or RecordDeclarationSyntax);

    /// <summary>Rewrites an assembly and its symbols.</summary>
    public static (MemoryStream Code, MemoryStream Symbols) AddChecks(Stream code, Stream symbols)
    {
        using var assembly = AssemblyDefinition.ReadAssembly(
            code,
            new ReaderParameters { ReadSymbols = true, SymbolStream = symbols, SymbolReaderProvider = new PortablePdbReaderProvider() });
        var module = assembly.MainModule;
        var checkStack = module.ImportReference(typeof(StackDepth).GetMethod(nameof(StackDepth.Check)));
        var check = module.ImportReference(typeof(Interruption).GetMethod(nameof(Interruption.Check)));
        var checkAny = module.ImportReference(typeof(Interruption).GetMethod(nameof(Interruption.CheckAny)));
        foreach (var method in module.GetTypes().SelectMany(t => t.Methods).Where(m => m.HasBody))
        {
            AddChecks(method, OnlyComputes(method.Body) ? checkAny : check);
            // A record that holds itself prints itself, and again: an exception can be shown, a stack that overflows ends the process.
            if (method.Name is nameof(ToString) or "PrintMembers")
            {
                method.Body.GetILProcessor().InsertBefore(method.Body.Instructions[0], Instruction.Create(OpCodes.Call, checkStack));
            }
        }

        var (newCode, newSymbols) = (new MemoryStream(), new MemoryStream());
        assembly.Write(newCode, new WriterParameters { WriteSymbols = true, SymbolStream = newSymbols, SymbolWriterProvider = new PortablePdbWriterProvider() });
        return (newCode, newSymbols);
    }

    private static void AddChecks(MethodDefinition method, MethodReference check)
    {
        var body = method.Body;
        var backwards = body.Instructions.Where(JumpsBack).ToArray();
        // A type whose static constructor failed stays broken: interrupt it only where it would not end.
        var atStart = body.Instructions.Count >= ShortestMethod && method.Name != ".cctor";
        if (backwards.Length == 0 && !atStart)
        {
            return;
        }

        body.SimplifyMacros();
        var il = body.GetILProcessor();
        foreach (var jump in backwards)
        {
            var added = il.Create(OpCodes.Call, check);
            il.InsertBefore(jump, added);
            Redirect(body, jump, added);
        }

        if (atStart)
        {
            il.InsertBefore(body.Instructions[0], il.Create(OpCodes.Call, check));
        }

        body.OptimizeMacros();
    }

    private static bool OnlyComputes(MethodBody body) => body.Instructions.All(i =>
        i.Operand is not MethodReference called || Numeric.Any(n => called.DeclaringType.FullName.StartsWith(n, StringComparison.Ordinal)));

    private static bool JumpsBack(Instruction instruction) => instruction.Operand switch
    {
        Instruction target => target.Offset <= instruction.Offset,
        Instruction[] targets => targets.Any(t => t.Offset <= instruction.Offset),
        _ => false,
    };

    // What went to the jump goes to the check before it; the jump of "while (true) { }" goes to itself.
    private static void Redirect(MethodBody body, Instruction from, Instruction to)
    {
        foreach (var instruction in body.Instructions)
        {
            if (instruction.Operand == from)
            {
                instruction.Operand = to;
            }
            else if (instruction.Operand is Instruction[] targets)
            {
                instruction.Operand = Array.ConvertAll(targets, t => t == from ? to : t);
            }
        }

        foreach (var handler in body.ExceptionHandlers)
        {
            handler.TryStart = handler.TryStart == from ? to : handler.TryStart;
            handler.TryEnd = handler.TryEnd == from ? to : handler.TryEnd;
            handler.FilterStart = handler.FilterStart == from ? to : handler.FilterStart;
            handler.HandlerStart = handler.HandlerStart == from ? to : handler.HandlerStart;
            handler.HandlerEnd = handler.HandlerEnd == from ? to : handler.HandlerEnd;
        }
    }
}
