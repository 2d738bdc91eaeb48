namespace DomainAdaptation;

/// <summary>What became of some parts.</summary>
/// <param name="Parts">The parts.</param>
/// <param name="Reason">What went wrong, or empty.</param>
/// <param name="Lasting">How long that stands.</param>
/// <param name="IsLast">Whether the child is at its end.</param>
internal sealed record TrialOutcome(IReadOnlyList<string> Parts, string Reason, Lasting Lasting, bool IsLast);
