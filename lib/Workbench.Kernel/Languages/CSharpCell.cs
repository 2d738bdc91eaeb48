namespace Workbench.Kernel.Languages;

/// <summary>A compiled cell.</summary>
/// <param name="Start">Runs it and makes it part of the session; null when there is nothing to run.</param>
/// <param name="HasResult">Whether it ends in a value.</param>
internal sealed record CSharpCell(Func<Task<object?>>? Start, bool HasResult);
