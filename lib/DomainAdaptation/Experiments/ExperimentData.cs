namespace DomainAdaptation;

/// <summary>The four splits of an experiment. Only <see cref="Pair"/> reaches the adaptation; the target's labels serve the upper bound and the scores.</summary>
/// <param name="SourceTrain">Labelled training samples of the source.</param>
/// <param name="SourceTest">Held-out samples of the source.</param>
/// <param name="TargetTrain">Training samples of the target; their labels are seen by train-on-target alone.</param>
/// <param name="TargetTest">Held-out samples of the target, on which accuracies are reported.</param>
public sealed record ExperimentData(LabelledDomain SourceTrain, LabelledDomain SourceTest, LabelledDomain TargetTrain, LabelledDomain TargetTest)
{
    /// <summary>What adaptation may see.</summary>
    public DomainPair Pair => new(SourceTrain, TargetTrain.WithoutLabels());

    /// <summary>The data in words, for the run record.</summary>
    public override string ToString() => $"{SourceTrain.Name} → {TargetTrain.Name}; tested on {TargetTest.Name}";
}
