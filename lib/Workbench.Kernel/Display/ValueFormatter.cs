using System.Collections;
using System.Collections.Concurrent;
using System.Reflection;
using Microsoft.AspNetCore.Html;
using Microsoft.DotNet.Interactive.Formatting;

namespace Workbench.Kernel.Display;

/// <summary>Turns a value into what is shown: the formats that its type prefers, and a short text for readers that show no HTML.</summary>
internal static class ValueFormatter
{
    // A text beside HTML is a hint, not the value.
    private const int HintCharacters = 1000;

    // Text that is all there is may be long, but not without end.
    private const int PlainCharacters = 100_000;

    // The formatters follow collections in collections until the stack overflows, which ends the process.
    private const int MostNested = 30;

    private static readonly ConcurrentDictionary<Type, MethodInfo?> ToHtmlMethods = new();

    /// <summary>Formats the value.</summary>
    /// <param name="value">Any value, or null.</param>
    /// <param name="mimeTypes">The formats to use; empty for those that the value's type prefers.</param>
    public static MimeBundle Format(object? value, params IReadOnlyList<string> mimeTypes)
    {
        var data = new Dictionary<string, string>(StringComparer.Ordinal);
        if (value is null)
        {
            data[MimeBundle.Plain] = Formatter.NullString;
            return new MimeBundle(data);
        }

        var type = value.GetType();
        if (IsNestedTooDeep(value, type, MostNested))
        {
            data[MimeBundle.Plain] = TypeName(type) + " … (it holds itself, or collections nested too deep to show)";
            return new MimeBundle(data);
        }

        if (mimeTypes.Count == 0 && (ToHtml(value, type) ?? Table(value, type)) is { } own)
        {
            data[MimeBundle.Html] = own;
        }
        else if (mimeTypes.Count == 0 && List(value, type) is { } list)
        {
            data[MimeBundle.Plain] = list;
        }
        else
        {
            foreach (var mimeType in mimeTypes.Count > 0 ? mimeTypes : Formatter.GetPreferredMimeTypesFor(type).ToArray())
            {
                var text = mimeType == MimeBundle.Plain ? null : Rich(value, type, mimeType);
                data[text is null ? MimeBundle.Plain : mimeType] = text ?? Text(value, PlainCharacters);
            }
        }

        if (mimeTypes.Count == 0 && data.TryGetValue(MimeBundle.Html, out var html) && PlainOf(html) is { } plain)
        {
            data.Remove(MimeBundle.Html);
            data.TryAdd(MimeBundle.Plain, plain);
        }

        if (mimeTypes.Count == 0 && !data.ContainsKey(MimeBundle.Plain) && Hint(value, type) is { } hint)
        {
            data[MimeBundle.Plain] = hint;
        }

        return new MimeBundle(data);
    }

    /// <summary>Whether a type says itself what it looks like, or somebody registered what it looks like.</summary>
    public static bool IsFormattedByOthers(Type type) => HasOwnFormatter(type) || ToHtmlMethod(type) is not null;

    /// <summary>A value as plain text of so many characters at most.</summary>
    public static string Text(object value, int limit)
    {
        return value is string text ? ShownText.CutAndSay(text, limit) : Capped(value, MimeBundle.Plain, limit).ToString().ReplaceLineEndings("\n");
    }

    // Null where nobody said what the value looks like and its HTML would be without end.
    private static string? Rich(object value, Type type, string mimeType)
    {
        if (mimeType != MimeBundle.Html || value is IHtmlContent || HasOwnFormatter(type))
        {
            return value.ToDisplayString(mimeType).ReplaceLineEndings("\n");
        }

        using var writer = Capped(value, mimeType, PlainCharacters);
        return writer.IsFull ? null : writer.ToString().ReplaceLineEndings("\n");
    }

    private static CappedWriter Capped(object value, string mimeType, int limit)
    {
        var writer = new CappedWriter(limit);
        try
        {
            using var context = new FormatContext(writer);
            value.FormatTo(context, mimeType);
        }
        catch (Exception) when (writer.IsFull)
        {
            // Cut on purpose; nested formatters wrap what the writer throws.
        }

        return writer;
    }

    // A sequence of simple values in a line; the default formatter would show an F# list by its head and tail.
    private static string? List(object value, Type type)
    {
        if (value is string or IDictionary || value is not IEnumerable items || RecordTable.ElementType(type) is not { } element || HasOwnFormatter(type)
            || !(element.IsPrimitive || element.IsEnum || element == typeof(string) || typeof(IFormattable).IsAssignableFrom(element)))
        {
            return null;
        }

        var most = Formatter.ListExpansionLimit;
        var shown = items.Cast<object?>().Take(most + 1).Select(i => i is null ? Formatter.NullString : Text(i, HintCharacters)).ToArray();
        var more = shown.Length <= most ? "" : value is ICollection all ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $" … ({all.Count - most} more)") : " …";
        return "[ " + string.Join(", ", shown.Take(most)) + more + " ]";
    }

    private static string? Table(object value, Type type) => type.IsPrimitive || HasOwnFormatter(type) || !Formatter.GetPreferredMimeTypesFor(type).Contains(MimeBundle.Html, StringComparer.Ordinal) ? null : RecordTable.Of(value);

    // The default formatters wrap a number in a page's worth of style; it is a text, and goes out as one.
    private static string? PlainOf(string html)
    {
        const string Open = "<div class=\"dni-plaintext\"><pre>", Close = "</pre></div>";
        var end = html.IndexOf(Close, StringComparison.Ordinal);
        return html.StartsWith(Open, StringComparison.Ordinal) && end > 0 && html.IndexOf("<style>", StringComparison.Ordinal) is var style && (style < 0 ? html.Length : style) == end + Close.Length
            ? System.Net.WebUtility.HtmlDecode(html[Open.Length..end])
            : null;
    }

    private static MethodInfo? ToHtmlMethod(Type type) =>
        ToHtmlMethods.GetOrAdd(type, static t => t.GetMethod("ToHtml", BindingFlags.Public | BindingFlags.Instance, Type.EmptyTypes) is { } m && m.ReturnType == typeof(string) ? m : null);

    // What another notebook tool would show, unless somebody registered better.
    private static string? ToHtml(object value, Type type)
    {
        if (ToHtmlMethod(type) is not { } method || HasOwnFormatter(type))
        {
            return null;
        }

        try
        {
            return (string?)method.Invoke(value, null);
        }
        catch (TargetInvocationException e) when (e.InnerException is not null)
        {
            throw e.InnerException;
        }
    }

    private static bool HasOwnFormatter(Type type) =>
        type.GetCustomAttributes(inherit: true).Any(a => a.GetType().Name == nameof(TypeFormatterSourceAttribute))
        || Formatter.RegisteredFormatters(includeDefaults: false).Any(f => f.MimeType == MimeBundle.Html && f.Type != typeof(object) && f.Type.IsAssignableFrom(type));

    // A sequence whose items cannot be sequences is not read for this.
    private static bool IsNestedTooDeep(object? value, Type type, int most) =>
        value is IEnumerable items and not string && !HasOwnFormatter(type)
        && (RecordTable.ElementType(type) is not { } element || element == typeof(object) || element.IsInterface || typeof(IEnumerable).IsAssignableFrom(element)) && RecordTable.ElementType(type) != typeof(string)
        && (most == 0 || items.Cast<object?>().Take(Formatter.ListExpansionLimit).Any(i => i is not null && IsNestedTooDeep(i, i.GetType(), most - 1)));

    private static string? Hint(object value, Type type)
    {
        if (value is IHtmlContent)
        {
            return null;
        }

        var hasText = type.GetMethod(nameof(ToString), Type.EmptyTypes)?.DeclaringType is { } declaring
            && declaring != typeof(object) && declaring != typeof(ValueType) && declaring.Namespace?.StartsWith("System", StringComparison.Ordinal) != true;
        // A sequence that is computed when read is not read twice.
        return hasText ? ShownText.Cut(value.ToString() ?? "", HintCharacters)
            : value is IEnumerable and not ICollection ? TypeName(type)
            : Text(value, HintCharacters);
    }

    private static string TypeName(Type type)
    {
        using var writer = new StringWriter();
        using var context = new FormatContext(writer);
        type.FormatTo(context, MimeBundle.Plain);
        return writer.ToString();
    }
}
