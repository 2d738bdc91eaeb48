namespace DomainAdaptation;

/// <summary>What <see cref="DomainClassifierHealth"/> finds.</summary>
public enum DomainClassifierState
{
    /// <summary>The domains are confused, and a fresh classifier confirms it: what adaptation is after.</summary>
    Confused = 0,

    /// <summary>The classifier is right in more than half of the cases, and the features follow: the usual picture of a run that adapts.</summary>
    Contested = 1,

    /// <summary>The classifier guesses, but nobody has looked whether the features are alike: measure the proxy A-distance.</summary>
    Undecided = 2,

    /// <summary>The classifier guesses although a fresh one can tell the domains: it has learned nothing.</summary>
    LearnedNothing = 3,

    /// <summary>The classifier is nearly always right: the features do not follow.</summary>
    FeaturesDoNotFollow = 4,

    /// <summary>The classifier is confidently wrong: features and classifier chase each other.</summary>
    Oscillating = 5,

    /// <summary>The label predictor has lost the task that it had learned.</summary>
    LabelsCollapsed = 6,

    /// <summary>λ never left 0: nothing asked the features to follow.</summary>
    NotReversed = 7,

    /// <summary>There was no domain classifier: a source-only or train-on-target run.</summary>
    NoClassifier = 8,

    /// <summary>The label predictor has not learned its task yet, so that nothing can be said of the domains.</summary>
    LabelsNotLearned = 9,

    /// <summary>A run of the scale <see cref="Scale.Smoke"/>: it shows that everything works, and its numbers mean nothing.</summary>
    TooShort = 10,
}
