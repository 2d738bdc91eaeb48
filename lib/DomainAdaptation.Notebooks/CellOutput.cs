namespace DomainAdaptation.Notebooks;

/// <summary>An output of the running cell that is replaced in place, in .NET Interactive and in the workbench's kernel.</summary>
internal static class CellOutput
{
    private const string Workbench = "Microsoft.DotNet.Interactive.Kernel, Workbench.Kernel";

    /// <summary>Shows HTML below the cell. Outside a notebook it shows nothing.</summary>
    /// <returns>Puts other HTML in its place.</returns>
    public static Action<string> Show(string html) =>
        InteractiveHost.IsHere ? InteractiveHost.Show(html)
        : Type.GetType(Workbench) is { } kernel ? ShowIn(kernel, html)
        : _ => { };

    // The workbench's kernel has .NET Interactive's names in an assembly of its own.
    private static Action<string> ShowIn(Type kernel, string html)
    {
        var (display, asHtml) = (kernel.GetMethod("display")!, kernel.GetMethod("HTML")!);
        var shown = display.Invoke(null, [asHtml.Invoke(null, [html]), Array.Empty<string>()])!;
        var update = shown.GetType().GetMethod("Update")!;
        return next => update.Invoke(shown, [asHtml.Invoke(null, [next])]);
    }
}
