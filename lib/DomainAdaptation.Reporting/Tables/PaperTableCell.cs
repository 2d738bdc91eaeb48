namespace DomainAdaptation.Reporting;

/// <summary>One number of a paper's table.</summary>
/// <param name="Accuracy">Accuracy on the target, as a fraction; the mean over seeds.</param>
/// <param name="Deviation">Standard deviation over seeds, or null.</param>
/// <param name="GapCovered">The share of the gap between the bounds of the same row, or null for a bound or where one is missing.</param>
/// <param name="Note">What one must know, such as <c>oracle</c>, or nothing.</param>
public sealed record PaperTableCell(double Accuracy, double? Deviation = null, double? GapCovered = null, string Note = "")
{
    /// <summary>As the paper prints it: the accuracy, and in brackets the gap covered.</summary>
    public override string ToString() =>
        Numbers.Accuracy(Accuracy, Deviation) + (GapCovered is { } gap ? $" ({Numbers.Gap(gap)})" : "") + (Note.Length > 0 ? $" {Note}" : "");
}
