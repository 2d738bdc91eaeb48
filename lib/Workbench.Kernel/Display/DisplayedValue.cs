using Workbench.Kernel.Display;
using Workbench.Kernel.Engine;

namespace Microsoft.DotNet.Interactive;

/// <summary>Something on the screen that can be replaced.</summary>
public sealed class DisplayedValue
{
    private readonly string displayId;
    private readonly string[] mimeTypes;
    private readonly CellContext? cell;

    internal DisplayedValue(string displayId, string[] mimeTypes, CellContext? cell)
    {
        this.displayId = displayId;
        this.mimeTypes = mimeTypes;
        this.cell = cell;
    }

    /// <summary>Shows another value in its place.</summary>
    /// <param name="updatedValue">The value, formatted as display formats it.</param>
    public void Update(object? updatedValue)
    {
        var bundle = ValueFormatter.Format(updatedValue, mimeTypes);
        Interruption.EndIfInterrupted();
        (CellContext.Current ?? cell)?.Output.Update(bundle, displayId);
    }
}
