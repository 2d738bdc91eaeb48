using TorchSharp;
using static TorchSharp.torch;

namespace DomainAdaptation;

/// <summary>What a network says of every sample of a domain. The network is left exactly as it was.</summary>
public static class Predictions
{
    private const int BatchSize = 500;
    private const long MostValues = 4_000_000; // of larger samples fewer at a time: maps of features are large

    /// <summary>The predicted class of each sample: the one with the largest logit.</summary>
    /// <param name="network">The network.</param>
    /// <param name="samples">The samples.</param>
    /// <param name="domain">Whose they are. It must be given where the network keeps statistics for each domain.</param>
    public static int[] Labels(DomainAdversarialNetwork network, UnlabelledDomain samples, Domain? domain = null)
    {
        using var logits = Collect(network, samples, domain, x => network.call(x));
        if (logits.dim() != 2)
        {
            throw new ArgumentException($"The network gives [{string.Join(", ", logits.shape)}] and not a row of class logits for each sample: Predictions.Of takes any task.", nameof(network));
        }

        using var classes = logits.argmax(1);
        return Array.ConvertAll(classes.data<long>().ToArray(), c => (int)c);
    }

    /// <summary>What a network says of each sample, in the form of a task's labels: classes, maps, points.</summary>
    /// <param name="network">The network.</param>
    /// <param name="samples">The samples.</param>
    /// <param name="task">The task that it was trained for.</param>
    /// <param name="domain">As for <see cref="Labels"/>.</param>
    /// <returns>[N, …] on the CPU; the caller disposes it.</returns>
    public static Tensor Of(DomainAdversarialNetwork network, UnlabelledDomain samples, ITask task, Domain? domain = null)
    {
        ArgumentNullException.ThrowIfNull(task);
        return Collect(network, samples, domain, x => task.Predict(network.call(x)));
    }

    /// <summary>The domain classifier's logit of each sample, of a map its mean: positive means target.</summary>
    /// <param name="network">The network; its domain classifier has one logit.</param>
    /// <param name="samples">The samples.</param>
    /// <param name="domain">As for <see cref="Labels"/>.</param>
    public static float[] Domains(DomainAdversarialNetwork network, UnlabelledDomain samples, Domain? domain = null)
    {
        using var logits = Collect(network, samples, domain, x => network.DomainClassifier.call(network.FeatureExtractor.call(x)));
        using var each = logits.dim() == 4 ? logits.mean([1, 2, 3]) : logits.alias();
        return each.data<float>().ToArray();
    }

    /// <summary>The features Gf(x) of each sample, on the CPU; <see cref="Embedding"/> has those of other layers too.</summary>
    /// <param name="network">The network.</param>
    /// <param name="samples">The samples.</param>
    /// <param name="domain">As for <see cref="Labels"/>.</param>
    /// <returns>[N, features]; the caller disposes it.</returns>
    public static Tensor Features(DomainAdversarialNetwork network, UnlabelledDomain samples, Domain? domain = null) => Embedding.Of(network, samples, domain: domain);

    /// <summary>Some output of the network for all samples, batch by batch, on the CPU. The network is left exactly as it was, also by a failure.</summary>
    /// <exception cref="ArgumentException">The network does not take samples of this size, or must be told whose they are.</exception>
    internal static Tensor Collect(DomainAdversarialNetwork network, UnlabelledDomain samples, Domain? domain, Func<Tensor, Tensor> output)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(samples);
        var normalisation = network.Normalisation ?? throw new InvalidOperationException(
            "The network has no normalisation yet: train it or load its weights first, or set Normalisation.None.");
        network.RequireKnown(domain);
        var device = network.Device;
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        using var mode = EvaluationMode.Begin(network, domain);
        var parts = new List<Tensor>();
        var size = (int)Math.Clamp(MostValues / samples.SampleShape.Aggregate(1L, (a, b) => a * b), 1, BatchSize);
        for (var start = 0; start < samples.Count; start += size)
        {
            using var batch = NewDisposeScope();
            var part = samples.Samples.narrow(0, start, Math.Min(size, samples.Count - start)).to(device);
            parts.Add(ShapeMismatch.Guard(samples.SampleShape, network, () => output(normalisation.Apply(part))).cpu().MoveToOuterDisposeScope());
        }

        return cat(parts).MoveToOuterDisposeScope();
    }
}
