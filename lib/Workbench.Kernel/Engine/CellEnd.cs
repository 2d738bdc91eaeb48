namespace Workbench.Kernel.Engine;

/// <summary>How a piece of a cell ended: what it threw, and whether it was interrupted.</summary>
internal sealed record CellEnd(Exception? Failure, bool Interrupted);
