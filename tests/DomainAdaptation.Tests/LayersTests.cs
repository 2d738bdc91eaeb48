using System.Xml.Linq;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace DomainAdaptation.Tests;

/// <summary>Which part of the library may know which: no arrow runs back.</summary>
public class LayersTests
{
    // The folders of the core. Each may use those before it; folders below one of these belong to it.
    private static readonly string[] Order =
        ["Runtime/Native", "Runtime", "", "Tasks", "Domains", "Data", "Data/Formats", "Networks", "Data/Fetching", "Data/Sets", "Data/Generators", "Baselines", "Evaluation", "Methods", "Training", "Adapting", "Runtime/Trial"];

    public static TheoryData<string, string[]> Projects => new()
    {
        { "DomainAdaptation.Records", [] },
        { "DomainAdaptation", ["DomainAdaptation.Records"] },
        { "DomainAdaptation.Reporting", ["DomainAdaptation.Records"] },
        { "DomainAdaptation.Experiments", ["DomainAdaptation", "DomainAdaptation.Reporting"] },
        { "DomainAdaptation.Notebooks", ["DomainAdaptation.Experiments"] },
        { "Workbench.Kernel", [] },
    };

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_project_refers_to_these_and_to_no_other(string project, string[] others) =>
        Assert.Equal(others, References(project, "ProjectReference").Select(r => Path.GetFileNameWithoutExtension(r.Replace('\\', '/'))));

    [Fact]
    public void Every_project_of_the_library_is_among_them() =>
        Assert.Equal(Projects.Select(p => p.Data.Item1).Order(StringComparer.Ordinal), Directory.EnumerateDirectories(Repository.PathOf("lib")).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal));

    [Fact]
    public void Records_refer_to_no_package_and_reporting_to_none_that_trains()
    {
        Assert.Empty(References("DomainAdaptation.Records", "PackageReference"));
        foreach (var assembly in new[] { typeof(RunRecord).Assembly, typeof(DomainAdaptation.Reporting.ResultsTable).Assembly })
        {
            Assert.DoesNotContain(assembly.GetReferencedAssemblies(), a => a.Name is "TorchSharp" or "SkiaSharp" or "DomainAdaptation");
        }
    }

    [Fact]
    public void A_folder_of_the_core_uses_only_those_before_it()
    {
        var uses = Uses();
        Assert.Contains(uses, use => use is { Type: "Dann", Used: "GradientReversal", From: "Methods", To: "" }); // they are found
        Assert.All(uses, use => Assert.Contains(use.From, Order));
        Assert.DoesNotContain(uses, use => Array.IndexOf(Order, use.To) > Array.IndexOf(Order, use.From));
    }

    [Fact]
    public void Every_folder_of_the_core_has_its_place_in_the_order() =>
        Assert.All(FolderOf.Values, folder => Assert.Contains(folder, Order));

    private static IEnumerable<string> References(string project, string kind) =>
        XDocument.Load(Repository.PathOf("lib", project, project + ".csproj")).Descendants(kind).Select(e => (string)e.Attribute("Include")!);

    // A type is known by its file, which is called after it.
    private static Dictionary<string, string> FolderOf { get; } = Directory.EnumerateFiles(Repository.PathOf("lib", "DomainAdaptation"), "*.cs", SearchOption.AllDirectories)
        .Select(f => (Type: Path.GetFileName(f).Split('.')[0], Folder: Path.GetRelativePath(Repository.PathOf("lib", "DomainAdaptation"), Path.GetDirectoryName(f)!).Replace('\\', '/')))
        .Where(f => f.Folder.Split('/')[0] is not ("obj" or "bin")).DistinctBy(f => f.Type).ToDictionary(f => f.Type, f => PlaceOf(f.Folder), StringComparer.Ordinal);

    // A folder that is not in the order belongs to the one that it lies in.
    private static string PlaceOf(string folder) =>
        folder == "." ? "" : Order.Contains(folder, StringComparer.Ordinal) || !folder.Contains('/', StringComparison.Ordinal) ? folder : PlaceOf(folder[..folder.LastIndexOf('/')]);

    private sealed record Use(string Type, string From, string Used, string To)
    {
        public override string ToString() => $"{From}/{Type} uses {To}/{Used}";
    }

    private static HashSet<Use> Uses()
    {
        using var module = ModuleDefinition.ReadModule(typeof(GradientReversal).Assembly.Location);
        var uses = new HashSet<Use>();
        foreach (var type in module.GetTypes())
        {
            foreach (var used in Named(type).SelectMany(Parts).Where(t => t.Scope == module))
            {
                var (a, b) = (Outermost(type), Outermost(used));
                if (a != b && FolderOf.TryGetValue(a, out var from) && FolderOf.TryGetValue(b, out var to))
                {
                    uses.Add(new(a, from, b, to));
                }
            }
        }

        return uses;
    }

    private static string Outermost(TypeReference type)
    {
        while (type.DeclaringType is { } outer)
        {
            type = outer;
        }

        return type.Name.Split('`')[0];
    }

    private static IEnumerable<TypeReference> Parts(TypeReference? type) => type switch
    {
        null => [],
        GenericInstanceType generic => [generic.ElementType, .. generic.GenericArguments.SelectMany(Parts)],
        TypeSpecification specification => Parts(specification.ElementType),
        _ => [type],
    };

    // What a type's members are made of, and what their code names.
    private static IEnumerable<TypeReference?> Named(TypeDefinition type) =>
    [
        type.BaseType, .. type.Interfaces.Select(i => i.InterfaceType), .. type.Fields.Select(f => f.FieldType),
        .. type.Methods.SelectMany(m => m.Parameters.Select(p => p.ParameterType).Append(m.ReturnType)),
        .. type.Methods.Where(m => m.HasBody).SelectMany(m => m.Body.Variables.Select(v => v.VariableType).Concat(m.Body.Instructions.SelectMany(Named))),
    ];

    private static IEnumerable<TypeReference?> Named(Instruction instruction) => instruction.Operand switch
    {
        GenericInstanceMethod method => [method.DeclaringType, .. method.GenericArguments],
        MemberReference member and not TypeReference => [member.DeclaringType],
        TypeReference type => [type],
        _ => [],
    };
}
