namespace DomainAdaptation;

/// <summary>A name was given that is none of those to choose from: a variant, a method, an experiment, a data set. The message lists them.</summary>
/// <param name="message">One sentence, with the choices.</param>
/// <param name="parameter">The parameter that had the name.</param>
public sealed class UnknownChoiceException(string message, string? parameter = null) : ArgumentException(message, parameter);
