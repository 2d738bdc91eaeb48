using System.Reflection;

namespace DomainAdaptation.Notebooks;

/// <summary>Teaches the notebook kernel that this runs in how the workbench's objects look.</summary>
/// <remarks>
/// Kernels that keep .NET Interactive's conventions share one registry, the class <c>Microsoft.DotNet.Interactive.Formatting.Formatter</c>.
/// It is found among the loaded assemblies and called by reflection, so that nothing here is bound to one kernel or one version of it.
/// </remarks>
public static class WorkbenchNotebook
{
    private const string Registry = "Microsoft.DotNet.Interactive.Formatting.Formatter", Html = "text/html";

    /// <summary>Registers charts, tables, tensors, records and pictures. Called once, by <c>setup.csx</c> or <c>setup.fsx</c>.</summary>
    /// <returns>Whether there was a kernel to teach; outside a notebook there is none.</returns>
    public static bool Register()
    {
        SharedAssemblies.Set();
        NativeBackend.EnsureLoaded();
        // The loaded one that the kernel itself uses is the first.
        var formatter = AppDomain.CurrentDomain.GetAssemblies().Select(a => a.GetType(Registry)).FirstOrDefault(t => t is not null);
        var register = formatter?.GetMethod("Register", [typeof(Type), typeof(Action<object, TextWriter>), typeof(string)]);
        var prefer = formatter?.GetMethod("SetPreferredMimeTypesFor", [typeof(Type), typeof(string[])]);
        if (register is null || prefer is null)
        {
            return false;
        }

        foreach (var view in HtmlViews.All)
        {
            register.Invoke(null, [view.Type, new Action<object, TextWriter>((value, output) => output.Write(view.ToHtml(value))), Html]);
            prefer.Invoke(null, [view.Type, new[] { Html }]);
        }

        return true;
    }

    /// <summary>
    /// plotly.js in a script element, 3.6 MB: shown once in an output that is emptied at once, it brings the charts of the page to life and is
    /// not saved with the notebook.
    /// </summary>
    /// <remarks>The notebook page has a module loader, to which plotly.js would hand itself instead of to the page; so it sees none.</remarks>
    public static string LiveCharts =>
        $"<script>if (!window.Plotly) {{ (function () {{ var define, module, exports;\n{Reporting.PlotlyScript.Text}\n}}).call(window); }}</script>";

    /// <summary>What a cell shows for a value, in HTML; plain text where there is no view of its type.</summary>
    /// <param name="value">Anything.</param>
    public static string ToHtml(object? value) =>
        value is null ? "<pre>null</pre>"
        : HtmlViews.All.FirstOrDefault(v => v.Type.IsInstanceOfType(value)) is { } view ? view.ToHtml(value)
        : $"<pre>{System.Net.WebUtility.HtmlEncode(value.ToString())}</pre>";
}
