using System.Globalization;
using System.Reflection;
using System.Runtime.Loader;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Emit;
using Microsoft.CodeAnalysis.Text;
using Workbench.Kernel.Engine;

namespace Workbench.Kernel.Languages;

/// <summary>C# cells: each is compiled as a script submission that sees what the earlier ones declared.</summary>
/// <remarks>
/// The compiler is used directly rather than through the scripting library. A submission inherits the references and usings of the one before,
/// so each names only what is new, and memory grows little with the number of cells.
/// </remarks>
internal sealed class CSharpSession
{
    /// <summary>What every cell has open. Given to the first submission only: later ones inherit it, and twice would be ambiguous.</summary>
    private const string Prelude = """
        using System;
        using System.Text;
        using System.Collections;
        using System.Collections.Generic;
        using System.Threading.Tasks;
        using System.Linq;
        using Microsoft.DotNet.Interactive;
        using static Microsoft.DotNet.Interactive.Kernel;
        """;

    private static readonly CSharpParseOptions ParseOptions = new(LanguageVersion.Latest, DocumentationMode.None, SourceCodeKind.Script);
    private static readonly EmitOptions Emit = new(debugInformationFormat: DebugInformationFormat.PortablePdb);
    private static int sessions;

    private readonly string name = "cells" + Interlocked.Increment(ref sessions).ToString(CultureInfo.InvariantCulture);
    private readonly CSharpReferences references;
    private readonly CSharpCompilationOptions options;
    private object?[] states = new object?[16];
    private CSharpCompilation? previous;
    private int slots;
    private int submissions;

    public CSharpSession(string folder, NuGetRestore packages)
    {
        references = new CSharpReferences(folder, packages);
        options = new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary,
            optimizationLevel: OptimizationLevel.Release,
            allowUnsafe: true,
            concurrentBuild: false,
            nullableContextOptions: NullableContextOptions.Annotations,
            metadataReferenceResolver: references,
            sourceReferenceResolver: new SourceFileResolver([], folder),
            assemblyIdentityComparer: DesktopAssemblyIdentityComparer.Default);
        previous = Create(Prelude, "usings", references.Initial, null);
    }

    /// <summary>The last submission: what the next cell can see.</summary>
    public CSharpCompilation Current => previous!;

    /// <summary>Whether an assembly holds a cell of any session.</summary>
    public static bool IsCell(Assembly? assembly) => assembly?.GetName().Name?.StartsWith("cells", StringComparison.Ordinal) == true && assembly.Location.Length == 0;

    /// <summary>Runs the compiler once over everything a simple cell needs, so that the first real cell does not wait for it.</summary>
    public void WarmUp()
    {
        var cell = Compile("1+1", "warm-up", keep: false, CancellationToken.None);
        _ = cell.Start!().GetAwaiter().GetResult();
    }

    /// <summary>Compiles a cell, and makes it the one that later cells build on.</summary>
    /// <param name="code">The cell's text.</param>
    /// <param name="path">What error messages call it.</param>
    /// <param name="cancellation">Ends the compilation.</param>
    /// <exception cref="CellException">The text has errors, or what it refers to cannot be had.</exception>
    public CSharpCell Compile(string code, string path, CancellationToken cancellation) => Compile(code, path, keep: true, cancellation);

    /// <summary>Parses a text as a cell.</summary>
    /// <exception cref="CellException">Its brackets are nested so deep that the compiler could overflow the stack, which ends the process.</exception>
    public static SyntaxTree Parse(string code, string path = "") => Nesting.IsBounded(code)
        ? CSharpSyntaxTree.ParseText(SourceText.From(code, Encoding.UTF8), ParseOptions, path)
        : throw new CellException($"The code has brackets in more than {Nesting.Most} others: the compiler cannot take it.");

    /// <summary>A compilation of a text that may be unfinished, on top of the session, to ask about its symbols.</summary>
    public CSharpCompilation Draft(SyntaxTree tree) =>
        CSharpCompilation.CreateScriptCompilation(name + "-draft", tree, [], options, previous, typeof(object));

    /// <summary>The session's variables by name, each with its type and present value; of equal names the last.</summary>
    public IReadOnlyList<CellVariable> Variables()
    {
        var found = new Dictionary<string, CellVariable>(StringComparer.Ordinal);
        for (var slot = 1; slot <= slots; slot++)
        {
            if (states[slot] is not { } state)
            {
                continue;
            }

            foreach (var field in state.GetType().GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            {
                if (!field.Name.StartsWith('<') && !field.Name.Contains('$', StringComparison.Ordinal))
                {
                    found[field.Name] = new CellVariable(field.Name, field.FieldType, field.GetValue(state));
                }
            }
        }

        return [.. found.Values];
    }

    private CSharpCell Compile(string code, string path, bool keep, CancellationToken cancellation)
    {
        var tree = Parse(code, path);
        var added = references.Collect(tree, cancellation);
        var compilation = Create(tree, added, previous);
        // A text of usings and directives alone makes no code.
        var hasCode = compilation.SyntaxTrees.Any(t => t.GetCompilationUnitRoot(cancellation).Members.Count > 0);
        Func<object?[], Task<object?>>? start = null;
        if (hasCode)
        {
            start = Load(compilation, path, cancellation);
        }
        else if (compilation.GetDiagnostics(cancellation).Where(d => d.Severity == DiagnosticSeverity.Error).ToArray() is { Length: > 0 } errors)
        {
            throw new CellException(CSharpErrors.Of(errors, path));
        }

        references.Accept();
        if (!keep)
        {
            return new CSharpCell(() => start!(new object?[slots + 2]), HasResult: true);
        }

        if (start is null)
        {
            Keep(compilation);
            return new CSharpCell(null, HasResult: false);
        }

        return new CSharpCell(
            () =>
            {
                // Only now: a cell that never starts declares nothing.
                Keep(compilation);
                slots++;
                if (slots >= states.Length)
                {
                    Array.Resize(ref states, states.Length * 2);
                }

                return start(states);
            },
            HasResult(compilation, tree, cancellation));
    }

    private void Keep(CSharpCompilation compilation)
    {
        previous = compilation;
        submissions++;
    }

    private CSharpCompilation Create(string code, string path, IEnumerable<MetadataReference> added, CSharpCompilation? before) => Create(Parse(code, path), added, before);

    private CSharpCompilation Create(SyntaxTree tree, IEnumerable<MetadataReference> added, CSharpCompilation? before)
    {
        var number = submissions.ToString(CultureInfo.InvariantCulture);
        var unique = before is null ? "" : Guid.NewGuid().ToString("N")[..8];
        return CSharpCompilation.CreateScriptCompilation($"{name}-{number}-{unique}", tree, added, options.WithScriptClassName("Cell" + number), before, typeof(object));
    }

    private static Func<object?[], Task<object?>> Load(CSharpCompilation compilation, string path, CancellationToken cancellation)
    {
        var (code, symbols) = (new MemoryStream(), new MemoryStream());
        var emitted = compilation.Emit(code, symbols, options: Emit, cancellationToken: cancellation);
        if (!emitted.Success)
        {
            throw new CellException(CSharpErrors.Of(emitted.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error), path));
        }

        code.Position = 0;
        symbols.Position = 0;
        if (compilation.SyntaxTrees.Any(CSharpInterruption.Needs))
        {
            (code, symbols) = CSharpInterruption.AddChecks(code, symbols);
            code.Position = 0;
            symbols.Position = 0;
        }

        var assembly = AssemblyLoadContext.Default.LoadFromStream(code, symbols);
        var entry = compilation.GetEntryPoint(cancellation)!;
        var method = assembly.GetType(entry.ContainingType.MetadataName)!.GetMethod(entry.MetadataName, BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)!;
        return method.CreateDelegate<Func<object?[], Task<object?>>>();
    }

    // An expression without a semicolon at the end is the cell's value, unless it has none.
    private static bool HasResult(CSharpCompilation compilation, SyntaxTree tree, CancellationToken cancellation)
    {
        if (tree.GetCompilationUnitRoot(cancellation).Members.LastOrDefault() is not GlobalStatementSyntax { Statement: ExpressionStatementSyntax { SemicolonToken.IsMissing: true } last })
        {
            return false;
        }

        var type = compilation.GetSemanticModel(tree).GetTypeInfo(last.Expression, cancellation);
        return (type.Type ?? type.ConvertedType)?.SpecialType != SpecialType.System_Void;
    }
}
