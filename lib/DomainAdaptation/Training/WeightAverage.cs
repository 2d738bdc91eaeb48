using TorchSharp;
using static TorchSharp.torch;

namespace DomainAdaptation;

/// <summary>An exponential moving average of all parameters and buffers (Polyak averaging).</summary>
/// <remarks>
/// Adversarial training ends on an orbit around its equilibrium rather than in it, and the last step is a random point of that
/// orbit; the average is near its middle. The decay starts small, so that the first random weights are soon forgotten.
/// </remarks>
internal sealed class WeightAverage : IDisposable
{
    private readonly double decay;
    private readonly List<(string Name, Tensor Live, Tensor Average)> pairs;
    private readonly Dictionary<ScalarType, Tensor> shares; // one number for each type of weights
    private long updates;

    private WeightAverage(DomainAdversarialNetwork network, double decay)
    {
        this.decay = decay;
        pairs = [.. network.state_dict().Select(e => (e.Key, e.Value, e.Value.detach().clone().DetachFromDisposeScope()))];
        shares = pairs.Where(p => p.Average.is_floating_point()).Select(p => p.Average.dtype).Distinct().ToDictionary(t => t, t => zeros([], t, network.Device).DetachFromDisposeScope());
    }

    /// <summary>An average, or null when the decay is 0: the network then ends with its last weights.</summary>
    public static WeightAverage? Of(DomainAdversarialNetwork network, double decay) => decay > 0 ? new WeightAverage(network, decay) : null;

    public void Update()
    {
        updates++;
        using var noGradient = no_grad();
        using var share = (1 - Math.Min(decay, (1.0 + updates) / (10 + updates))).ToScalar();
        foreach (var number in shares.Values)
        {
            number.fill_(share);
        }

        foreach (var (_, live, average) in pairs)
        {
            if (average.is_floating_point())
            {
                average.lerp_(live, shares[average.dtype]); // average + share · (live − average): what does not move stays as it is, to the last bit
            }
            else
            {
                average.copy_(live);
            }
        }
    }

    /// <summary>Gives the network the averaged weights until the result is disposed.</summary>
    public IDisposable Lend() => new Loan(this);

    public void CopyIntoNetwork()
    {
        using var noGradient = no_grad();
        foreach (var (_, live, average) in pairs)
        {
            live.copy_(average);
        }
    }

    public IEnumerable<KeyValuePair<string, Tensor>> State() =>
        pairs.Select(p => KeyValuePair.Create(p.Name, p.Average));

    public void Restore(IReadOnlyDictionary<string, Tensor> state, long updatesSoFar)
    {
        updates = updatesSoFar;
        foreach (var (name, _, average) in pairs)
        {
            average.copy_(state[name]);
        }
    }

    public void Dispose()
    {
        pairs.ForEach(p => p.Average.Dispose());
        foreach (var share in shares.Values)
        {
            share.Dispose();
        }
    }

    private sealed class Loan : IDisposable
    {
        private readonly WeightAverage owner;
        private readonly List<Tensor> kept;

        public Loan(WeightAverage owner)
        {
            this.owner = owner;
            kept = [.. owner.pairs.Select(p => p.Live.detach().clone().DetachFromDisposeScope())];
            owner.CopyIntoNetwork();
        }

        public void Dispose()
        {
            using var noGradient = no_grad();
            foreach (var ((_, live, _), value) in owner.pairs.Zip(kept))
            {
                live.copy_(value);
                value.Dispose();
            }
        }
    }
}
