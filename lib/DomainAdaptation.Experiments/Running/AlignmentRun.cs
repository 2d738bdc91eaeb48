using static TorchSharp.torch;

namespace DomainAdaptation;

/// <summary>Subspace alignment on the last hidden layer of a source-only network, measured both ways: components chosen honestly, and as the paper does.</summary>
/// <param name="Result">Of the honest choice, on the target's test split; with the components of either choice, and the oracle's accuracy.</param>
internal sealed record AlignmentRun(TaskResult Result)
{
    public static AlignmentRun Of(DomainAdversarialNetwork network, ExperimentData data, int seed, CancellationToken cancellation)
    {
        using var scope = NewDisposeScope();
        var source = Embedding.Of(network, data.SourceTrain.WithoutLabels(), EmbeddingLayer.LastHidden, Domain.Source);
        var target = Embedding.Of(network, data.TargetTrain.WithoutLabels(), EmbeddingLayer.LastHidden, Domain.Source);
        var test = Embedding.Of(network, data.TargetTest.WithoutLabels(), EmbeddingLayer.LastHidden, Domain.Source);
        var options = new LinearSvmOptions().With(seed: seed);
        var honest = SubspaceAlignment.Fit(source, data.SourceTrain.Labels, target, options: options, cancellation: cancellation);
        var oracle = SubspaceAlignment.FitWithTargetOracle(
            source, data.SourceTrain.Labels, target, test, data.TargetTest.Labels, OracleCandidates, options, cancellation);
        var confusion = ConfusionMatrix.Of(honest.Predict(test), data.TargetTest);
        return new(new TaskResult(
            confusion.Accuracy,
            new Dictionary<string, double>(StringComparer.Ordinal)
            {
                [Measure.Components] = honest.Components,
                [Measure.OracleComponents] = oracle.Components,
                [Measure.OracleAccuracy] = oracle.Accuracy(test, data.TargetTest.Labels),
            },
            confusion.Counts));
    }

    // The paper's range, 2 to 60, on a grid that is fine where it matters.
    private static IReadOnlyList<int> OracleCandidates { get; } = [2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 14, 16, 18, 20, 25, 30, 35, 40, 45, 50, 55, 60];
}
