using System.Reflection;
using System.Runtime.CompilerServices;
using DomainAdaptation.Reporting;

namespace DomainAdaptation.Tests;

/// <summary>What of the two libraries is public and written by hand: nothing inherited, overridden from outside, or made by the compiler.</summary>
internal static class PublicSurface
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public static Assembly Core { get; } = typeof(GradientReversal).Assembly;

    public static IReadOnlyList<Type> Types { get; } = [.. new[] { typeof(RunRecord).Assembly, Core, typeof(ResultsTable).Assembly, typeof(Experiment).Assembly }.SelectMany(a => a.GetExportedTypes())];

    public static bool IsRecord(Type type) => type.GetMethod("<Clone>$") is not null;

    public static IEnumerable<ConstructorInfo> Constructors(Type type) =>
        type.GetConstructors(Declared).Where(c => Exposed(c) && !c.IsStatic && !ByCompiler(c));

    /// <summary>Methods that are no accessors; operators and implicit conversions are among them.</summary>
    public static IEnumerable<MethodInfo> Methods(Type type) =>
        type.GetMethods(Declared).Where(m => Exposed(m) && !ByCompiler(m) && !IsAccessor(m) && !Overrides(m) && !type.IsEnum && !IsDelegate(type));

    public static IEnumerable<PropertyInfo> Properties(Type type) =>
        type.GetProperties(Declared).Where(p => p.GetAccessors(true).Any(Exposed) && !p.GetAccessors(true).Any(Overrides));

    public static IEnumerable<FieldInfo> Fields(Type type) =>
        type.GetFields(Declared).Where(f => (f.IsPublic || f.IsFamily || f.IsFamilyOrAssembly) && !f.IsSpecialName);

    public static IEnumerable<EventInfo> Events(Type type) => type.GetEvents(Declared).Where(e => e.AddMethod is { } add && Exposed(add));

    /// <summary>The constructor that a record's user calls: the longest.</summary>
    public static ConstructorInfo? Primary(Type type) => Constructors(type).MaxBy(c => c.GetParameters().Length);

    /// <summary>Every type that a member shows, with the member's name: generic arguments and elements of arrays too.</summary>
    public static IEnumerable<(string Where, Type Type)> Shown(Type type) =>
        Methods(type).SelectMany(m => Parts(m.ReturnType).Select(t => (Name(m), t)).Concat(Of(m)))
            .Concat(Constructors(type).SelectMany(Of))
            .Concat(Properties(type).SelectMany(p => Parts(p.PropertyType).Select(t => (Name(p), t))))
            .Concat(Fields(type).SelectMany(f => Parts(f.FieldType).Select(t => (Name(f), t))))
            .Concat(Events(type).SelectMany(e => Parts(e.EventHandlerType!).Select(t => (Name(e), t))))
            .Concat((type.BaseType is { } parent ? Parts(parent) : []).Select(t => (type.Name, t)));

    public static string Name(MemberInfo member) => $"{member.DeclaringType?.Name}.{(member is ConstructorInfo ? "new" : member.Name)}";

    public static string Name(ParameterInfo parameter) => $"{Name(parameter.Member)}({parameter.Name})";

    private static IEnumerable<(string, Type)> Of(MethodBase method) =>
        method.GetParameters().SelectMany(p => Parts(p.ParameterType).Select(t => (Name(p), t)));

    private static IEnumerable<Type> Parts(Type type) =>
        type.HasElementType ? Parts(type.GetElementType()!).Prepend(type)
        : type.IsGenericType ? type.GetGenericArguments().SelectMany(Parts).Prepend(type)
        : [type];

    private static bool Exposed(MethodBase method) => method.IsPublic || ((method.IsFamily || method.IsFamilyOrAssembly) && !method.DeclaringType!.IsSealed);

    private static bool ByCompiler(MethodBase method) => method.IsDefined(typeof(CompilerGeneratedAttribute));

    private static bool IsDelegate(Type type) => type.IsSubclassOf(typeof(Delegate));

    private static bool IsAccessor(MethodInfo method) =>
        method.IsSpecialName && !method.Name.StartsWith("op_", StringComparison.Ordinal);

    private static bool Overrides(MethodInfo method) =>
        (method.GetBaseDefinition() != method && method.GetBaseDefinition().DeclaringType!.Assembly != method.DeclaringType!.Assembly)
        || (method.Name == nameof(Equals) && PublicSurface.IsRecord(method.DeclaringType!));
}
