namespace DomainAdaptation;

/// <summary>Mean losses over the steps of an epoch.</summary>
internal sealed record MeanLosses(double Label, double? Domain, double? DomainAccuracy);
