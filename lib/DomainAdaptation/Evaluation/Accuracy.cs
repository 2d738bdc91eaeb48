namespace DomainAdaptation;

/// <summary>The share of samples that a network puts into the right class.</summary>
public static class Accuracy
{
    /// <summary>Accuracy on a labelled split, from 0 to 1.</summary>
    /// <param name="network">The network; it is left as it was.</param>
    /// <param name="test">The split.</param>
    /// <param name="domain">Whose samples they are. It must be given where the network keeps statistics for each domain; nowhere else does it matter.</param>
    /// <exception cref="ArgumentException">It matters and was not given, or the network never saw that domain.</exception>
    public static double Of(DomainAdversarialNetwork network, LabelledDomain test, Domain? domain = null) => ConfusionMatrix.Of(network, test, domain).Accuracy;

    /// <summary>
    /// The domain classifier's accuracy on samples of both domains, each domain with the same weight: 0.5 when it cannot tell
    /// them apart, which is what adaptation is after, 1 when it always can.
    /// </summary>
    /// <param name="network">The network; its domain classifier has one logit.</param>
    /// <param name="source">Samples of the source.</param>
    /// <param name="target">Samples of the target.</param>
    public static double OfDomains(DomainAdversarialNetwork network, UnlabelledDomain source, UnlabelledDomain target)
    {
        ArgumentNullException.ThrowIfNull(network);
        var rightOnSource = Predictions.Domains(network, source, Domain.Source).Average(logit => logit > 0 ? 0.0 : 1.0);
        var rightOnTarget = Predictions.Domains(network, target, Domain.Target).Average(logit => logit > 0 ? 1.0 : 0.0);
        return (rightOnSource + rightOnTarget) / 2;
    }
}
