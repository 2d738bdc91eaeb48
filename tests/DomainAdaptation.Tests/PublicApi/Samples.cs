using System.Linq.Expressions;
using DomainAdaptation.Reporting;
using TorchSharp;

namespace DomainAdaptation.Tests;

/// <summary>Makes a value of any type that the public API takes, so that its records can be tried without being listed.</summary>
internal static class Samples
{
    /// <summary>A value; two numbers give two different ones, wherever the type has two.</summary>
    public static object? Of(Type type, int number)
    {
        if (Nullable.GetUnderlyingType(type) is { } underlying)
        {
            return Of(underlying, number);
        }

        if (type.IsEnum)
        {
            var values = Enum.GetValues(type);
            return values.GetValue(number % values.Length);
        }

        if (type.IsSubclassOf(typeof(Delegate)))
        {
            return Function(type, number);
        }

        if (type.IsGenericType && type.GetGenericTypeDefinition() is var definition)
        {
            var arguments = type.GetGenericArguments();
            if (definition == typeof(IReadOnlyList<>) || definition == typeof(IEnumerable<>))
            {
                var list = Array.CreateInstance(arguments[0], 1);
                list.SetValue(Of(arguments[0], number), 0);
                return list;
            }

            if (definition == typeof(IReadOnlyDictionary<,>))
            {
                var dictionary = (System.Collections.IDictionary)Activator.CreateInstance(typeof(Dictionary<,>).MakeGenericType(arguments))!;
                dictionary.Add(Of(arguments[0], number)!, Of(arguments[1], number));
                return dictionary;
            }
        }

        return Type.GetTypeCode(type) switch
        {
            TypeCode.String => $"text{number}",
            TypeCode.Boolean => number % 2 == 1,
            TypeCode.Int32 => number,
            TypeCode.Int64 => (long)number,
            TypeCode.Double => number / 4.0,
            _ when type == typeof(torch.Tensor) => torch.zeros(2, 3),
            _ when type == typeof(DateTimeOffset) => DateTimeOffset.UnixEpoch.AddDays(number),
            _ when type == typeof(TimeSpan) => TimeSpan.FromSeconds(number),
            _ when type == typeof(LabelledDomain) => Toy.Domain(4 * number, number, target: false),
            _ when type == typeof(UnlabelledDomain) => Toy.Domain(4 * number, number, target: true).WithoutLabels(),
            _ when type == typeof(Classification) => new Classification(number + 1),
            _ when type == typeof(Segmentation) => new Segmentation(number + 1),
            _ when type == typeof(Keypoints) => new Keypoints(number + 2, 0, 1),
            _ when type == typeof(Pose3D) => new Pose3D(number + 1),
            _ when type == typeof(Selection) => Selection.By(Scorers.Names[number]),
            _ when type == typeof(Plotly.NET.GenericChart) => Figures.Chart([], new JsObject()),
            _ when PublicSurface.Primary(type) is { } constructor => constructor.Invoke([.. constructor.GetParameters().Select(p => Of(p.ParameterType, number))]),
            _ => throw new InvalidOperationException($"Samples knows no value of {type}: add one to {nameof(Samples)}.{nameof(Of)}."),
        };
    }

    /// <summary>A record made with <see cref="Of"/> for each parameter of its constructor.</summary>
    public static object Record(Type type, int number) => Of(type, number)!;

    // One for each type and number, for a function equals only itself.
    private static readonly Dictionary<(Type, int), object> Functions = [];

    private static object Function(Type type, int number)
    {
        if (!Functions.TryGetValue((type, number), out var function))
        {
            var invoke = type.GetMethod("Invoke")!;
            Functions[(type, number)] = function = Expression.Lambda(
                type,
                Expression.Default(invoke.ReturnType),
                invoke.GetParameters().Select(p => Expression.Parameter(p.ParameterType))).Compile();
        }

        return function;
    }
}
