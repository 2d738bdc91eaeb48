using static TorchSharp.torch;

namespace DomainAdaptation;

/// <summary>What the label predictor learns: what labels are, the loss, what outputs say, and how right they are.</summary>
/// <remarks>
/// <see cref="Classification"/> is the paper's. Two tasks are the same when they are equal: make one of your own a record. What they print tells runs of one task from those of another, so it must name every setting. Methods that
/// read features alone adapt any task; see <see cref="MethodDescription.Reads"/> for the others.
/// </remarks>
public interface ITask
{
    /// <summary>The name of the headline of <see cref="Measure"/>, such as <c>accuracy</c>: a share, higher is better.</summary>
    string Metric { get; }

    /// <summary>The number of classes, or 0 where the task has none.</summary>
    int ClassCount { get; }

    /// <summary>Requires that labels are of this task and fit the samples.</summary>
    /// <param name="name">What the data are, for the message.</param>
    /// <param name="labels">The labels of all samples.</param>
    /// <param name="count">The number of samples.</param>
    /// <param name="sampleShape">The shape of a sample as the network sees it.</param>
    /// <exception cref="ArgumentException">They do not; the message says what they must be.</exception>
    void Check(string name, Tensor labels, int count, IReadOnlyList<long> sampleShape);

    /// <summary>The shape that the label predictor must give for one sample.</summary>
    /// <param name="sampleShape">The shape of a sample as the network sees it.</param>
    IReadOnlyList<long> OutputShape(IReadOnlyList<long> sampleShape);

    /// <summary>Ly: the mean loss of a batch, in 32 bits.</summary>
    /// <param name="outputs">What the label predictor gives, [n, …].</param>
    /// <param name="labels">The labels of these samples.</param>
    Tensor Loss(Tensor outputs, Tensor labels);

    /// <summary>What the outputs say, in the form of labels.</summary>
    /// <param name="outputs">What the label predictor gives, [n, …].</param>
    Tensor Predict(Tensor outputs);

    /// <summary>How right predictions are.</summary>
    /// <param name="predicted">From <see cref="Predict"/>, of all samples of a split, on the CPU.</param>
    /// <param name="labels">Their labels.</param>
    TaskResult Measure(Tensor predicted, Tensor labels);

    /// <summary>The class logits in outputs, for methods that look at predictions: [rows, classes], a row whatever gets a class. By default the task has none.</summary>
    /// <param name="outputs">What the label predictor gives, [n, …].</param>
    /// <exception cref="NotSupportedException">The task has no classes.</exception>
    Tensor ClassLogits(Tensor outputs) =>
        throw new NotSupportedException($"The task is {this}, without classes, which this method needs: use one that aligns features, such as dann, coral or mmd.");

    /// <summary>The features of a sample as one row, for methods that align features: [n, features]. By default all of them.</summary>
    /// <param name="features">What the feature extractor gives, [n, …].</param>
    Tensor FeatureRows(Tensor features) => (features ?? throw new ArgumentNullException(nameof(features))).flatten(1);
}
