using System.Globalization;
using static TorchSharp.torch;

namespace DomainAdaptation;

/// <summary>How many samples of each class were put into which.</summary>
/// <param name="Counts">Samples by true class (rows) and predicted class (columns).</param>
public sealed record ConfusionMatrix(IReadOnlyList<IReadOnlyList<int>> Counts)
{
    /// <summary>The share of samples on the diagonal.</summary>
    public double Accuracy => ClassCounts.Accuracy(Counts);

    /// <summary>Intersection over union of each class, TP / (TP + FP + FN); nothing for a class that is neither there nor predicted.</summary>
    public IReadOnlyList<double?> IntersectionOverUnion => ClassCounts.IntersectionOverUnion(Counts);

    /// <summary>Their mean over the classes that have one (mIoU).</summary>
    public double MeanIntersectionOverUnion => IntersectionOverUnion.OfType<double>().Average();

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
        RequireClasses(test);
        return Of(Predictions.Labels(network, test.WithoutLabels(), domain), test);
    }

    /// <summary>Requires classes of whole samples.</summary>
    /// <exception cref="ArgumentException">The split is of another task.</exception>
    internal static void RequireClasses(LabelledDomain test)
    {
        if (test.Task is not Classification)
        {
            throw new ArgumentException($"{test.Name} is labelled with {test.Task}, and this is for classes of whole samples: Measurement.Of measures any task.", nameof(test));
        }
    }

    internal static ConfusionMatrix Of(IReadOnlyList<int> predicted, LabelledDomain test)
    {
        using var labels = test.Labels.cpu();
        using var found = tensor(predicted.Select(p => (long)p).ToArray());
        return new(ClassCounts.Of(found, labels, test.ClassCount));
    }
}
