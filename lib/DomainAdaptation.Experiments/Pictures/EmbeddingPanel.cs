namespace DomainAdaptation.Reporting;

/// <summary>One map of an <see cref="EmbeddingPlot"/>.</summary>
/// <param name="Title">What it shows, such as <c>before adaptation</c>.</param>
/// <param name="Map">The map of both domains' samples, those of the source first.</param>
/// <param name="SourceCount">How many samples are of the source.</param>
public sealed record EmbeddingPanel(string Title, TSneMap Map, int SourceCount)
{
    /// <summary>One line.</summary>
    public override string ToString() => $"{Title}: {Map}";
}
