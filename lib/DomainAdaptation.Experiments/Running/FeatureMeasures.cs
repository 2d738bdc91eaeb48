using static TorchSharp.torch;

namespace DomainAdaptation;

/// <summary>What is measured on the features of a trained network, beside its accuracy.</summary>
internal static class FeatureMeasures
{
    // More samples cost minutes.
    private const int MostForSvm = 10_000, MostForDistance = 1_000;

    public static IReadOnlyDictionary<string, double> Of(
        DomainAdversarialNetwork network, ExperimentData data, string method, int seed, CancellationToken cancellation)
    {
        using var scope = NewDisposeScope();
        var measures = new Dictionary<string, double>(StringComparer.Ordinal) { [Measure.ProxyADistance] = Distance(network, data, method, seed) };
        if (data.Task is Classification && Embedding.HasLastHidden(network))
        {
            measures[Measure.SvmAccuracy] = SvmAccuracy(network, data, method, seed, cancellation);
        }

        if (Methods.Info(method).Labels is LabelsSeen.FewOfTarget or LabelsSeen.SourceAndFewOfTarget)
        {
            measures[Measure.LabelledTarget] = data.FewLabels.Count;
        }

        return measures;
    }

    // The protocol of the paper's digit tables: the last layer retrained as a linear SVM, on the labels that the method itself
    // was trained on (JMLR 2016, §5.2.4).
    private static double SvmAccuracy(DomainAdversarialNetwork network, ExperimentData data, string method, int seed, CancellationToken cancellation)
    {
        var (labelled, domain) = Methods.Info(method).Labels switch
        {
            LabelsSeen.Target => (data.TargetTrain, Domain.Target),
            LabelsSeen.FewOfTarget => (data.FewLabels, Domain.Target),
            _ => (data.SourceTrain, Domain.Source),
        };
        labelled = labelled.Spread(MostForSvm);
        var known = Embedding.Of(network, labelled.WithoutLabels(), EmbeddingLayer.LastHidden, domain);
        var test = Embedding.Of(network, data.TargetTest.WithoutLabels(), EmbeddingLayer.LastHidden, network.Domain);
        var svm = LinearSvm.Fit(known, labelled.Labels, new LinearSvmOptions().With(seed: seed), labelled.ClassCount, cancellation);
        return svm.Accuracy(test, data.TargetTest.Labels);
    }

    // Each domain goes through the network as it did in training; one that saw a single domain treats both alike.
    private static double Distance(DomainAdversarialNetwork network, ExperimentData data, string method, int seed)
    {
        var single = Methods.Info(method) is { Adapts: false, Labels: not LabelsSeen.SourceAndFewOfTarget };
        var source = Rows(data.SourceTest, single ? network.Domain : Domain.Source);
        var target = Rows(data.TargetTest, network.Domain);
        return ProxyADistance.Estimate(source, target, seed);

        Tensor Rows(LabelledDomain samples, Domain domain) => Predictions.Collect(
            network, samples.Spread(MostForDistance).WithoutLabels(), domain, x => data.Task.FeatureRows(network.FeatureExtractor.call(x)));
    }
}
