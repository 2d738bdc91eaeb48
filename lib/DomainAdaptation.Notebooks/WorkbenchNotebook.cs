using System.Runtime.CompilerServices;
using DomainAdaptation.Reporting;
using Microsoft.DotNet.Interactive.Formatting;

namespace DomainAdaptation.Notebooks;

/// <summary>Makes a notebook ready: the libraries fit together, libtorch is loaded, and the workbench's objects have a look.</summary>
public static class WorkbenchNotebook
{
    private const string Registry = "Microsoft.DotNet.Interactive.Formatting.Formatter, Microsoft.DotNet.Interactive.Formatting", Html = "text/html";

    /// <summary>
    /// Makes the notebook ready, and shows charts, tables, tensors, records and pictures as what they are. Called once, before Plotly.NET or
    /// Deedle is used: by <c>setup.csx</c>, <c>setup.fsx</c>, or the package.
    /// </summary>
    /// <returns>Whether there was a kernel to teach; outside a notebook there is none.</returns>
    public static bool Register()
    {
        SharedAssemblies.Set();
        NativeBackend.EnsureLoaded();
        if (Type.GetType(Registry) is null)
        {
            return false;
        }

        if (InteractiveHost.IsHere)
        {
            InteractiveHost.HideVersionWarnings();
        }

        RegisterViews();
        // plotly.js reaches the page and leaves no trace in the file: where it is, charts are live, and elsewhere they are pictures.
        CellOutput.Show(LiveCharts)("");
        return true;
    }

    // What the kernel brings, and Plotly.NET and Deedle, is not looked for before this is called.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void RegisterViews()
    {
        foreach (var view in HtmlViews.All)
        {
            Formatter.Register(view.Type, (value, output) => output.Write(view.ToHtml(value)), Html);
            Formatter.SetPreferredMimeTypesFor(view.Type, Html);
        }
    }

    /// <summary>plotly.js in a script element, 3.6 MB.</summary>
    /// <remarks>The notebook page has a module loader, to which plotly.js would hand itself instead of to the page; so it sees none.</remarks>
    internal static string LiveCharts =>
        $"<script>if (!window.Plotly) {{ (function () {{ var define, module, exports;\n{PlotlyScript.Text}\n}}).call(window); }}</script>";

    /// <summary>What a cell shows for a value, in HTML; plain text where there is no view of its type.</summary>
    /// <param name="value">Anything.</param>
    public static string ToHtml(object? value) =>
        value is null ? "<pre>null</pre>"
        : HtmlViews.All.FirstOrDefault(v => v.Type.IsInstanceOfType(value)) is { } view ? view.ToHtml(value)
        : $"<pre>{System.Net.WebUtility.HtmlEncode(value.ToString())}</pre>";
}
