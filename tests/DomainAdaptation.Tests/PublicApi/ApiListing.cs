using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace DomainAdaptation.Tests;

/// <summary>The public API in text, a line for each type and member, so that a change of it shows in a review.</summary>
internal static class ApiListing
{
    private static readonly NullabilityInfoContext Nullability = new();

    private static readonly Dictionary<Type, string> Words = new()
    {
        [typeof(bool)] = "bool", [typeof(byte)] = "byte", [typeof(int)] = "int", [typeof(long)] = "long", [typeof(float)] = "float",
        [typeof(double)] = "double", [typeof(string)] = "string", [typeof(object)] = "object", [typeof(void)] = "void", [typeof(char)] = "char",
    };

    public static IReadOnlyList<string> Lines(IEnumerable<Type> types) => [.. types.SelectMany(Lines).Order(StringComparer.Ordinal)];

    private static IEnumerable<string> Lines(Type type)
    {
        var name = $"{type.Namespace}.{Name(type)}";
        yield return $"{name}: {Kind(type)}{Parents(type)}";
        foreach (var c in PublicSurface.Constructors(type))
        {
            yield return $"{name}.new({Parameters(c)})";
        }

        foreach (var m in PublicSurface.Methods(type))
        {
            yield return $"{name}.{m.Name}({Parameters(m)}): {Name(m.ReturnType, Nullability.Create(m.ReturnParameter))}{Static(m.IsStatic)}";
        }

        foreach (var p in PublicSurface.Properties(type))
        {
            yield return $"{name}.{p.Name}: {Name(p.PropertyType, Nullability.Create(p))} {{ {Accessors(p)} }}{Static(p.GetAccessors(true)[0].IsStatic)}";
        }

        foreach (var f in PublicSurface.Fields(type))
        {
            yield return f.IsLiteral ? $"{name}.{f.Name} = {Literal(f.GetRawConstantValue(), f.FieldType.IsEnum ? typeof(int) : f.FieldType)}" : $"{name}.{f.Name}: {Name(f.FieldType)}{Static(f.IsStatic)}";
        }

        foreach (var e in PublicSurface.Events(type))
        {
            yield return $"{name}.{e.Name}: event {Name(e.EventHandlerType!)}";
        }
    }

    private static string Kind(Type type) =>
        type.IsEnum ? "enum" : type.IsInterface ? "interface" : type.IsValueType ? "struct"
        : (type.IsAbstract && type.IsSealed ? "static " : type.IsSealed ? "sealed " : type.IsAbstract ? "abstract " : "") + (PublicSurface.IsRecord(type) ? "record" : "class");

    private static string Parents(Type type)
    {
        if (type.IsEnum || type.IsValueType)
        {
            return "";
        }

        var interfaces = type.GetInterfaces().Except(type.BaseType?.GetInterfaces() ?? []).Where(i => !i.Name.StartsWith("IEquatable", StringComparison.Ordinal));
        var parents = (type.BaseType is { } b && b != typeof(object) ? [b] : Array.Empty<Type>()).Concat(interfaces.OrderBy(i => i.Name, StringComparer.Ordinal)).ToList();
        return parents.Count == 0 ? "" : " of " + string.Join(", ", parents.Select(t => Name(t)));
    }

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(p =>
        (p.IsDefined(typeof(ParamArrayAttribute)) || p.IsDefined(typeof(ParamCollectionAttribute)) ? "params " : p.IsOut ? "out " : p.ParameterType.IsByRef ? "ref " : "")
        + $"{Name(p.ParameterType, Nullability.Create(p))} {p.Name}" + (p.HasDefaultValue ? " = " + Literal(p.DefaultValue, p.ParameterType) : "")));

    private static string Accessors(PropertyInfo p) =>
        string.Join(' ', new[]
        {
            p.GetMethod is { IsPublic: true } ? "get;" : null,
            p.SetMethod is not { IsPublic: true } set ? null
                : set.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)) ? "init;" : "set;",
        }.OfType<string>());

    private static string Static(bool isStatic) => isStatic ? " (static)" : "";

    private static string Literal(object? value, Type type) => value switch
    {
        null => type.IsValueType && Nullable.GetUnderlyingType(type) is null ? "default" : "null",
        string s => $"\"{s}\"",
        bool b => b ? "true" : "false",
        _ when type.IsEnum => $"{Name(type)}.{Enum.GetName(type, value)}",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    // As in C#: int?, IReadOnlyList<string>?, torch.Tensor.
    private static string Name(Type type, NullabilityInfo? info = null)
    {
        var mark = info is { ReadState: NullabilityState.Nullable } && !type.IsValueType ? "?" : "";
        if (type.IsByRef)
        {
            return Name(type.GetElementType()!, info?.ElementType);
        }

        if (type.IsArray)
        {
            return Name(type.GetElementType()!, info?.ElementType) + "[]" + mark;
        }

        if (Nullable.GetUnderlyingType(type) is { } underlying)
        {
            return Name(underlying) + "?";
        }

        if (Words.TryGetValue(type, out var word))
        {
            return word + mark;
        }

        var name = type.IsGenericParameter || type.DeclaringType is null ? type.Name : $"{Name(type.DeclaringType)}.{type.Name}";
        if (!type.IsGenericType || !name.Contains('`', StringComparison.Ordinal))
        {
            return name + mark;
        }

        var arguments = type.GetGenericArguments().Select((t, i) => Name(t, info?.GenericTypeArguments.ElementAtOrDefault(i)));
        return $"{name[..name.IndexOf('`', StringComparison.Ordinal)]}<{string.Join(", ", arguments)}>{mark}";
    }
}
