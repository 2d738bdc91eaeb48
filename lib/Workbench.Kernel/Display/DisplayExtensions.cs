using Workbench.Kernel.Display;

namespace Microsoft.DotNet.Interactive;

/// <summary>Shows values below the cell.</summary>
public static class DisplayExtensions
{
    private const int MostRows = 1000;

    /// <summary>Shows a value; the result can show another in its place.</summary>
    /// <param name="value">Any value.</param>
    /// <param name="mimeTypes">The formats to send; none for those that the value's type prefers.</param>
    public static DisplayedValue Display(this object? value, params string[] mimeTypes) => Kernel.display(value, mimeTypes);

    /// <summary>Shows a text as what the MIME type says it is.</summary>
    /// <param name="value">HTML, Markdown, SVG, JSON, base64 of an image, and so on.</param>
    /// <param name="mimeType">For example "text/html".</param>
    public static DisplayedValue DisplayAs(this string value, string mimeType) => Kernel.Send(MimeBundle.Of(mimeType, value), [mimeType]);

    /// <summary>Shows a sequence as a table with a column for each property, a thousand rows at most.</summary>
    /// <param name="source">The rows.</param>
    /// <typeparam name="T">A type with public properties.</typeparam>
    public static DisplayedValue DisplayTable<T>(this IEnumerable<T> source) => 
        RecordTable.Of(source, MostRows) is { } table ? Kernel.Send(MimeBundle.Of(MimeBundle.Html, table), [MimeBundle.Html]) : Kernel.display(source);
}
