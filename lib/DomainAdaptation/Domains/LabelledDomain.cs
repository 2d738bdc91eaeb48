using TorchSharp;
using static TorchSharp.torch;

namespace DomainAdaptation;

/// <summary>Samples of one domain with their class labels: the source, or a split that is used for scoring only.</summary>
public sealed class LabelledDomain
{
    private readonly UnlabelledDomain unlabelled;

    /// <summary>Wraps tensors of samples and labels.</summary>
    /// <param name="name">What the data are, copy included; it goes into every run record.</param>
    /// <param name="samples">As for <see cref="UnlabelledDomain"/>.</param>
    /// <param name="labels">int64 [N], each from 0 to <paramref name="classCount"/> − 1. The domain takes it over.</param>
    /// <param name="classCount">The number of classes.</param>
    /// <exception cref="ArgumentException">The shapes disagree, or a label is out of range.</exception>
    public LabelledDomain(string name, Tensor samples, Tensor labels, int classCount)
    {
        ArgumentNullException.ThrowIfNull(labels);
        ArgumentOutOfRangeException.ThrowIfLessThan(classCount, 2);
        unlabelled = new UnlabelledDomain(name, samples);
        if (labels.dtype != ScalarType.Int64 || labels.dim() != 1 || labels.shape[0] != unlabelled.Count)
        {
            throw new ArgumentException($"{name}: {unlabelled.Count} samples need as many int64 labels, not {labels.dtype} [{string.Join(", ", labels.shape)}].", nameof(labels));
        }

        using (NewDisposeScope())
        {
            long smallest = labels.min().item<long>(), largest = labels.max().item<long>();
            if (smallest < 0 || largest >= classCount)
            {
                throw new ArgumentException($"{name}: labels go from {smallest} to {largest}, but {classCount} classes are numbered 0 to {classCount - 1}.", nameof(labels));
            }
        }

        Labels = labels.DetachFromDisposeScope();
        ClassCount = classCount;
    }

    /// <summary>What the data are.</summary>
    public string Name => unlabelled.Name;

    /// <summary>The samples: see <see cref="UnlabelledDomain.Samples"/>.</summary>
    public Tensor Samples => unlabelled.Samples;

    /// <summary>The class of each sample: int64 [N]. Do not dispose it.</summary>
    public Tensor Labels { get; }

    /// <summary>The number of classes.</summary>
    public int ClassCount { get; }

    /// <summary>The number of samples, N.</summary>
    public int Count => unlabelled.Count;

    /// <summary>The shape of one sample as a network sees it.</summary>
    public IReadOnlyList<long> SampleShape => unlabelled.SampleShape;

    /// <summary>Images from bytes (see <see cref="UnlabelledDomain.FromImages"/>) with a label each.</summary>
    /// <param name="name">What the data are; it goes into every run record.</param>
    /// <param name="pixels">Image after image, row after row, with a pixel's channels side by side.</param>
    /// <param name="labels">The class of each image, numbered from 0.</param>
    /// <param name="height">Rows of an image.</param>
    /// <param name="width">Columns of an image.</param>
    /// <param name="channels">Bytes of a pixel.</param>
    /// <param name="classCount">The number of classes; where it is not given, the largest label and one. Give it where a split may lack the last class.</param>
    /// <exception cref="ArgumentException">Bytes, labels and classes do not fit together.</exception>
    public static LabelledDomain FromImages(string name, byte[] pixels, int[] labels, int height, int width, int channels = 3, int? classCount = null)
    {
        ArgumentNullException.ThrowIfNull(labels);
        var classes = classCount ?? labels.DefaultIfEmpty().Max() + 1;
        if (classCount is null && classes < 2)
        {
            throw new ArgumentException($"{name}: no label is above 0, so the number of classes cannot be told from the labels. Give it: classCount.", nameof(classCount));
        }

        var samples = UnlabelledDomain.Pixels(name, pixels, height, width, channels);
        return new(name, samples, tensor(Array.ConvertAll(labels, l => (long)l)), classes);
    }

    /// <summary>Several domains as one ("source combine"): what they are from is forgotten.</summary>
    /// <param name="domains">At least one, with samples of one shape and the same classes.</param>
    /// <exception cref="ArgumentException">They do not fit together.</exception>
    public static LabelledDomain Combine(params IReadOnlyList<LabelledDomain> domains)
    {
        ArgumentNullException.ThrowIfNull(domains);
        _ = new AdaptationData(domains, []); // checks that they fit
        return new(string.Join(" and ", domains.Select(d => d.Name)), cat([.. domains.Select(d => d.Samples)]), cat([.. domains.Select(d => d.Labels)]), domains[0].ClassCount);
    }

    /// <summary>The same samples as a target that a trainer may see. The labels stay behind.</summary>
    public UnlabelledDomain WithoutLabels() => unlabelled;

    /// <summary>The first <paramref name="count"/> samples, or all when there are fewer.</summary>
    public LabelledDomain Take(int count) =>
        count >= Count ? this : new(Name + UnlabelledDomain.Limited(count), Samples.narrow(0, 0, count), Labels.narrow(0, 0, count), ClassCount);

    /// <summary>So many samples, evenly spread over all: the first ones of a set that is sorted by class would be of few classes.</summary>
    internal LabelledDomain Spread(int count)
    {
        if (count >= Count)
        {
            return this;
        }

        using var index = UnlabelledDomain.SpreadOver(Count, count);
        var spread = unlabelled.Spread(count);
        return new(spread.Name, spread.Samples, Labels.index_select(0, index), ClassCount);
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Name}: {Count} samples of {string.Join("×", SampleShape)}, {ClassCount} classes";
}
