using System.Reflection;
using System.Runtime.CompilerServices;

namespace DomainAdaptation.Tests;

/// <summary>What makes an API unpleasant from F#, each rule a function from a public type to what breaks it there.</summary>
internal static class FSharpRules
{
    // The words of the F# specification, §3.4, reserved ones too. Without ``backticks`` they are no names in F#.
    private static readonly HashSet<string> Keywords =
    [
        "abstract", "and", "as", "asr", "assert", "base", "begin", "break", "checked", "class", "component", "const", "constraint", "continue",
        "default", "delegate", "do", "done", "downcast", "downto", "elif", "else", "end", "event", "exception", "extern", "external", "false",
        "finally", "fixed", "for", "fun", "function", "global", "if", "in", "include", "inherit", "inline", "interface", "internal", "land", "lazy",
        "let", "lor", "lsl", "lsr", "lxor", "match", "member", "mixin", "mod", "module", "mutable", "namespace", "new", "null", "of", "open", "or",
        "override", "parallel", "private", "process", "protected", "public", "pure", "rec", "return", "sealed", "select", "sig", "static", "struct",
        "tailcall", "then", "to", "trait", "true", "try", "type", "upcast", "use", "val", "virtual", "void", "when", "while", "with", "yield",
    ];

    private static readonly HashSet<Type> Collections = [typeof(IEnumerable<>), typeof(IReadOnlyList<>), typeof(IReadOnlyDictionary<,>)];

    /// <summary>A C# tuple is a struct tuple in F#, and does not match <c>fun (a, b) -&gt;</c>: a record with names instead.</summary>
    public static IEnumerable<string> Tuples(Type type) =>
        from shown in PublicSurface.Shown(type)
        where shown.Type.IsAssignableTo(typeof(ITuple))
        select shown.Where;

    /// <summary><c>ref</c> and <c>in</c> need a mutable and an ampersand, and spans live in no closure.</summary>
    public static IEnumerable<string> ByReference(Type type) =>
        from method in PublicSurface.Methods(type).Concat<MethodBase>(PublicSurface.Constructors(type))
        from parameter in method is MethodInfo m ? method.GetParameters().Append(m.ReturnParameter) : method.GetParameters()
        where (parameter.ParameterType.IsByRef && !parameter.IsOut) || Element(parameter).IsByRefLike
        select PublicSurface.Name(parameter);

    /// <summary>F# turns <c>bool TryFind(key, out value)</c> into a pair to match on; any other <c>out</c> is a riddle.</summary>
    public static IEnumerable<string> OutParameters(Type type) =>
        from method in PublicSurface.Methods(type).Concat<MethodBase>(PublicSurface.Constructors(type))
        where method.GetParameters().Any(p => p.IsOut)
        where !(method is MethodInfo { Name: var name } m && name.StartsWith("Try", StringComparison.Ordinal) && m.ReturnType == typeof(bool))
        select PublicSurface.Name(method);

    /// <summary>F# warns at implicit conversions where it applies them at all.</summary>
    public static IEnumerable<string> ImplicitConversions(Type type) =>
        from method in PublicSurface.Methods(type)
        where method.Name == "op_Implicit"
        select PublicSurface.Name(method);

    /// <summary>A delegate type of one's own that comes back from the library is no F# function: <c>Func</c> and <c>Action</c> instead.</summary>
    public static IEnumerable<string> DelegateTypes(Type type) => type.IsSubclassOf(typeof(Delegate)) ? [type.Name] : [];

    /// <summary>A <c>Func</c> that comes back must be called with <c>.Invoke</c> in F#; a method need not. Settings that hold one for the library to call are fine.</summary>
    public static IEnumerable<string> FunctionsToInvoke(Type type) =>
        from shown in PublicSurface.Methods(type).Select(m => (Where: PublicSurface.Name(m), Type: m.ReturnType))
            .Concat(PublicSurface.Properties(type).Select(p => (Where: PublicSurface.Name(p), Type: p.PropertyType)))
        where shown.Type.IsSubclassOf(typeof(Delegate))
        select shown.Where;

    /// <summary>The core has no FSharp.Core types, which C# users would have to learn.</summary>
    public static IEnumerable<string> FSharpTypes(Type type) =>
        from shown in PublicSurface.Shown(type)
        where shown.Type.Namespace?.StartsWith("Microsoft.FSharp", StringComparison.Ordinal) == true || shown.Type.Namespace?.StartsWith("FSharp", StringComparison.Ordinal) == true
        select shown.Where;

    /// <summary>Overloads that the number of arguments does not tell apart are what F# finds ambiguous (FS0041).</summary>
    public static IEnumerable<string> Overloads(Type type) =>
        from overloads in PublicSurface.Methods(type).Concat<MethodBase>(PublicSurface.Constructors(type)).GroupBy(m => m.Name)
        where overloads.GroupBy(Arity).Any(same => same.Count() > 1)
        select PublicSurface.Name(overloads.First());

    /// <summary>F# lists, arrays, sequences and maps pass as these; arrays are for numbers, and for <c>params</c>.</summary>
    public static IEnumerable<string> OtherCollections(Type type) =>
        from shown in PublicSurface.Shown(type)
        where shown.Type.IsArray ? !shown.Type.GetElementType()!.IsPrimitive && !ParamsOf(type).Contains(shown.Where)
            : shown.Type.Namespace?.StartsWith("System.Collections", StringComparison.Ordinal) == true
              && !(shown.Type.IsGenericType && Collections.Contains(shown.Type.GetGenericTypeDefinition()))
        select shown.Where;

    /// <summary>A name that is a word of F# needs backticks at every use.</summary>
    public static IEnumerable<string> KeywordNames(Type type) =>
        PublicSurface.Methods(type).Concat<MemberInfo>(PublicSurface.Properties(type)).Concat(PublicSurface.Fields(type)).Concat(PublicSurface.Events(type)).Append(type)
            .Where(m => Keywords.Contains(m.Name)).Select(PublicSurface.Name)
            .Concat(from method in PublicSurface.Methods(type).Concat<MethodBase>(PublicSurface.Constructors(type))
                    from parameter in method.GetParameters()
                    where Keywords.Contains(parameter.Name!)
                    select PublicSurface.Name(parameter));

    /// <summary><c>open Core</c> means FSharp.Core (FS0893).</summary>
    public static IEnumerable<string> NamespacesCalledCore(Type type) =>
        type.Namespace is { } name && name.Split('.').Contains("Core", StringComparer.Ordinal) ? [name] : [];

    private static int Arity(MethodBase method) => method.GetParameters().Count(p => !p.IsOptional && !IsParams(p));

    private static HashSet<string> ParamsOf(Type type) =>
        [.. from method in PublicSurface.Methods(type).Concat<MethodBase>(PublicSurface.Constructors(type)) from p in method.GetParameters() where IsParams(p) select PublicSurface.Name(p)];

    private static bool IsParams(ParameterInfo p) => p.IsDefined(typeof(ParamArrayAttribute)) || p.IsDefined(typeof(ParamCollectionAttribute));

    private static Type Element(ParameterInfo p) => p.ParameterType.IsByRef ? p.ParameterType.GetElementType()! : p.ParameterType;
}
