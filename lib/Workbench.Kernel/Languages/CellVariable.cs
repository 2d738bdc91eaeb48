namespace Workbench.Kernel.Languages;

/// <summary>A variable that a cell declared, as it stands.</summary>
internal sealed record CellVariable(string Name, Type Type, object? Value);
