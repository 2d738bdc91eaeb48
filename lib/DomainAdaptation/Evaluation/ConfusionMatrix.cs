using System.Globalization;
using static TorchSharp.torch;

namespace DomainAdaptation;

/// <summary>How many samples of each class were put into which.</summary>
/// <param name="Counts">Samples by true class (rows) and predicted class (columns).</param>
public sealed record ConfusionMatrix(IReadOnlyList<IReadOnlyList<int>> Counts)
{
    /// <summary>The share of samples on the diagonal.</summary>
    public double Accuracy => (double)Counts.Select((row, c) => row[c]).Sum() / Counts.Sum(row => row.Sum());

    /// <summary>One line: the accuracy and what it is of.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{Accuracy:P2} of {Counts.Sum(row => row.Sum())} samples in {Counts.Count} classes right");

    /// <summary>Counts a network's predictions on a labelled split. The network is left as it was.</summary>
    /// <param name="network">The network.</param>
    /// <param name="test">The split.</param>
    /// <param name="domain">Whose samples they are: see <see cref="DomainAdaptation.Accuracy.Of"/>.</param>
    public static ConfusionMatrix Of(DomainAdversarialNetwork network, LabelledDomain test, Domain? domain = null)
    {
        ArgumentNullException.ThrowIfNull(test);
        return Of(Predictions.Labels(network, test.WithoutLabels(), domain), test);
    }

    internal static ConfusionMatrix Of(IReadOnlyList<int> predicted, LabelledDomain test)
    {
        using var labels = test.Labels.cpu();
        var truth = labels.data<long>();
        var classes = Math.Max(test.ClassCount, predicted.DefaultIfEmpty().Max() + 1); // the network may know classes that this split lacks
        var counts = Enumerable.Range(0, classes).Select(_ => new int[classes]).ToArray();
        for (var i = 0; i < predicted.Count; i++)
        {
            counts[truth[i]][predicted[i]]++;
        }

        return new ConfusionMatrix(counts);
    }
}
