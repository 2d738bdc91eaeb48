using TorchSharp;
using static TorchSharp.torch;

namespace DomainAdaptation;

/// <summary>One class for each sample: cross-entropy, and the share of samples that get the right one. Labels are int64 [N], from 0.</summary>
public sealed record Classification : ITask
{
    /// <summary>Names the task.</summary>
    /// <param name="classCount">The number of classes, two at least.</param>
    public Classification(int classCount)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(classCount, 2);
        ClassCount = classCount;
    }

    /// <inheritdoc/>
    public int ClassCount { get; }

    /// <inheritdoc/>
    public string Metric => "accuracy";

    /// <inheritdoc/>
    public void Check(string name, Tensor labels, int count, IReadOnlyList<long> sampleShape)
    {
        ArgumentNullException.ThrowIfNull(labels);
        if (labels.dtype != ScalarType.Int64 || labels.dim() != 1 || labels.shape[0] != count)
        {
            throw new ArgumentException($"{name}: {count} samples need as many int64 labels, not {labels.dtype} [{string.Join(", ", labels.shape)}].", nameof(labels));
        }

        using var scope = NewDisposeScope();
        long smallest = labels.min().item<long>(), largest = labels.max().item<long>();
        if (smallest < 0 || largest >= ClassCount)
        {
            throw new ArgumentException($"{name}: labels go from {smallest} to {largest}, but {ClassCount} classes are numbered 0 to {ClassCount - 1}.", nameof(labels));
        }
    }

    /// <summary>One logit for each class.</summary>
    public IReadOnlyList<long> OutputShape(IReadOnlyList<long> sampleShape) => [ClassCount];

    /// <summary>The mean cross-entropy of logits [n, classes].</summary>
    public Tensor Loss(Tensor outputs, Tensor labels) => CrossEntropy(outputs, labels);

    /// <summary>The class with the largest logit, int64 [n].</summary>
    public Tensor Predict(Tensor outputs)
    {
        ArgumentNullException.ThrowIfNull(outputs);
        return outputs.argmax(1);
    }

    /// <inheritdoc/>
    public TaskResult Measure(Tensor predicted, Tensor labels)
    {
        var counts = ClassCounts.Of(predicted, labels, ClassCount);
        return new(ClassCounts.Accuracy(counts), new Dictionary<string, double>(StringComparer.Ordinal), counts);
    }

    /// <inheritdoc/>
    public Tensor ClassLogits(Tensor outputs) => outputs;

    /// <summary>Always in 32 bits.</summary>
    internal static Tensor CrossEntropy(Tensor logits, Tensor labels) => nn.functional.cross_entropy(logits.to(ScalarType.Float32), labels);

    /// <inheritdoc/>
    public override string ToString() => $"{ClassCount} classes";
}
