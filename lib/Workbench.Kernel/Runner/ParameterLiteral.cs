using System.Buffers;
using System.Globalization;
using Microsoft.CodeAnalysis.CSharp;
using Workbench.Kernel.Engine;
using Workbench.Kernel.Languages;

namespace Workbench.Kernel.Runner;

/// <summary>A parameter's text from the command line as a literal of C# or F#.</summary>
internal static class ParameterLiteral
{
    // What separates thousands in one country is the decimal point of another: neither is taken.
    private static readonly SearchValues<char> OfNumbers = SearchValues.Create("0123456789+-.eE");

    /// <summary>The literal.</summary>
    /// <param name="name">The parameter's name, for the message.</param>
    /// <param name="text">The value, in the invariant culture.</param>
    /// <param name="type">The type of the variable; null to guess it from the text.</param>
    /// <param name="fsharp">F# rather than C#.</param>
    /// <exception cref="CellException">The text is no value of that type.</exception>
    public static string Of(string name, string text, Type? type, bool fsharp)
    {
        type ??= Guess(text);
        var literal = Nullable.GetUnderlyingType(type) is { } inner && !fsharp ? (text == "null" ? "null" : Literal(text, inner, fsharp)) : Literal(text, type, fsharp);
        return literal ?? throw new CellException($"The parameter {name} is of type {CSharpNames.Of(type)}, and \"{text}\" is not a value of that type{(text.Contains(',', StringComparison.Ordinal) ? " (decimals have a point)" : "")}.");
    }

    private static Type Guess(string text) =>
        bool.TryParse(text, out _) ? typeof(bool)
        : int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _) ? typeof(int)
        : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _) ? typeof(double)
        : typeof(string);

    private static string? Literal(string text, Type type, bool fsharp)
    {
        if (type.IsEnum)
        {
            var value = Enum.GetNames(type).FirstOrDefault(n => n.Equals(text, StringComparison.OrdinalIgnoreCase));
            return value is null ? null : CSharpNames.Of(type) + "." + value;
        }

        if (type == typeof(string) || type == typeof(object))
        {
            return SymbolDisplay.FormatLiteral(text, quote: true);
        }

        if (type == typeof(bool))
        {
            return bool.TryParse(text, out var flag) ? (flag ? "true" : "false") : null;
        }

        if (Parse(text, type) is not { } number)
        {
            return null;
        }

        var digits = ((IFormattable)number).ToString(number is double or float ? "R" : null, CultureInfo.InvariantCulture);
        if (digits.Contains("NaN", StringComparison.Ordinal) || digits.Contains('∞', StringComparison.Ordinal) || digits.Contains("Infinity", StringComparison.Ordinal))
        {
            return null;
        }

        return number switch
        {
            double => digits.AsSpan().IndexOfAny('.', 'E') < 0 ? digits + ".0" : digits,
            float => digits + (fsharp && digits.AsSpan().IndexOfAny('.', 'E') < 0 ? ".0f" : "f"),
            decimal => digits + (fsharp ? "M" : "m"),
            long => digits + "L",
            ulong => digits + (fsharp ? "UL" : "ul"),
            uint => digits + "u",
            byte when fsharp => digits + "uy",
            sbyte when fsharp => digits + "y",
            short when fsharp => digits + "s",
            ushort when fsharp => digits + "us",
            _ => digits,
        };
    }

    private static object? Parse(string text, Type type)
    {
        if (text.AsSpan().ContainsAnyExcept(OfNumbers))
        {
            return null;
        }

        try
        {
            return Type.GetTypeCode(type) is >= TypeCode.SByte and <= TypeCode.Decimal ? Convert.ChangeType(text, type, CultureInfo.InvariantCulture) : null;
        }
        catch (Exception e) when (e is FormatException or OverflowException or InvalidCastException)
        {
            return null;
        }
    }
}
