using TorchSharp;
using static TorchSharp.torch;

namespace DomainAdaptation;

/// <summary>A class for each pixel: cross-entropy over pixels, and the mean intersection over union (mIoU). Labels are bytes [N, height, width].</summary>
/// <remarks>
/// A network gives [n, classes, height, width] for images [n, 3, height, width], or for maps of features [n, channels, height / stride, width / stride]. Methods that align features see the mean of the map,
/// those that look at predictions a row for each pixel.
/// </remarks>
public sealed record Segmentation : ITask
{
    /// <summary>Names the task.</summary>
    /// <param name="classCount">The number of classes, two at least.</param>
    /// <param name="ignore">The label of pixels that count nowhere: 255 in Cityscapes, 11 in CamVid.</param>
    /// <param name="stride">Pixels of a label for each place of a sample, along a side: 1 for images, 8 for maps of features at an eighth of the image's size.</param>
    public Segmentation(int classCount, int ignore = 255, int stride = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(classCount, 2);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(classCount, 255);
        ArgumentOutOfRangeException.ThrowIfLessThan(ignore, classCount);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(ignore, 255);
        ArgumentOutOfRangeException.ThrowIfLessThan(stride, 1);
        (ClassCount, Ignore, Stride) = (classCount, ignore, stride);
    }

    /// <inheritdoc/>
    public int ClassCount { get; }

    /// <summary>The label of pixels that count nowhere.</summary>
    public int Ignore { get; }

    /// <summary>Pixels of a label for each place of a sample, along a side.</summary>
    public int Stride { get; }

    /// <inheritdoc/>
    public string Metric => "mean IoU";

    /// <inheritdoc/>
    public void Check(string name, Tensor labels, int count, IReadOnlyList<long> sampleShape)
    {
        ArgumentNullException.ThrowIfNull(labels);
        ArgumentNullException.ThrowIfNull(sampleShape);
        if (sampleShape.Count != 3 || labels.dtype != ScalarType.Byte || !labels.shape.SequenceEqual([count, sampleShape[1] * Stride, sampleShape[2] * Stride]))
        {
            throw new ArgumentException(
                $"{name}: samples of {string.Join("×", sampleShape)} need labels as bytes for each pixel, [{count}, {(Stride > 1 ? $"{Stride} · height, {Stride} · width" : "height, width")}], not {labels.dtype} [{string.Join(", ", labels.shape)}].", nameof(labels));
        }

        using var scope = NewDisposeScope();
        var counted = labels.ne(Ignore.ToScalar());
        if (!counted.any().item<bool>())
        {
            throw new ArgumentException($"{name}: every pixel has the label {Ignore}, which counts nowhere.", nameof(labels));
        }

        var largest = labels.masked_select(counted).max().item<byte>();
        if (largest >= ClassCount)
        {
            throw new ArgumentException($"{name}: there is a pixel of class {largest}, but {ClassCount} classes are numbered 0 to {ClassCount - 1}, and {Ignore} counts nowhere.", nameof(labels));
        }
    }

    /// <summary>One logit for each class at each pixel.</summary>
    public IReadOnlyList<long> OutputShape(IReadOnlyList<long> sampleShape)
    {
        ArgumentNullException.ThrowIfNull(sampleShape);
        return [ClassCount, .. sampleShape.Skip(1).Select(side => side * Stride)];
    }

    /// <summary>The mean cross-entropy over the pixels that count; 0 where none does.</summary>
    public Tensor Loss(Tensor outputs, Tensor labels)
    {
        ArgumentNullException.ThrowIfNull(outputs);
        ArgumentNullException.ThrowIfNull(labels);
        using var ignore = Ignore.ToScalar();
        var sum = nn.functional.cross_entropy(outputs.to(ScalarType.Float32), labels.to(ScalarType.Int64), ignore_index: Ignore, reduction: nn.Reduction.Sum);
        return sum / labels.ne(ignore).sum().clamp_min(Scalars.One);
    }

    /// <summary>The class with the largest logit at each pixel, bytes [n, height, width].</summary>
    public Tensor Predict(Tensor outputs)
    {
        ArgumentNullException.ThrowIfNull(outputs);
        return outputs.argmax(1).to(ScalarType.Byte);
    }

    /// <summary>The mean over the classes of intersection / union, from one confusion matrix of all pixels; a class that is neither there nor predicted is left out.</summary>
    public TaskResult Measure(Tensor predicted, Tensor labels)
    {
        ArgumentNullException.ThrowIfNull(labels);
        using var scope = NewDisposeScope();
        var counted = labels.ne(Ignore.ToScalar());
        var counts = ClassCounts.Of(predicted.masked_select(counted).to(ScalarType.Int64), labels.masked_select(counted).to(ScalarType.Int64), ClassCount);
        return new(
            ClassCounts.IntersectionOverUnion(counts).OfType<double>().Average(), new Dictionary<string, double>(StringComparer.Ordinal) { [DomainAdaptation.Measure.PixelAccuracy] = ClassCounts.Accuracy(counts) }, counts);
    }

    /// <inheritdoc/>
    public Tensor ClassLogits(Tensor outputs)
    {
        ArgumentNullException.ThrowIfNull(outputs);
        return outputs.permute(0, 2, 3, 1).reshape(-1, outputs.size(1));
    }

    /// <inheritdoc/>
    public Tensor FeatureRows(Tensor features)
    {
        ArgumentNullException.ThrowIfNull(features);
        return features.dim() == 4 ? features.mean([2, 3]) : features.flatten(1);
    }

    /// <inheritdoc/>
    public override string ToString() => $"{ClassCount} classes of pixels, {Ignore} for none{(Stride > 1 ? $", {Stride} × {Stride} pixels a place" : "")}";
}
