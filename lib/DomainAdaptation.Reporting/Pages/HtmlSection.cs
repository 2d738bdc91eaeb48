namespace DomainAdaptation.Reporting;

/// <summary>A part of a page: a heading, markup that is already escaped, and charts.</summary>
internal sealed record HtmlSection(string Heading, string Markup, IReadOnlyList<NamedChart> Charts);
