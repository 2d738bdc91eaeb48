using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace DomainAdaptation;

/// <summary>The features that a network has for every sample of a domain: what t-SNE, subspace alignment and the proxy A-distance look at.</summary>
public static class Embedding
{
    /// <summary>Features of all samples, in evaluation mode and without gradients. The network is left exactly as it was.</summary>
    /// <param name="network">The network; it must have its normalisation, as it has after training.</param>
    /// <param name="samples">The samples.</param>
    /// <param name="layer">Where the features are taken.</param>
    /// <param name="domain">Whose samples they are; it must be given where parts are <see cref="IDomainAware"/>, and matters nowhere else.</param>
    /// <returns>float32 [N, d] on the CPU; the caller disposes it.</returns>
    /// <exception cref="ArgumentException">The last hidden layer was asked for, but the label predictor is no Sequential that ends in a Linear.</exception>
    /// <exception cref="InvalidOperationException">The network has no normalisation yet.</exception>
    public static Tensor Of(
        DomainAdversarialNetwork network,
        UnlabelledDomain samples,
        EmbeddingLayer layer = EmbeddingLayer.Features,
        Domain? domain = null)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(samples);
        IReadOnlyList<nn.Module<Tensor, Tensor>> hidden = layer switch
        {
            EmbeddingLayer.Features => [],
            EmbeddingLayer.LastHidden => BeforeLastLinear(network),
            _ => throw new ArgumentOutOfRangeException(nameof(layer), layer, "There is no such layer."),
        };
        return Predictions.Collect(network, samples, domain, x =>
        {
            var output = network.FeatureExtractor.call(x); // the batch's scope disposes what is on the way
            foreach (var module in hidden)
            {
                output = module.call(output);
            }

            return output.flatten(1);
        });
    }

    /// <summary>What scores look at, in one pass: last hidden features (or the extractor's), class logits and domain logits.</summary>
    internal static (Tensor Features, Tensor Logits, Tensor Domains) WithOutputs(DomainAdversarialNetwork network, UnlabelledDomain samples, Domain domain)
    {
        using var scope = NewDisposeScope();
        var hidden = HasLastHidden(network) ? BeforeLastLinear(network) : [];
        long features = 0, logits = 0;
        var all = Predictions.Collect(network, samples, domain, x =>
        {
            var extracted = network.FeatureExtractor.call(x);
            var seen = hidden.Aggregate(extracted, (output, module) => module.call(output)).flatten(1);
            var classes = hidden.Count > 0 ? ((Linear)Flattened(network.LabelPredictor).Last()).call(seen) : network.LabelPredictor.call(extracted);
            (features, logits) = (seen.size(1), classes.size(1));
            return cat([seen, classes, network.DomainClassifier.call(extracted).flatten(1)], 1);
        });
        var domains = all.size(1) - features - logits;
        return (
            all.narrow(1, 0, features).MoveToOuterDisposeScope(),
            all.narrow(1, features, logits).MoveToOuterDisposeScope(),
            all.narrow(1, features + logits, domains).MoveToOuterDisposeScope());
    }

    /// <summary>Whether a network has a last hidden layer to look at.</summary>
    internal static bool HasLastHidden(DomainAdversarialNetwork network) =>
        network.LabelPredictor is Sequential && Flattened(network.LabelPredictor).LastOrDefault() is Linear;

    private static List<nn.Module<Tensor, Tensor>> BeforeLastLinear(DomainAdversarialNetwork network)
    {
        var labels = network.LabelPredictor;
        var modules = Flattened(labels).ToList();
        if (labels is not Sequential || modules is not [.., Linear])
        {
            throw new ArgumentException(
                "The last hidden layer is the input of the label predictor's last Linear, so the label predictor must be a Sequential that ends in one; "
                + $"this is a {labels.GetType().Name}{(modules is [.., var last] && labels is Sequential ? $" that ends in a {last.GetType().Name}" : "")}. Use EmbeddingLayer.Features.",
                nameof(network));
        }

        modules.RemoveAt(modules.Count - 1);
        return modules;
    }

    // A Sequential within a Sequential is as if its layers stood there.
    private static IEnumerable<nn.Module<Tensor, Tensor>> Flattened(nn.Module<Tensor, Tensor> module) =>
        module is Sequential sequence ? sequence.children().Cast<nn.Module<Tensor, Tensor>>().SelectMany(Flattened) : [module];
}
