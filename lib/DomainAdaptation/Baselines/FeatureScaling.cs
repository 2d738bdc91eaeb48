namespace DomainAdaptation;

/// <summary>What is done to features before a <see cref="LinearSvm"/> sees them; it is folded into the weights, so that callers never do it themselves.</summary>
public enum FeatureScaling
{
    /// <summary>Nothing: the features are taken as they are.</summary>
    None = 0,

    /// <summary>One factor for all, by which a sample has length 1 in the quadratic mean: C then means the same in any unit, and a feature that is rarely active stays small.</summary>
    Common = 1,

    /// <summary>Each feature to mean 0 and deviation 1/√d: for features of different units.</summary>
    PerFeature = 2,
}
