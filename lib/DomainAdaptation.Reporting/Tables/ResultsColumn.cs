namespace DomainAdaptation.Reporting;

/// <summary>A column of a table of results.</summary>
internal sealed record ResultsColumn(string Name, Func<ResultsRow, string> Cell, bool IsText = false, bool IsAccuracy = false);
