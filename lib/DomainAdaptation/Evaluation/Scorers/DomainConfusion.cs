using static TorchSharp.torch;

namespace DomainAdaptation;

/// <summary>
/// How often the domain classifier errs, at most one half: the second figure that Ganin &amp; Lempitsky (2014, §4, "Choosing
/// meta-parameters") watched, beside the source's error.
/// </summary>
/// <remarks>It is absent where no domain classifier was trained, and is fooled by one that has learned nothing.</remarks>
public sealed class DomainConfusion : IScorer
{
    /// <inheritdoc/>
    public string Name => "domain-confusion";

    /// <inheritdoc/>
    public double Score(HeldOut held)
    {
        ArgumentNullException.ThrowIfNull(held);
        if (held.SourceDomains is null || held.TargetDomains is null)
        {
            return double.NaN;
        }

        var wrong = (Share(held.SourceDomains > 0) + Share(held.TargetDomains <= 0)) / 2;
        return Math.Min(wrong, 1 - wrong); // one that errs in 60 % tells the domains as well as one that errs in 40 %
    }

    private static double Share(Tensor flags) => flags.to(ScalarType.Float64).mean().item<double>();
}
