using System.ComponentModel;

namespace Workbench.Kernel.Engine;

/// <summary>How a value gets from one language into a variable of another. Public for the cell that takes it; of no use otherwise.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class SharedValues
{
    /// <summary>The value that is being handed over.</summary>
    public static object? Last { get; internal set; }
}
