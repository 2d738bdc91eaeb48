namespace DomainAdaptation;

/// <summary>How the features are set against the domain classifier.</summary>
public enum Adversary
{
    /// <summary>The features climb the loss that the classifier descends: R_λ between them (the paper, §3).</summary>
    GradientReversal,

    /// <summary>
    /// The features descend the loss with the domain labels swapped: the alternative pair of losses of version 1's appendix.
    /// Its gradient is strong where the classifier is right, which is where the reversed one vanishes; the fixed points are the same.
    /// </summary>
    SwappedLabels,
}
