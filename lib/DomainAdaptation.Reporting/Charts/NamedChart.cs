using Plotly.NET;

namespace DomainAdaptation.Reporting;

/// <summary>A chart and what it is called.</summary>
/// <param name="Title">What it shows, for headings and for those who cannot see it.</param>
/// <param name="Chart">The Plotly.NET chart.</param>
public sealed record NamedChart(string Title, GenericChart Chart)
{
    /// <inheritdoc/>
    public override string ToString() => Title;
}
