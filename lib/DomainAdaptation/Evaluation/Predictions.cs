using TorchSharp;
using static TorchSharp.torch;

namespace DomainAdaptation;

/// <summary>What a network says of every sample of a domain. The network is left exactly as it was.</summary>
public static class Predictions
{
    private const int BatchSize = 500;

    /// <summary>The predicted class of each sample: the one with the largest logit.</summary>
    public static int[] Labels(DomainAdversarialNetwork network, UnlabelledDomain domain)
    {
        using var logits = Collect(network, domain, network.call);
        using var classes = logits.argmax(1);
        return Array.ConvertAll(classes.data<long>().ToArray(), c => (int)c);
    }

    /// <summary>The domain classifier's logit of each sample: positive means target.</summary>
    public static float[] Domains(DomainAdversarialNetwork network, UnlabelledDomain domain)
    {
        using var logits = Collect(network, domain, x =>
        {
            using var features = network.FeatureExtractor.call(x);
            return network.DomainClassifier.call(features);
        });
        return logits.data<float>().ToArray();
    }

    /// <summary>The features Gf(x) of each sample, on the CPU.</summary>
    /// <returns>[N, features]; the caller disposes it.</returns>
    public static Tensor Features(DomainAdversarialNetwork network, UnlabelledDomain domain) =>
        Collect(network, domain, x =>
        {
            using var features = network.FeatureExtractor.call(x);
            return features.flatten(1);
        });

    private static Tensor Collect(DomainAdversarialNetwork network, UnlabelledDomain domain, Func<Tensor, Tensor> output)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(domain);
        var normalisation = network.Normalisation ?? throw new InvalidOperationException(
            "The network has no normalisation yet: train it or load its weights first, or set Normalisation.None.");
        var device = AdversarialTrainer.DeviceOf(network);
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        var training = network.training;
        network.eval();
        try
        {
            var parts = new List<Tensor>();
            for (var start = 0; start < domain.Count; start += BatchSize)
            {
                using var batch = NewDisposeScope();
                var samples = domain.Samples.narrow(0, start, Math.Min(BatchSize, domain.Count - start)).to(device);
                parts.Add(output(normalisation.Apply(samples)).cpu().MoveToOuterDisposeScope());
            }

            return cat(parts).MoveToOuterDisposeScope();
        }
        finally
        {
            network.train(training);
        }
    }
}
