namespace Workbench.Kernel.Engine;

/// <summary>Why a cell failed: the error's type, its message, and the lines to show.</summary>
internal sealed record CellError(string Name, string Message, IReadOnlyList<string> Traceback)
{
    /// <summary>The cell was stopped by the user.</summary>
    public static CellError Interrupted(string? remark = null)
    {
        var message = "The cell was interrupted." + (remark is null ? "" : " " + remark);
        return new CellError("KeyboardInterrupt", message, [message]);
    }

    /// <summary>A mistake in the cell's text, in a directive, or in what it asked for.</summary>
    public static CellError Plain(string name, string message) => new(name, message, [name + ": " + message]);
}
