using TorchSharp;
using static TorchSharp.torch;

namespace DomainAdaptation;

/// <summary>Samples of one domain with their labels, which are classes unless it is of another <see cref="ITask"/>: the source, or a split that is used for scoring only.</summary>
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
        : this(name, samples, labels, new Classification(classCount))
    {
    }

    internal LabelledDomain(string name, Tensor samples, Tensor labels, ITask task)
    {
        ArgumentNullException.ThrowIfNull(labels);
        ArgumentNullException.ThrowIfNull(task);
        unlabelled = new UnlabelledDomain(name, samples);
        task.Check(name, labels, unlabelled.Count, unlabelled.SampleShape);
        Labels = labels.DetachFromDisposeScope();
        Task = task;
    }

    /// <summary>What the data are.</summary>
    public string Name => unlabelled.Name;

    /// <summary>The samples: see <see cref="UnlabelledDomain.Samples"/>.</summary>
    public Tensor Samples => unlabelled.Samples;

    /// <summary>The class of each sample, int64 [N]; of another task whatever it takes for labels, [N, …]. Do not dispose it.</summary>
    public Tensor Labels { get; }

    /// <summary>What is to be learned from the labels.</summary>
    public ITask Task { get; }

    /// <summary>The number of classes; 0 where the task has none.</summary>
    public int ClassCount => Task.ClassCount;

    /// <summary>The number of samples, N.</summary>
    public int Count => unlabelled.Count;

    /// <summary>The shape of one sample as a network sees it.</summary>
    public IReadOnlyList<long> SampleShape => unlabelled.SampleShape;

    /// <summary>Wraps tensors of samples and labels of any task.</summary>
    /// <param name="name">What the data are, copy included; it goes into every run record.</param>
    /// <param name="samples">As for <see cref="UnlabelledDomain"/>.</param>
    /// <param name="labels">What the task takes for labels, a row for each sample. The domain takes it over.</param>
    /// <param name="task">The task.</param>
    /// <exception cref="ArgumentException">The labels are not of this task, or do not fit the samples.</exception>
    public static LabelledDomain WithTask(string name, Tensor samples, Tensor labels, ITask task) => new(name, samples, labels, task);

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
        return new(string.Join(" and ", domains.Select(d => d.Name)), cat([.. domains.Select(d => d.Samples)]), cat([.. domains.Select(d => d.Labels)]), domains[0].Task);
    }

    /// <summary>The same samples as a target that a trainer may see. The labels stay behind.</summary>
    public UnlabelledDomain WithoutLabels() => unlabelled;

    /// <summary>The first <paramref name="count"/> samples, or all when there are fewer.</summary>
    public LabelledDomain Take(int count) =>
        count >= Count ? this : new(Name + UnlabelledDomain.Limited(count), Samples.narrow(0, 0, count), Labels.narrow(0, 0, count), Task);

    /// <summary>The last <paramref name="count"/> samples, or all when there are fewer.</summary>
    public LabelledDomain TakeLast(int count) => count >= Count
        ? this
        : new(Name + string.Create(System.Globalization.CultureInfo.InvariantCulture, $", last {count:N0}"), Samples.narrow(0, Count - count, count), Labels.narrow(0, Count - count, count), Task);

    /// <summary>The class of each sample.</summary>
    /// <exception cref="ArgumentException">The labels are those of another task.</exception>
    internal static long[] ClassesOf(LabelledDomain domain)
    {
        if (domain.Task is not Classification)
        {
            throw new ArgumentException($"{domain.Name} is labelled with {domain.Task}, and this asks for one class of each sample.", nameof(domain));
        }

        using var labels = domain.Labels.cpu();
        return labels.data<long>().ToArray();
    }

    /// <summary>So many samples, evenly spread over all: the first ones of a set that is sorted by class would be of few classes.</summary>
    internal LabelledDomain Spread(int count)
    {
        if (count >= Count)
        {
            return this;
        }

        using var index = UnlabelledDomain.SpreadOver(Count, count);
        var spread = unlabelled.Spread(count);
        return new(spread.Name, spread.Samples, Labels.index_select(0, index), Task);
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Name}: {Count} samples of {string.Join("×", SampleShape)}, {Task}";
}
