namespace DomainAdaptation;

/// <summary>How well a network does its task.</summary>
public static class Measurement
{
    /// <summary>Measures a network on a labelled split by what its task has. The network is left as it was.</summary>
    /// <param name="network">The network.</param>
    /// <param name="test">The split.</param>
    /// <param name="domain">Whose samples they are: see <see cref="Accuracy.Of"/>.</param>
    /// <exception cref="ArgumentException">It matters whose they are and was not given, or the network never saw that domain.</exception>
    public static TaskResult Of(DomainAdversarialNetwork network, LabelledDomain test, Domain? domain = null)
    {
        ArgumentNullException.ThrowIfNull(test);
        using var predicted = Predictions.Of(network, test.WithoutLabels(), test.Task, domain);
        using var labels = test.Labels.cpu();
        return test.Task.Measure(predicted, labels);
    }
}
