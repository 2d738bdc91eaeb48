using TorchSharp;
using static TorchSharp.torch;

namespace DomainAdaptation;

/// <summary>
/// The batches of adversarial training: half labelled source, half unlabelled target (JMLR 2016, §5.2.2: 64 + 64).
/// </summary>
/// <remarks>
/// Each domain is gone through in its own shuffled passes, so domains of unequal length stay paired and every sample of a
/// domain is seen once in a pass of that domain. The batch of a step depends on the seed and the step alone.
/// </remarks>
public sealed class PairedBatches : IDisposable
{
    private readonly Tensor source;
    private readonly Tensor target;
    private readonly Tensor labels;
    private readonly Tensor domains;
    private readonly ShuffledIndices sourceOrder;
    private readonly ShuffledIndices targetOrder;
    private readonly int half;
    private readonly Normalisation normalisation;
    private readonly Device device;

    /// <summary>Prepares the batches; the data go to the device once, as they are kept.</summary>
    /// <param name="pair">The two domains.</param>
    /// <param name="batchSize">Samples a batch, half from either domain: an even number.</param>
    /// <param name="seed">Seed of the shuffling.</param>
    /// <param name="normalisation">How samples become inputs.</param>
    /// <param name="device">Where the batches are needed; the CPU when null.</param>
    public PairedBatches(DomainPair pair, int batchSize, int seed, Normalisation normalisation, Device? device = null)
    {
        ArgumentNullException.ThrowIfNull(pair);
        ArgumentOutOfRangeException.ThrowIfLessThan(batchSize, 2);
        half = batchSize / 2;
        this.normalisation = normalisation;
        this.device = device ?? CPU;
        source = pair.Source.Samples.to(this.device).DetachFromDisposeScope();
        target = pair.Target.Samples.to(this.device).DetachFromDisposeScope();
        labels = pair.Source.Labels.to(this.device).DetachFromDisposeScope();
        using (NewDisposeScope())
        {
            // The domain label d: 0 for the source half, 1 for the target half.
            domains = cat([zeros(half, 1), ones(half, 1)]).to(this.device).DetachFromDisposeScope();
        }

        sourceOrder = new ShuffledIndices(pair.Source.Count, seed, "shuffle source");
        targetOrder = new ShuffledIndices(pair.Target.Count, seed, "shuffle target");
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
        var start = (long)step * half;
        var sourceIndex = tensor(sourceOrder.At(start, half), device: device);
        var targetIndex = tensor(targetOrder.At(start, half), device: device);
        var samples = cat([source.index_select(0, sourceIndex), target.index_select(0, targetIndex)]);
        return new PairedBatch(normalisation.Apply(samples), labels.index_select(0, sourceIndex), domains);
    }

    /// <summary>The labelled half of that batch alone.</summary>
    internal PairedBatch LabelledAt(int step)
    {
        var index = tensor(sourceOrder.At((long)step * half, half), device: device);
        return new PairedBatch(normalisation.Apply(source.index_select(0, index)), labels.index_select(0, index), domains);
    }

    /// <summary>Frees what was copied to another device; the domains keep their own samples.</summary>
    public void Dispose()
    {
        domains.Dispose();
        // On one device "to" gives a second handle to the same memory: disposing a handle never takes the domain's own.
        foreach (var copy in new[] { source, target, labels }.Where(t => t.device_type != DeviceType.CPU))
        {
            copy.Dispose();
        }
    }
}
