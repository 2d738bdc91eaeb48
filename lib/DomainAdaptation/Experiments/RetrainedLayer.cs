using static TorchSharp.torch;

namespace DomainAdaptation;

/// <summary>The protocol of the paper's digit tables: the last layer retrained as a linear SVM, for all methods (JMLR 2016, §5.2.4).</summary>
internal static class RetrainedLayer
{
    // More samples than this change the accuracy in the third digit and cost minutes.
    private const int MostSamples = 10_000;

    /// <summary>Trains the SVM on the labels that the method itself was trained on, and scores it on the target's test split; null where the label predictor has no last layer to retrain.</summary>
    public static IReadOnlyDictionary<string, double>? Measures(
        DomainAdversarialNetwork network, ExperimentData data, string method, int seed, CancellationToken cancellation)
    {
        if (!Embedding.HasLastHidden(network))
        {
            return null;
        }

        using var scope = NewDisposeScope();
        var (labelled, domain) = method switch
        {
            Methods.TrainOnTarget => (data.TargetTrain, Domain.Target),
            Methods.LabelledTarget => (data.FewLabels, Domain.Target),
            _ => (data.SourceTrain, Domain.Source),
        };
        labelled = labelled.Take(MostSamples);
        var known = Embedding.Of(network, labelled.WithoutLabels(), EmbeddingLayer.LastHidden, domain);
        var test = Embedding.Of(network, data.TargetTest.WithoutLabels(), EmbeddingLayer.LastHidden, network.Domain);
        var svm = LinearSvm.Fit(known, labelled.Labels, new LinearSvmOptions().With(seed: seed), labelled.ClassCount, cancellation);
        return new Dictionary<string, double>(StringComparer.Ordinal) { [Measure.SvmAccuracy] = svm.Accuracy(test, data.TargetTest.Labels) };
    }
}
