namespace Workbench.Kernel.Engine;

/// <summary>A cell cannot run; says why in words for the person who wrote it.</summary>
internal sealed class CellException(CellError error) : Exception(error.Message)
{
    public CellException(string message)
        : this(CellError.Plain("Error", message))
    {
    }

    public CellError Error { get; } = error;
}
