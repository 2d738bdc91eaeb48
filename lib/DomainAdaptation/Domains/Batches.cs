using TorchSharp;
using static TorchSharp.torch;

namespace DomainAdaptation;

/// <summary>
/// The batches of adversarial training: half labelled source, half unlabelled target (JMLR 2016, §5.2.2: 64 + 64). Several sources share
/// the one half evenly, several targets the other; without a target the sources share all.
/// </summary>
/// <remarks>
/// Each domain is gone through in its own shuffled passes, so domains of unequal length stay together and every sample of a
/// domain is seen once in a pass of that domain. The batch of a step depends on the seed and the step alone. Where there are
/// labelled target samples, a share of the labelled half is drawn from them.
/// </remarks>
public sealed class Batches : IDisposable
{
    private readonly List<Stream> labelled = []; // the sources, then the labelled target samples
    private readonly List<Stream> targets = [];
    private readonly List<BatchPart> parts = [];
    private readonly List<BatchPart> labelledParts;
    private readonly Tensor domains;
    private readonly Normalisation normalisation;
    private readonly Augmentation? augmentation;
    private readonly int seed;

    /// <summary>Prepares the batches; the data go to the device once, as they are kept.</summary>
    /// <param name="data">The domains.</param>
    /// <param name="batchSize">Samples a batch, half from sources, half from targets: an even number.</param>
    /// <param name="seed">Seed of the shuffling.</param>
    /// <param name="normalisation">How samples become inputs.</param>
    /// <param name="device">Where the batches are needed; the CPU when null.</param>
    /// <param name="labelledTargetShare">The share of the labelled half that comes from <see cref="AdaptationData.LabelledTarget"/>, where there is one.</param>
    /// <param name="augmentation">Random changes of the images; none when null.</param>
    /// <param name="evenClasses">Whether labelled samples are drawn so that all classes come equally often; a class's samples then have passes of their own.</param>
    /// <exception cref="ArgumentException">A batch is too small to hold a sample of each domain; or images are to be changed, and the samples are none, or smaller than the shift.</exception>
    public Batches(
        AdaptationData data,
        int batchSize,
        int seed,
        Normalisation normalisation,
        Device? device = null,
        double labelledTargetShare = 0.5,
        Augmentation? augmentation = null,
        bool evenClasses = false)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentOutOfRangeException.ThrowIfLessThan(batchSize, 2);
        (this.normalisation, this.augmentation, this.seed) = (normalisation, augmentation == new Augmentation() ? null : augmentation, seed);
        RequireImages(data, this.augmentation);
        var place = device ?? CPU;
        var (perSource, few, perTarget) = Shares(data, batchSize, labelledTargetShare);
        foreach (var (source, k) in data.Sources.Select((s, k) => (s, k)))
        {
            labelled.Add(new Stream(source.Samples, source.Labels, Order(source, "shuffle source" + Suffix(k)), perSource[k], place));
            Add(Domain.SourceAt(k), perSource[k]);
        }

        if (data.LabelledTarget is { } known)
        {
            labelled.Add(new Stream(known.Samples, known.Labels, Order(known, "shuffle labelled target"), few, place));
            Add(Domain.Target, few);
        }

        labelledParts = [.. parts];
        foreach (var (target, k) in data.Targets.Select((t, k) => (t, k)))
        {
            targets.Add(new Stream(target.Samples, null, new ShuffledIndices(target.Count, seed, "shuffle target" + Suffix(k)).At, perTarget[k], place));
            Add(Domain.TargetAt(k), perTarget[k]);
        }

        using (NewDisposeScope())
        {
            // The domain label d: 0 for a source, 1 for a target, with labels or without.
            domains = cat([.. parts.Select(p => p.Domain.IsTarget ? ones(p.Count, 1) : zeros(p.Count, 1))]).to(place).DetachFromDisposeScope();
        }

        StepsPerEpoch = StepsFor(data, batchSize);

        Func<long, int, long[]> Order(LabelledDomain domain, string purpose)
        {
            if (!evenClasses)
            {
                return new ShuffledIndices(domain.Count, seed, purpose).At;
            }

            if (domain.Task is not Classification)
            {
                throw new ArgumentException($"{domain.Name} is labelled with {domain.Task}: only whole samples of classes can come equally often.", nameof(evenClasses));
            }

            using var labels = domain.Labels.cpu();
            return new EvenIndices(labels.data<long>().ToArray(), seed, purpose).At;
        }
    }

    /// <summary>Steps in which the largest domain is seen once.</summary>
    public int StepsPerEpoch { get; }

    /// <summary>Steps in which the largest domain is seen once, however few labelled target samples there are.</summary>
    public static int StepsFor(AdaptationData data, int batchSize)
    {
        ArgumentNullException.ThrowIfNull(data);
        var (sources, _, targets) = Shares(data, batchSize, null);
        return data.All.Zip(sources.Concat(targets), (domain, share) => (int)Math.Ceiling(domain.Count / (double)share)).Max();
    }

    /// <summary>The batch of a step, counted from 0. Samples and labels belong to the caller's dispose scope; the domain labels are shared by all batches.</summary>
    public Batch At(int step)
    {
        var (samples, labels) = Labelled(step);
        var all = new List<Tensor>(samples);
        all.AddRange(targets.Select(t => t.Samples(t.IndexAt(step))));
        return new Batch(Inputs(cat(all), step), labels, domains, parts);
    }

    /// <summary>The labelled half of that batch alone.</summary>
    internal Batch LabelledAt(int step)
    {
        var (samples, labels) = Labelled(step);
        return new Batch(Inputs(samples is [var one] ? one : cat(samples), step), labels, domains, labelledParts);
    }

    /// <summary>Frees what the batches hold; the domains keep their own samples.</summary>
    public void Dispose()
    {
        domains.Dispose();
        labelled.ForEach(s => s.Dispose());
        targets.ForEach(s => s.Dispose());
    }

    private Tensor Inputs(Tensor samples, int step) => normalisation.Apply(augmentation is null ? samples : AugmentedImages.Of(samples, augmentation, seed, step));

    private (List<Tensor> Samples, Tensor Labels) Labelled(int step)
    {
        var index = labelled.ConvertAll(s => s.IndexAt(step));
        var samples = labelled.Zip(index, (s, i) => s.Samples(i)).ToList();
        var labels = labelled.Zip(index, (s, i) => s.Labels(i)).ToList();
        return (samples, labels is [var one] ? one : cat(labels));
    }

    // Samples of one domain lie side by side, those with labels first.
    private void Add(Domain domain, int count)
    {
        if (parts is [.., var last] && last.Domain == domain)
        {
            parts[^1] = last with { Count = last.Count + count };
        }
        else
        {
            parts.Add(new(domain, parts.Sum(p => p.Count), count));
        }
    }

    private static (int[] Sources, int LabelledTarget, int[] Targets) Shares(AdaptationData data, int batchSize, double? labelledTargetShare)
    {
        var half = data.Targets.Count == 0 ? batchSize : batchSize / 2;
        var few = data.LabelledTarget is null || labelledTargetShare is not { } share ? 0 : Math.Clamp((int)Math.Round(half * share), 1, Math.Max(1, half - 1));
        if (half - few < data.Sources.Count || half < data.Targets.Count)
        {
            throw new ArgumentException(
                $"A batch of {batchSize} has no room for a sample of each domain: there are {data.Sources.Count} sources, {data.Targets.Count} targets{(few > 0 ? " and labelled target samples" : "")}. "
                + "Give it a larger BatchSize.",
                nameof(batchSize));
        }

        return (Evenly(half - few, data.Sources.Count), few, Evenly(half, data.Targets.Count));
    }

    // The first get what is left over.
    private static int[] Evenly(int samples, int domains) => [.. Enumerable.Range(0, domains).Select(k => (samples / domains) + (k < samples % domains ? 1 : 0))];

    private static void RequireImages(AdaptationData data, Augmentation? augmentation)
    {
        if (augmentation is null)
        {
            return;
        }

        if (data.Task is not Classification)
        {
            throw new ArgumentException($"{augmentation} moves images and leaves their labels where they are, which are {data.Task}: leave it out.", nameof(augmentation));
        }

        foreach (var domain in data.All)
        {
            if (!domain.IsImages || domain.Samples.size(1) <= augmentation.Shift || domain.Samples.size(2) <= augmentation.Shift)
            {
                throw new ArgumentException($"{domain.Name} has samples of {string.Join("×", domain.SampleShape)}: {augmentation} is for images, as bytes, larger than the shift.", nameof(augmentation));
            }
        }
    }

    private static string Suffix(int number) => number == 0 ? "" : string.Create(System.Globalization.CultureInfo.InvariantCulture, $" {number + 1}");

    // A domain on the device, and the order in which it is gone through.
    private sealed class Stream(Tensor samples, Tensor? labels, Func<long, int, long[]> order, int length, Device device) : IDisposable
    {
        // An alias is a second handle to the same memory: disposing it never takes the domain's own.
        private readonly Tensor samples = Resident(samples, device);
        private readonly Tensor? labels = labels is null ? null : Resident(labels, device);
        private readonly MappedFiles? mapped = device.type == DeviceType.CPU ? MappedFiles.Of(samples) : null;

        public Tensor IndexAt(int step)
        {
            var numbers = order((long)step * length, length);
            mapped?.Ask(numbers);
            return tensor(numbers, device: device);
        }

        public Tensor Samples(Tensor index) => samples.index_select(0, index);

        public Tensor Labels(Tensor index) => labels!.index_select(0, index);

        public void Dispose()
        {
            samples.Dispose();
            labels?.Dispose();
        }

        private static Tensor Resident(Tensor kept, Device device)
        {
            // A GPU without a number is the current one; data on another are not "there".
            var there = kept.device_type == device.type && (device.index < 0 || kept.device_index < 0 || kept.device_index == device.index);
            return (there ? kept.detach() : kept.detach().to(device)).DetachFromDisposeScope();
        }
    }
}
