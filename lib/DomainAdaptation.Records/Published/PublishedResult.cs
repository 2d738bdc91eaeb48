namespace DomainAdaptation;

/// <summary>One number that was published, and where.</summary>
/// <param name="Experiment">Id, such as <c>mnist-to-mnistm</c>.</param>
/// <param name="Method">Id, such as <c>dann</c>.</param>
/// <param name="Accuracy">Accuracy on the target as a fraction.</param>
/// <param name="Source">Which text: <c>v1</c>, <c>v2</c> (arXiv 1409.7495, 2014 and 2015), <c>ICML</c> (2015) or <c>JMLR</c> (17, 2016).</param>
/// <param name="Table">Which of its tables, such as <c>Table 2</c>; <c>text</c> for a number that stands in no table.</param>
/// <param name="Deviation">The printed standard deviation, or null where none is printed.</param>
/// <param name="Note">What one must know before comparing, or nothing.</param>
public sealed record PublishedResult(
    string Experiment,
    string Method,
    double Accuracy,
    string Source,
    string Table,
    double? Deviation = null,
    string Note = "")
{
    /// <summary>Whether the number is one of a table; one from running text is approximate.</summary>
    public bool IsFromTable => Table != PublishedResults.Text;
}
