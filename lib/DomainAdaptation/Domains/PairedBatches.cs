using TorchSharp;
using static TorchSharp.torch;

namespace DomainAdaptation;

/// <summary>
/// The batches of adversarial training: half labelled source, half unlabelled target (JMLR 2016, §5.2.2: 64 + 64).
/// </summary>
/// <remarks>
/// Each domain is gone through in its own shuffled passes, so domains of unequal length stay paired and every sample of a
/// domain is seen once in a pass of that domain. The batch of a step depends on the seed and the step alone. Where a pair has
/// labelled target samples, a share of the labelled half is drawn from them.
/// </remarks>
public sealed class PairedBatches : IDisposable
{
    private readonly Stream source;
    private readonly Stream target;
    private readonly Stream? labelledTarget;
    private readonly Tensor domains;
    private readonly Normalisation normalisation;

    /// <summary>Prepares the batches; the data go to the device once, as they are kept.</summary>
    /// <param name="pair">The domains.</param>
    /// <param name="batchSize">Samples a batch, half from either domain: an even number.</param>
    /// <param name="seed">Seed of the shuffling.</param>
    /// <param name="normalisation">How samples become inputs.</param>
    /// <param name="device">Where the batches are needed; the CPU when null.</param>
    /// <param name="labelledTargetShare">The share of the labelled half that comes from <see cref="DomainPair.LabelledTarget"/>, where the pair has one.</param>
    public PairedBatches(DomainPair pair, int batchSize, int seed, Normalisation normalisation, Device? device = null, double labelledTargetShare = 0.5)
    {
        ArgumentNullException.ThrowIfNull(pair);
        ArgumentOutOfRangeException.ThrowIfLessThan(batchSize, 2);
        this.normalisation = normalisation;
        var half = batchSize / 2;
        var labelled = pair.LabelledTarget is null ? 0 : Math.Clamp((int)Math.Round(half * labelledTargetShare), 1, Math.Max(1, half - 1));
        var place = device ?? CPU;
        source = new Stream(pair.Source.Samples, pair.Source.Labels, new(pair.Source.Count, seed, "shuffle source"), half - labelled, place);
        target = new Stream(pair.Target.Samples, null, new(pair.Target.Count, seed, "shuffle target"), half, place);
        labelledTarget = pair.LabelledTarget is { } few
            ? new Stream(few.Samples, few.Labels, new(few.Count, seed, "shuffle labelled target"), labelled, place)
            : null;
        using (NewDisposeScope())
        {
            // The domain label d: 0 for the source, 1 for the target, with labels or without.
            domains = cat([zeros(half - labelled, 1), ones(half + labelled, 1)]).to(place).DetachFromDisposeScope();
        }

        StepsPerEpoch = StepsFor(pair, batchSize);
    }

    /// <summary>Steps in which the larger domain is seen once.</summary>
    public int StepsPerEpoch { get; }

    /// <summary>Steps in which the larger domain of a pair is seen once.</summary>
    public static int StepsFor(DomainPair pair, int batchSize)
    {
        ArgumentNullException.ThrowIfNull(pair);
        return (int)Math.Ceiling(Math.Max(pair.Source.Count, pair.Target.Count) / (batchSize / 2.0));
    }

    /// <summary>The batch of a step, counted from 0. Samples and labels belong to the caller's dispose scope; the domain labels are shared by all batches.</summary>
    public PairedBatch At(int step)
    {
        var half = LabelledHalf(step);
        return new PairedBatch(normalisation.Apply(cat([.. half.Samples, target.Samples(target.IndexAt(step))])), half.Labels, domains, source.Length);
    }

    /// <summary>The labelled half of that batch alone.</summary>
    internal PairedBatch LabelledAt(int step)
    {
        var half = LabelledHalf(step);
        return new PairedBatch(normalisation.Apply(half.Samples is [var one] ? one : cat([.. half.Samples])), half.Labels, domains, source.Length);
    }

    /// <summary>Frees what the batches hold; the domains keep their own samples.</summary>
    public void Dispose()
    {
        domains.Dispose();
        source.Dispose();
        target.Dispose();
        labelledTarget?.Dispose();
    }

    private (List<Tensor> Samples, Tensor Labels) LabelledHalf(int step)
    {
        var index = source.IndexAt(step);
        if (labelledTarget is null)
        {
            return ([source.Samples(index)], source.Labels(index));
        }

        var few = labelledTarget.IndexAt(step);
        return ([source.Samples(index), labelledTarget.Samples(few)], cat([source.Labels(index), labelledTarget.Labels(few)]));
    }

    // A domain on the device, and the order in which it is gone through.
    private sealed class Stream(Tensor samples, Tensor? labels, ShuffledIndices order, int length, Device device) : IDisposable
    {
        // An alias is a second handle to the same memory: disposing it never takes the domain's own.
        private readonly Tensor samples = Resident(samples, device);
        private readonly Tensor? labels = labels is null ? null : Resident(labels, device);

        public int Length => length;

        public Tensor IndexAt(int step) => tensor(order.At((long)step * length, length), device: device);

        public Tensor Samples(Tensor index) => samples.index_select(0, index);

        public Tensor Labels(Tensor index) => labels!.index_select(0, index);

        public void Dispose()
        {
            samples.Dispose();
            labels?.Dispose();
        }

        private static Tensor Resident(Tensor kept, Device device) =>
            (kept.device_type == device.type ? kept.alias() : kept.to(device)).DetachFromDisposeScope();
    }
}
