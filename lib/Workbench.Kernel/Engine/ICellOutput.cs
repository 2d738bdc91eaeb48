using Workbench.Kernel.Display;

namespace Workbench.Kernel.Engine;

/// <summary>Where a cell's output goes: a client's screen, or a notebook file. Any thread may call it.</summary>
internal interface ICellOutput
{
    /// <summary>Text written to the console.</summary>
    /// <param name="stream">"stdout" or "stderr".</param>
    /// <param name="text">The text, as written.</param>
    void Write(string stream, string text);

    /// <summary>Something to show; with an id it can be replaced later.</summary>
    void Display(MimeBundle bundle, string? displayId);

    /// <summary>Replaces what was shown under that id, wherever that was.</summary>
    void Update(MimeBundle bundle, string displayId);

    /// <summary>The value of the cell's last expression.</summary>
    void Result(MimeBundle bundle);

    /// <summary>Why the cell ended early.</summary>
    void Error(CellError error);

    /// <summary>Asks the reader for a line.</summary>
    /// <exception cref="InvalidOperationException">Nobody is there to ask.</exception>
    Task<string> ReadInput(string prompt, bool password, CancellationToken cancellation);
}
