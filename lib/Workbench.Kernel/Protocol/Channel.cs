namespace Workbench.Kernel.Protocol;

/// <summary>The sockets.</summary>
internal enum Channel
{
    /// <summary>Requests, one after another.</summary>
    Shell,

    /// <summary>Requests that do not wait for cells.</summary>
    Control,

    /// <summary>Questions to the reader.</summary>
    Stdin,

    /// <summary>Output, to all who listen.</summary>
    Iopub,

    /// <summary>Says that the kernel lives: sends back what it gets.</summary>
    Heartbeat,
}
