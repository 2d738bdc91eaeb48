using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Html;
using Microsoft.DotNet.Interactive.Formatting;
using Workbench.Kernel.Display;
using Workbench.Kernel.Engine;

namespace Microsoft.DotNet.Interactive;

/// <summary>The helpers that every cell can call by name. The namespace and the names are those of .NET Interactive, for whose notebooks they stand in.</summary>
[SuppressMessage("Naming", "MA0048", Justification = "The class has .NET Interactive's name, which is also the project's.")]
[SuppressMessage("Style", "IDE1006", Justification = "The names are .NET Interactive's.")]
public static class Kernel
{
    private static int displays;

    /// <summary>Shows a value below the cell; the result can show another in its place.</summary>
    /// <param name="value">Any value.</param>
    /// <param name="mimeTypes">The formats to send; none for those that the value's type prefers.</param>
    public static DisplayedValue display(object? value, params string[] mimeTypes) => Send(ValueFormatter.Format(value, mimeTypes), mimeTypes);

    /// <summary>A text as HTML, to be displayed or returned.</summary>
    /// <param name="content">The HTML, taken as it is.</param>
    public static IHtmlContent HTML(string content) => new HtmlString(content);

    /// <summary>Runs a script in the page that shows the notebook.</summary>
    /// <param name="scriptContent">The script, without its tag.</param>
    public static void Javascript(string scriptContent) => Send(MimeBundle.Of(MimeBundle.Html, $"<script type=\"text/javascript\">{scriptContent}</script>"), [MimeBundle.Html]);

    /// <summary>Adds a style sheet to the page that shows the notebook.</summary>
    /// <param name="content">The rules.</param>
    public static void CSS(string content) => Send(MimeBundle.Of(MimeBundle.Html, $"<style>{content}</style>"), [MimeBundle.Html]);

    /// <summary>Asks the reader for a line of text.</summary>
    /// <param name="prompt">The question.</param>
    /// <param name="typeHint">"password" hides what is typed.</param>
    /// <exception cref="InvalidOperationException">Nobody can be asked: the notebook runs without a client, or the client takes no questions.</exception>
    public static Task<string> GetInputAsync(string prompt = "", string typeHint = "text")
    {
        var cell = CellContext.Current ?? throw new InvalidOperationException("GetInputAsync asks the reader of a running cell, and no cell is running.");
        return cell.Output.ReadInput(prompt, typeHint == "password", cell.Cancellation);
    }

    internal static DisplayedValue Send(MimeBundle bundle, string[] mimeTypes)
    {
        var id = "display-" + Interlocked.Increment(ref displays).ToString(System.Globalization.CultureInfo.InvariantCulture);
        var cell = CellContext.Current;
        Interruption.EndIfInterrupted();
        cell?.Output.Display(bundle, id);
        return new DisplayedValue(id, mimeTypes, cell);
    }
}
