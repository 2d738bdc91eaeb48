namespace DomainAdaptation.Reporting;

/// <summary>An object of JavaScript: what plotly.js takes for a line, an axis or a font.</summary>
internal sealed class JsObject() : Dictionary<string, object>(StringComparer.Ordinal);
