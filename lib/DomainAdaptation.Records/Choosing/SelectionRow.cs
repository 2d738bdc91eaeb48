using System.Globalization;

namespace DomainAdaptation;

/// <summary>A run among those of which <see cref="ModelSelection"/> chooses.</summary>
/// <param name="Run">The run.</param>
/// <param name="SourceError">Error on the source's test split: low is good.</param>
/// <param name="DomainError">Error of the domain classifier on held-out samples, at most 0.5: high is good. One that errs in 60 % tells the domains as well as one that errs in 40 %.</param>
/// <param name="Proxy">From 0 to 1: the mean of both ranks among all runs, 1 for a run that is the best by both.</param>
public sealed record SelectionRow(RunRecord Run, double SourceError, double DomainError, double Proxy)
{
    /// <summary>Accuracy on the target's test split: for looking back only, nothing is chosen by it.</summary>
    public double TargetAccuracy => Run.TargetAccuracy;

    /// <summary>One line.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{Run.Key}: source error {SourceError:P2}, domain error {DomainError:P2}, proxy {Proxy:F2}, target accuracy {TargetAccuracy:P2}");
}
