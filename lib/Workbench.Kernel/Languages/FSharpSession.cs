using System.Globalization;
using System.Text.RegularExpressions;
using FSharp.Compiler.CodeAnalysis;
using FSharp.Compiler.Diagnostics;
using FSharp.Compiler.Interactive;
using Microsoft.FSharp.Core;
using Workbench.Kernel.Engine;

namespace Workbench.Kernel.Languages;

/// <summary>F# cells, by the F# compiler service. Nothing of it is loaded before an F# cell asks for one of these.</summary>
/// <remarks>It must be made and used on a thread without a synchronisation context, on which it would wait for itself.</remarks>
internal sealed partial class FSharpSession
{
    private static readonly string Prelude = $"""
        #r @"{typeof(FSharpSession).Assembly.Location}"
        #r @"{typeof(Microsoft.DotNet.Interactive.Formatting.Formatter).Assembly.Location}"
        #r @"{typeof(Microsoft.AspNetCore.Html.IHtmlContent).Assembly.Location}"
        open System
        open System.Text
        open System.Collections.Generic
        open System.Threading.Tasks
        open System.Linq
        open Microsoft.DotNet.Interactive
        let display (value: 'T) = Kernel.display(box value)
        let HTML (content: string) = Kernel.HTML(content)
        let Javascript (content: string) = Kernel.Javascript(content)
        let GetInputAsync (prompt: string) = Kernel.GetInputAsync(prompt)
        """;

    private readonly Shell.FsiEvaluationSession session;
    private readonly FSharpInterruption interruption;
    private readonly NuGetRestore packages;
    private readonly string folder;
    private readonly HashSet<string> hidden = new(StringComparer.Ordinal);
    private readonly HashSet<string> referenced = new(StringComparer.Ordinal);

    public FSharpSession(string folder, NuGetRestore packages)
    {
        this.folder = folder;
        this.packages = packages;
        var configuration = Shell.FsiEvaluationSession.GetDefaultConfiguration();
        string[] arguments = ["fsi.exe", "--noninteractive", "--nologo", "--gui-", "--readline-", "--optimize+", "--debug-", "--nowarn:2304",
            // The framework that runs, not the SDK's reference assemblies, of which only half are found.
            "--usesdkrefs-"];
        session = Shell.FsiEvaluationSession.Create(configuration, arguments, TextReader.Null, TextWriter.Null, TextWriter.Null, null, null);
        interruption = new FSharpInterruption(session.InteractiveChecker);
        Run(FSharpText.Of(Prelude), "prelude", CancellationToken.None);
        hidden.UnionWith(session.GetBoundValues().Select(v => v.Name));
        hidden.Add("it");
        // The first evaluation loads half the compiler.
        Run(FSharpText.Of("1+1"), "warm-up", CancellationToken.None);
    }

    /// <summary>Gets the packages and files that a cell refers to, rewrites its "#r" lines to what they stand for, and adds the checks that let it be interrupted.</summary>
    /// <exception cref="CellException">One cannot be had.</exception>
    public FSharpText Prepare(string code, CancellationToken cancellation)
    {
        var wanted = new List<string>();
        var text = ReferenceLine().Replace(
            code,
            line =>
            {
                var reference = line.Groups["reference"].Value;
                if (reference.StartsWith("nuget:", StringComparison.OrdinalIgnoreCase))
                {
                    wanted.Add(reference["nuget:".Length..]);
                    return "";
                }

                var file = Path.GetFullPath(reference, folder);
                if (!File.Exists(file))
                {
                    return line.Value;
                }

                AssemblyHome.Load(file);
                return $"#r @\"{file}\"";
            });
        var withChecks = interruption.AddChecks(text, cancellation);
        if (wanted.Count == 0)
        {
            return withChecks;
        }

        var files = packages.Restore(wanted, cancellation);
        foreach (var native in files.NativeFolders)
        {
            AssemblyHome.AddFolder(native);
        }

        foreach (var file in files.Runtime)
        {
            AssemblyHome.Add(file);
        }

        foreach (var file in files.Direct)
        {
            AssemblyHome.Load(file);
        }

        var references = new List<string>();
        foreach (var file in files.Runtime.Where(f => Path.GetFileName(f) != "FSharp.Core.dll" && referenced.Add(f)))
        {
            references.Add($"#r @\"{AssemblyHome.Loaded(Path.GetFileNameWithoutExtension(file))?.Location ?? file}\"");
        }

        withChecks.Prepend(references);
        return withChecks;
    }

    /// <summary>Evaluates a cell on this thread.</summary>
    /// <returns>The value of its last expression; null when it has none.</returns>
    /// <exception cref="CellException">The text has errors, or the code threw.</exception>
    public FSharpResult? Evaluate(FSharpText code, string path, CancellationToken cancellation)
    {
        var value = Run(code, path, cancellation);
        return value is null || value.ReflectionType == typeof(Unit) || value.ReflectionType == typeof(void) ? null : new FSharpResult(value.ReflectionValue);
    }

    /// <summary>The variables that cells bound.</summary>
    public IReadOnlyList<CellVariable> Variables() =>
        [.. session.GetBoundValues().Where(v => !hidden.Contains(v.Name)).Select(v => new CellVariable(v.Name, v.Value.ReflectionType, v.Value.ReflectionValue))];

    /// <summary>A text that may be unfinished, on top of the session, to ask about its symbols.</summary>
    public (FSharpParseFileResults Parsed, FSharpCheckFileResults Checked) Check(string code)
    {
        var (parsed, seen, _) = session.ParseAndCheckInteraction(code, null);
        return (parsed, seen);
    }

    private Shell.FsiValue? Run(FSharpText code, string path, CancellationToken cancellation)
    {
        var before = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        try
        {
            var (outcome, diagnostics) = session.EvalInteractionNonThrowing(code.Code, path, FSharpOption<CancellationToken>.Some(cancellation));
            var errors = diagnostics.Where(d => d.Severity.IsError).ToArray();
            if (outcome is FSharpChoice<FSharpOption<Shell.FsiValue>, Exception>.Choice2Of2 failed)
            {
                throw new CellException(errors.Length > 0 ? Of(errors, code) : Traceback.Of(failed.Item));
            }

            if (errors.Length > 0)
            {
                throw new CellException(Of(errors, code));
            }

            return outcome is FSharpChoice<FSharpOption<Shell.FsiValue>?, Exception>.Choice1Of2 done ? done.Item?.Value : null;
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(before);
        }
    }

    private static CellError Of(FSharpDiagnostic[] errors, FSharpText text)
    {
        var lines = errors.Select(e =>
        {
            var (line, column) = text.Origin(e.StartLine, e.StartColumn);
            return string.Create(CultureInfo.InvariantCulture, $"({line},{column + 1}): {e.ErrorNumberText}: {e.Message}");
        }).ToArray();
        return new CellError("CompilationError", lines[0], lines);
    }

    [GeneratedRegex(@"^[ \t]*#r[ \t]+@?""(?<reference>[^""\n]+)""[ \t]*$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ReferenceLine();
}
