namespace DomainAdaptation;

/// <summary>A domain of which a few samples have labels: see <see cref="TrackedDomain.LabelledPart"/>.</summary>
/// <param name="Labelled">Those with labels.</param>
/// <param name="Unlabelled">All others.</param>
public sealed record LabelledPart(LabelledDomain Labelled, UnlabelledDomain Unlabelled);
