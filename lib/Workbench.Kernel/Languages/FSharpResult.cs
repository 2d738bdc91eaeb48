namespace Workbench.Kernel.Languages;

/// <summary>The value an F# cell ended in.</summary>
internal sealed record FSharpResult(object? Value);
