namespace DomainAdaptation;

/// <summary>The labels that a method is trained on.</summary>
public enum LabelsSeen
{
    /// <summary>Those of the source: unsupervised adaptation, and its lower bound.</summary>
    Source,

    /// <summary>All of the target's: the upper bound.</summary>
    Target,

    /// <summary>A few of the target's, and none of the source's.</summary>
    FewOfTarget,

    /// <summary>Those of the source and a few of the target's: semi-supervised.</summary>
    SourceAndFewOfTarget,
}
