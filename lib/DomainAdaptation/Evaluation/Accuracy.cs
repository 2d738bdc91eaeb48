namespace DomainAdaptation;

/// <summary>The share of samples that a network puts into the right class.</summary>
public static class Accuracy
{
    /// <summary>Accuracy on a labelled split, from 0 to 1.</summary>
    public static double Of(DomainAdversarialNetwork network, LabelledDomain test) => ConfusionMatrix.Of(network, test).Accuracy;

    /// <summary>
    /// The domain classifier's accuracy on samples of both domains, each domain with the same weight: 0.5 when it cannot tell
    /// them apart, which is what adaptation is after, 1 when it always can.
    /// </summary>
    public static double OfDomains(DomainAdversarialNetwork network, UnlabelledDomain source, UnlabelledDomain target)
    {
        ArgumentNullException.ThrowIfNull(network);
        var rightOnSource = Predictions.DomainsOf(network, source, Domain.Source).Average(logit => logit > 0 ? 0.0 : 1.0);
        var rightOnTarget = Predictions.DomainsOf(network, target, Domain.Target).Average(logit => logit > 0 ? 1.0 : 0.0);
        return (rightOnSource + rightOnTarget) / 2;
    }
}
