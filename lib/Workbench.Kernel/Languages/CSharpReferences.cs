using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Workbench.Kernel.Engine;

namespace Workbench.Kernel.Languages;

/// <summary>What C# cells compile against: the framework, the helpers, and what "#r" lines name, in a cell or in a file that it loads.</summary>
internal sealed class CSharpReferences(string folder, NuGetRestore packages) : MetadataReferenceResolver
{
    private static readonly string FrameworkFolder = Path.GetDirectoryName(typeof(object).Assembly.Location)!;

    // What a cell of this session refers to, by file, and the names among them that are taken.
    private readonly Dictionary<string, PortableExecutableReference> known = new(StringComparer.Ordinal);
    private readonly HashSet<string> names = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, PortableExecutableReference> resolved = new(StringComparer.Ordinal);
    private readonly List<string> pending = [];

    /// <inheritdoc/>
    public override bool ResolveMissingAssemblies => true;

    /// <summary>The framework and the helpers.</summary>
    public IReadOnlyList<MetadataReference> Initial
    {
        get
        {
            var files = FrameworkFiles().ToList();
            files.Add(typeof(CSharpReferences).Assembly.Location);
            files.Add(typeof(Microsoft.DotNet.Interactive.Formatting.Formatter).Assembly.Location);
            files.Add(typeof(Microsoft.AspNetCore.Html.IHtmlContent).Assembly.Location);
            return [.. files.Select(file => Reference(file))];
        }
    }

    /// <summary>The framework's assemblies, and F#'s own; that by its file's name, for naming a type of it would load it.</summary>
    public static IEnumerable<string> FrameworkFiles() => ((string?)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") ?? "").Split(Path.PathSeparator)
        .Where(f => Path.GetDirectoryName(f) == FrameworkFolder || Path.GetFileName(f) == "FSharp.Core.dll");

    /// <summary>The references that a cell adds to those before it. Packages are restored here.</summary>
    /// <exception cref="CellException">One cannot be had.</exception>
    public IReadOnlyList<MetadataReference> Collect(SyntaxTree tree, CancellationToken cancellation)
    {
        pending.Clear();
        var added = new List<MetadataReference>();
        var wanted = new List<string>();
        Visit(tree, folder, added, wanted, new HashSet<string>(StringComparer.Ordinal));
        if (wanted.Count > 0)
        {
            var files = packages.Restore(wanted.Select(w => w["nuget:".Length..]), cancellation);
            foreach (var native in files.NativeFolders)
            {
                AssemblyHome.AddFolder(native);
            }

            foreach (var file in files.Runtime)
            {
                AssemblyHome.Add(file);
            }

            foreach (var file in files.Compile.Where(f => !names.Contains(Path.GetFileNameWithoutExtension(f))))
            {
                added.Add(Reference(Preferred(file)));
            }

            pending.AddRange(files.Direct);
            foreach (var text in wanted)
            {
                // The directive must resolve to something; the package's files are given as references of their own.
                resolved[text] = Reference(typeof(CSharpReferences).Assembly.Location);
            }
        }

        return added;
    }

    /// <summary>Loads what the last collected cell referred to by name, now that it compiles.</summary>
    public void Accept()
    {
        foreach (var file in pending)
        {
            AssemblyHome.Load(file);
        }

        pending.Clear();
    }

    /// <inheritdoc/>
    public override ImmutableArray<PortableExecutableReference> ResolveReference(string reference, string? baseFilePath, MetadataReferenceProperties properties)
    {
        if (resolved.TryGetValue(reference, out var package))
        {
            return [package];
        }

        var file = FileOf(reference, baseFilePath is null ? folder : Path.GetDirectoryName(Path.Combine(folder, baseFilePath))!);
        return file is null ? [] : [Reference(Preferred(file))];
    }

    /// <inheritdoc/>
    public override PortableExecutableReference? ResolveMissingAssembly(MetadataReference definition, AssemblyIdentity referenceIdentity) =>
        AssemblyHome.Find(referenceIdentity.Name) is { } file ? Reference(Preferred(file)) : null;

    /// <inheritdoc/>
    public override bool Equals(object? other) => ReferenceEquals(this, other);

    /// <inheritdoc/>
    public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);

    private void Visit(SyntaxTree tree, string home, List<MetadataReference> added, List<string> wanted, HashSet<string> visited)
    {
        var root = tree.GetCompilationUnitRoot();
        foreach (var directive in root.GetReferenceDirectives())
        {
            var text = directive.File.ValueText;
            if (text.StartsWith("nuget:", StringComparison.OrdinalIgnoreCase))
            {
                wanted.Add(text);
            }
            else if (FileOf(text, home) is { } file)
            {
                AssemblyHome.Add(file);
                AssemblyHome.AddFolder(Path.GetDirectoryName(file)!);
                pending.Add(file);
            }
            else
            {
                throw new CellException($"#r \"{text}\": there is no such file (looked in {home}). Is the library built?");
            }
        }

        foreach (var directive in root.GetLoadDirectives())
        {
            var file = Path.GetFullPath(directive.File.ValueText, home);
            // A missing file is the compiler's to report.
            if (visited.Add(file) && File.Exists(file))
            {
                Visit(CSharpSession.Parse(File.ReadAllText(file), file), Path.GetDirectoryName(file)!, added, wanted, visited);
            }
        }
    }

    private static string? FileOf(string reference, string home)
    {
        var file = Path.GetFullPath(reference, home);
        if (File.Exists(file))
        {
            return file;
        }

        var framework = Path.Combine(FrameworkFolder, reference.EndsWith(".dll", StringComparison.OrdinalIgnoreCase) ? reference : reference + ".dll");
        return File.Exists(framework) ? framework : null;
    }

    // What is loaded already is what the cell will run with.
    private static string Preferred(string file) => AssemblyHome.Loaded(Path.GetFileNameWithoutExtension(file))?.Location ?? file;

    private PortableExecutableReference Reference(string file)
    {
        if (!known.TryGetValue(file, out var reference))
        {
            reference = MetadataReference.CreateFromFile(file);
            known[file] = reference;
            names.Add(Path.GetFileNameWithoutExtension(file));
        }

        return reference;
    }
}
