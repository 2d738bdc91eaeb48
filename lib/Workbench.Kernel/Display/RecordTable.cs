using System.Collections;
using System.Globalization;
using System.Net;
using System.Reflection;
using System.Text;
using Microsoft.DotNet.Interactive.Formatting;

namespace Workbench.Kernel.Display;

/// <summary>A sequence of records as a table with a column for each property: legible without a style sheet.</summary>
internal static class RecordTable
{
    private const int CellCharacters = 200;

    /// <summary>The table; null when the value is no sequence of records.</summary>
    /// <param name="value">Any value.</param>
    /// <param name="mostRows">Rows beyond these are said to be there, not shown; null for the formatters' own limit.</param>
    public static string? Of(object value, int? mostRows = null)
    {
        if (value is string or IDictionary || value is not IEnumerable items || ElementType(value.GetType()) is not { } element || Columns(element) is not { Length: > 0 } columns)
        {
            return null;
        }

        var most = mostRows ?? Formatter.ListExpansionLimit;
        var html = new StringBuilder("<table><thead><tr>");
        html.AppendJoin("", columns.Select(c => $"<th>{WebUtility.HtmlEncode(c.Name)}</th>")).Append("</tr></thead><tbody>");
        var rows = 0;
        foreach (var item in items)
        {
            // What follows may be without end, so it is not counted.
            if (rows++ == most)
            {
                break;
            }

            html.Append("<tr>");
            foreach (var column in columns)
            {
                Append(html, item is null ? null : Read(column, item));
            }

            html.Append("</tr>");
        }

        return html.Append("</tbody></table>").Append(rows > most ? More(items, most) : "").ToString();
    }

    private static void Append(StringBuilder html, object? value)
    {
        var isNumber = value is sbyte or byte or short or ushort or int or uint or long or ulong or float or double or decimal;
        var text = value switch
        {
            null => Formatter.NullString,
            string s => s,
            IFormattable f => f.ToString(null, CultureInfo.InvariantCulture),
            _ => ValueFormatter.Text(value, CellCharacters),
        };
        html.Append(isNumber ? "<td style=\"text-align:right\">" : "<td style=\"text-align:left\">")
            .Append(WebUtility.HtmlEncode(ShownText.Cut(text, CellCharacters))).Append("</td>");
    }

    private static string More(IEnumerable items, int shown) =>
        items is ICollection all ? string.Create(CultureInfo.InvariantCulture, $"<p>{all.Count - shown} more</p>") : "<p>and more</p>";

    private static object? Read(PropertyInfo column, object item)
    {
        try
        {
            return column.GetValue(item);
        }
        catch (TargetInvocationException e)
        {
            return e.InnerException!.Message;
        }
    }

    private static PropertyInfo[] Columns(Type element) =>
        element.IsPrimitive || element.IsEnum || element == typeof(string) || element == typeof(object) || element == typeof(decimal) || typeof(IFormattable).IsAssignableFrom(element)
        || typeof(IEnumerable).IsAssignableFrom(element) || typeof(Type).IsAssignableFrom(element) || typeof(Delegate).IsAssignableFrom(element)
        || typeof(Microsoft.AspNetCore.Html.IHtmlContent).IsAssignableFrom(element) || ValueFormatter.IsFormattedByOthers(element)
            ? []
            : [.. element.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.CanRead && p.GetIndexParameters().Length == 0 && !p.PropertyType.IsByRefLike)];

    /// <summary>The type of a sequence's elements; null when it is no typed sequence.</summary>
    public static Type? ElementType(Type type) => type.IsArray ? (type.GetArrayRank() == 1 ? type.GetElementType() : null)
        : type.GetInterfaces().Append(type).Where(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IEnumerable<>)).Select(i => i.GetGenericArguments()[0]).FirstOrDefault();
}
