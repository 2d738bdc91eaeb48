using System.Globalization;
using TorchSharp;
using static TorchSharp.torch;

namespace DomainAdaptation;

/// <summary>Looks at a network of one's own after a training, and says what is built or set wrong. It needs no label of the target, and changes nothing.</summary>
/// <remarks>The thresholds are rules of thumb, tried on cases that were built to fail and on ones that are well.</remarks>
/// <example>
/// <code>
/// foreach (var finding in NetworkDoctor.Examine(network, heldOut, target, epochs, options))
/// {
///     Console.WriteLine(finding);
/// }
/// </code>
/// </example>
public static class NetworkDoctor
{
    internal const string DomainClassifier = "domain classifier", UnscaledInputs = "unscaled inputs";

    private const int Samples = 500; // of either domain
    private const float Large = 5, Small = 0.01f; // root mean square of all inputs; 1 is what layers are made for
    private const float LargeColumn = 50; // of one column of a table
    private const double Overruled = 3; // times the label loss's gradient
    private const double Dead = 1e-6; // of the label loss's gradient
    private const double Unlearned = 0.3; // of a guesser's label loss

    /// <summary>All that was found, warnings first.</summary>
    /// <param name="network">The network after its training.</param>
    /// <param name="source">Labelled samples of the source, better ones that were not trained on.</param>
    /// <param name="target">Samples of the target.</param>
    /// <param name="epochs">What the training returned. Where they have a domain accuracy, the network's own domain classifier is looked at, as DANN trains it; CDAN and others have one of theirs.</param>
    /// <param name="options">Its settings.</param>
    /// <exception cref="ArgumentException">There are no epochs, or the network does not take such samples.</exception>
    public static IReadOnlyList<Finding> Examine(
        DomainAdversarialNetwork network, LabelledDomain source, UnlabelledDomain target, IReadOnlyList<EpochMetrics> epochs, DannOptions options)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(epochs);
        ArgumentNullException.ThrowIfNull(options);
        ConfusionMatrix.RequireClasses(source);
        var health = DomainClassifierHealth.Of(epochs, source.ClassCount);
        using var scope = NewDisposeScope();
        source = source.Spread(Samples);
        target = target.Spread(Samples);
        var (_, logits, domains) = Embedding.WithOutputs(network, source.WithoutLabels(), Domain.Source);
        var adversarial = health.State != DomainClassifierState.NoClassifier && domains.size(1) == 1; // one logit tells sources from targets
        IReadOnlyList<Finding> built = [.. Inputs(network, [source.WithoutLabels(), target]), .. LabelEnd(logits), .. adversarial ? DomainEnd(network, source.WithoutLabels()) : []];
        // Where something is built wrong, the gradients are its consequence, and their advice would lead astray.
        IReadOnlyList<Finding> found = [.. built, .. adversarial && built.Count == 0 ? Reversal(network, source, target, health, epochs[^1].Lambda ?? 0, options) : []];
        return [.. found.OrderByDescending(f => f.IsWarning)];
    }

    /// <summary>The norms of the gradients with which label loss and domain loss pull at the features where the reversal layer sits, per sample, before λ and the weight.</summary>
    internal static (double Label, double Domain) Gradients(DomainAdversarialNetwork network, LabelledDomain source, UnlabelledDomain target)
    {
        using var scope = NewDisposeScope();
        var (fromSource, fromTarget) = (Extracted(network, source.WithoutLabels(), Domain.Source), Extracted(network, target, network.Domain));
        using var mode = EvaluationMode.Begin(network, Domain.Source);
        using var gradients = enable_grad();
        var features = fromSource.detach().requires_grad_(true);
        var label = autograd.grad([nn.functional.cross_entropy(network.LabelPredictor.call(features), source.Labels.to(features.device))], [features])[0];
        var both = cat([fromSource, fromTarget]).detach().requires_grad_(true);
        var domains = network.DomainClassifier.call(both).to(ScalarType.Float32);
        var truth = cat([zeros(fromSource.size(0), 1), ones(fromTarget.size(0), 1)]).to(both.device);
        var domain = autograd.grad([nn.functional.binary_cross_entropy_with_logits(domains, truth)], [both])[0];
        return (Norm(label), Norm(domain));

        static double Norm(Tensor gradient) => gradient.flatten(1).norm(1).sum().item<float>(); // losses are means, so the sum is per sample
    }

    private static Tensor Extracted(DomainAdversarialNetwork network, UnlabelledDomain samples, Domain domain) =>
        Predictions.Collect(network, samples, domain, network.FeatureExtractor.call).to(network.Device);

    // In a table one column may be far larger than the rest.
    private static IEnumerable<Finding> Inputs(DomainAdversarialNetwork network, IReadOnlyList<UnlabelledDomain> domains)
    {
        using var scope = NewDisposeScope();
        var squares = cat([.. domains.Select(d => network.Normalisation!.Apply(d.Samples))]).square();
        var all = squares.mean().sqrt().item<float>();
        var column = squares.dim() == 2 ? squares.mean([0L]).max().sqrt().item<float>() : all;
        var most = Math.Max(all, column);
        if (all is > Large or < Small || column > LargeColumn)
        {
            yield return new(UnscaledInputs, string.Create(
                CultureInfo.InvariantCulture,
                $"what the network sees has values of about {most:G3}, and layers start from weights that suit values of about 1. Let training measure their scale (Scaling: InputScaling.UnitVariance), or divide them."), IsWarning: true);
        }
    }

    private static IEnumerable<Finding> LabelEnd(Tensor logits)
    {
        using var scope = NewDisposeScope();
        if (logits.min().item<float>() >= 0 && (logits.sum(1) - 1).abs().max().item<float>() < 1e-3)
        {
            yield return new("softmax at the end", "the label predictor gives probabilities, and the loss takes them for logits, so it can hardly fall. Leave out the softmax.", IsWarning: true);
        }
    }

    // However far the features are stretched, a sigmoid stays between 0 and 1; a linear end does not.
    private static IEnumerable<Finding> DomainEnd(DomainAdversarialNetwork network, UnlabelledDomain samples)
    {
        using var scope = NewDisposeScope();
        var stretched = Predictions.Collect(network, samples, Domain.Source, x =>
        {
            var features = network.FeatureExtractor.call(x);
            return cat([.. new[] { 1, 1000, -1000, 0 }.Select(factor => network.DomainClassifier.call(features.mul(factor)))], 1);
        });
        var (least, most) = (stretched.min().item<float>(), stretched.max().item<float>());
        // A dead linear end says the same of everything, but hardly 0 or 1 to the last bit.
        if (least >= 0 && most <= 1 && (most - least > 1e-6 || most is 0 or 1))
        {
            yield return new("sigmoid at the end", "the domain classifier gives probabilities, and the loss takes them for logits: its domain loss stays above 0.31, and the features feel little of it. Leave out the sigmoid.", IsWarning: true);
        }
    }

    private static IEnumerable<Finding> Reversal(
        DomainAdversarialNetwork network, LabelledDomain source, UnlabelledDomain target, DomainClassifierHealth health, double lambda, DannOptions options)
    {
        var (label, unweighted) = Gradients(network, source, target);
        var domain = lambda * options.DomainWeight * unweighted;
        var figures = string.Create(CultureInfo.InvariantCulture, $"at the reversal the domain loss pulls at the features {domain / label:G3} times as hard as the label loss (λ {lambda:0.##}, weight {options.DomainWeight:G4})");
        if (unweighted <= Dead * label)
        {
            yield return new("dead domain classifier", string.Create(
                CultureInfo.InvariantCulture,
                $"it says the same of every sample, so nothing flows back through the reversal, and the features learn from labels alone. Steps that were too large have killed its units: lower the domain weight ({options.DomainWeight:G4}) or the learning rate, and begin anew."), IsWarning: true);
            yield break;
        }

        if (health.LabelLoss > Unlearned * Math.Log(source.ClassCount) && domain > Overruled * label)
        {
            yield return new("λ too large", string.Create(CultureInfo.InvariantCulture, $"{figures}, and the label loss stays at {health.LabelLoss:0.00}. Lower λ, the domain weight, or the speed at which λ grows (a smaller gamma)."), IsWarning: true);
            yield break;
        }

        yield return new("gradients", figures + ".");
        if (health.State is not (DomainClassifierState.Confused or DomainClassifierState.Contested or DomainClassifierState.Undecided))
        {
            yield return new(DomainClassifier, health.ToString(), IsWarning: true);
        }
    }
}
