namespace Workbench.Kernel.Languages;

/// <summary>Types as C# writes them.</summary>
internal static class CSharpNames
{
    /// <summary>The type's full name; "dynamic" for a type that cannot be named from a cell.</summary>
    public static string Of(Type type) => Of(type, fsharp: false);

    /// <summary>The same for F#, which has other keywords; "obj" for a type that cannot be named.</summary>
    public static string InFSharp(Type type) => Of(type, fsharp: true);

    private static string Of(Type type, bool fsharp)
    {
        if (type.IsArray)
        {
            return Of(type.GetElementType()!, fsharp) + "[" + new string(',', type.GetArrayRank() - 1) + "]";
        }

        if (!type.IsVisible || type.IsByRefLike || type.FullName is null || CSharpSession.IsCell(type.Assembly))
        {
            return fsharp ? "obj" : "dynamic";
        }

        if (!fsharp && Keyword(type) is { } keyword)
        {
            return keyword;
        }

        var arguments = new Queue<Type>(type.GetGenericArguments());
        var nesting = new Stack<Type>();
        for (var t = type; t is not null; t = t.DeclaringType)
        {
            nesting.Push(t);
        }

        var name = string.Join('.', nesting.Select(t =>
        {
            var tick = t.Name.IndexOf('`', StringComparison.Ordinal);
            return tick < 0 ? t.Name : t.Name[..tick] + "<" + string.Join(", ", Enumerable.Range(0, int.Parse(t.Name[(tick + 1)..], System.Globalization.CultureInfo.InvariantCulture)).Select(_ => Of(arguments.Dequeue(), fsharp))) + ">";
        }));
        return type.Namespace is { Length: > 0 } space ? space + "." + name : name;
    }

    private static string? Keyword(Type type) => type.IsEnum ? null : Type.GetTypeCode(type) switch
    {
        TypeCode.Boolean => "bool",
        TypeCode.Byte => "byte",
        TypeCode.Char => "char",
        TypeCode.Decimal => "decimal",
        TypeCode.Double => "double",
        TypeCode.Int16 => "short",
        TypeCode.Int32 => "int",
        TypeCode.Int64 => "long",
        TypeCode.Single => "float",
        TypeCode.String => "string",
        _ => type == typeof(object) ? "object" : null,
    };
}
