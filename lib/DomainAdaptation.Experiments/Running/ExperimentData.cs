namespace DomainAdaptation;

/// <summary>The splits of an experiment. Only <see cref="Pair"/> reaches the adaptation; the target's labels serve the upper bound and the scores.</summary>
/// <param name="SourceTrain">Labelled training samples of the source.</param>
/// <param name="SourceTest">Held-out samples of the source.</param>
/// <param name="TargetTrain">Training samples of the target; their labels are seen by train-on-target alone.</param>
/// <param name="TargetTest">Samples of the target on which accuracies are reported: held-out ones, but for fully transductive protocols.</param>
/// <param name="LabelledTarget">Semi-supervised experiments only: the few samples of the target whose labels training may see.</param>
/// <param name="MoreSources">Experiments with several sources only: labelled training samples of the others.</param>
/// <param name="Generalises">Whether training sees no target at all (domain generalisation): then the target is only tested on, and no score looks at it.</param>
public sealed record ExperimentData(
    LabelledDomain SourceTrain,
    LabelledDomain SourceTest,
    LabelledDomain TargetTrain,
    LabelledDomain TargetTest,
    LabelledDomain? LabelledTarget = null,
    IReadOnlyList<LabelledDomain>? MoreSources = null,
    bool Generalises = false)
{
    /// <summary>The first source and the target, which is all there is but for several sources.</summary>
    public DomainPair Pair => new(SourceTrain, TargetTrain.WithoutLabels());

    /// <summary>What is to be learned.</summary>
    public ITask Task => SourceTrain.Task;

    /// <summary>The training samples of all sources.</summary>
    public IReadOnlyList<LabelledDomain> Sources => [SourceTrain, .. MoreSources ?? []];

    /// <summary>What adaptation may see.</summary>
    public AdaptationData Adaptation => new(Sources, Generalises ? [] : [TargetTrain.WithoutLabels()]);

    /// <summary>What semi-supervised adaptation may see.</summary>
    /// <exception cref="InvalidOperationException">The experiment has no labelled target samples.</exception>
    public DomainPair SemiSupervisedPair => new(SourceTrain, TargetTrain.WithoutLabels(), FewLabels);

    /// <summary>The first samples of each split.</summary>
    internal ExperimentData Take(int train, int test) => new(SourceTrain.Take(train), SourceTest.Take(test), TargetTrain.Take(train), TargetTest.Take(test), LabelledTarget, MoreSources?.Select(s => s.Take(train)).ToList(), Generalises);

    /// <summary>What tells these data from others of the same name, one line a split.</summary>
    internal IReadOnlyList<string> Identity() =>
    [
        DataIdentity.Of("source", SourceTrain), .. (MoreSources ?? []).Select((s, k) => DataIdentity.Of(Domain.SourceAt(k + 1), s.WithoutLabels(), s)),
        DataIdentity.Of("source test", SourceTest), DataIdentity.Of("target", TargetTrain), DataIdentity.Of("target test", TargetTest),
        .. LabelledTarget is { } few ? [DataIdentity.Of("labelled target", few)] : Array.Empty<string>(),
    ];

    internal LabelledDomain FewLabels => LabelledTarget ?? throw new InvalidOperationException("The experiment has no labelled target samples: it is not semi-supervised.");

    /// <summary>The data in words, for the run record. The labelled target samples are not in it: whether they were seen is a matter of the method.</summary>
    public override string ToString() => $"{string.Join(" + ", Sources.Select(s => s.Name))} → {(Generalises ? "no target" : TargetTrain.Name)}; tested on {TargetTest.Name}";
}
