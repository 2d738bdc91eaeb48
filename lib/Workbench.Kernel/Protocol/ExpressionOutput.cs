using Workbench.Kernel.Display;
using Workbench.Kernel.Engine;

namespace Workbench.Kernel.Protocol;

/// <summary>Keeps the value of an expression that a client asked for beside a cell, and nothing else.</summary>
internal sealed class ExpressionOutput : ICellOutput
{
    /// <summary>The value; null when there is none.</summary>
    public MimeBundle? Value { get; private set; }

    public void Write(string stream, string text)
    {
    }

    public void Display(MimeBundle bundle, string? displayId)
    {
    }

    public void Update(MimeBundle bundle, string displayId)
    {
    }

    public void Result(MimeBundle bundle) => Value = bundle;

    public void Error(CellError error)
    {
    }

    public Task<string> ReadInput(string prompt, bool password, CancellationToken cancellation) =>
        throw new InvalidOperationException("An expression beside a cell cannot ask for input.");
}
