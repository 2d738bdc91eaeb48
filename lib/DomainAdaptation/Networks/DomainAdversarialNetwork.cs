using TorchSharp;
using static TorchSharp.torch;

namespace DomainAdaptation;

/// <summary>
/// The paper's network (Ganin &amp; Lempitsky 2014, Figure 1): a feature extractor Gf, on which a label predictor Gy sits directly
/// and a domain classifier Gd behind a gradient reversal layer.
/// </summary>
/// <remarks>
/// Any three modules will do: <c>new DomainAdversarialNetwork(features, labels, domain)</c> makes a network of one's own
/// adaptable. As a module it is the plain classifier Gy(Gf(x)), which is all that remains after training.
/// </remarks>
public sealed class DomainAdversarialNetwork : nn.Module<Tensor, Tensor>
{
    private readonly List<IDomainAware> domainAware;
    private bool normalisationIsMeasured;
    private readonly Dictionary<string, double> learningRateFactors = new(StringComparer.Ordinal);

    /// <summary>Puts the three parts together and takes them over.</summary>
    /// <param name="features">Gf: samples [n, …] to features [n, …].</param>
    /// <param name="labels">Gy: features to one logit for each class, [n, classes], no softmax at the end; for another task to what it takes (<see cref="ITask.OutputShape"/>).</param>
    /// <param name="domain">Gd: features to one logit, [n, 1], positive for the target; no sigmoid at the end. Or a map of logits, [n, 1, height, width].</param>
    public DomainAdversarialNetwork(nn.Module<Tensor, Tensor> features, nn.Module<Tensor, Tensor> labels, nn.Module<Tensor, Tensor> domain)
        : base(nameof(DomainAdversarialNetwork))
    {
        ArgumentNullException.ThrowIfNull(features);
        ArgumentNullException.ThrowIfNull(labels);
        ArgumentNullException.ThrowIfNull(domain);
        FeatureExtractor = features;
        LabelPredictor = labels;
        DomainClassifier = domain;
        register_module("features", features);
        register_module("labels", labels);
        register_module("domain", domain);
        domainAware = [.. modules().OfType<IDomainAware>()];
    }

    /// <summary>Gf, the feature extractor with the parameters θf.</summary>
    public nn.Module<Tensor, Tensor> FeatureExtractor { get; }

    /// <summary>Gy, the label predictor with the parameters θy.</summary>
    public nn.Module<Tensor, Tensor> LabelPredictor { get; }

    /// <summary>Gd, the domain classifier with the parameters θd.</summary>
    public nn.Module<Tensor, Tensor> DomainClassifier { get; }

    /// <summary>How samples become inputs. Each training measures it anew on the data it sees, unless it was set by hand or loaded with weights: then it stays.</summary>
    public Normalisation? Normalisation
    {
        get;
        set => (field, normalisationIsMeasured) = (value, false);
    }

    internal torch.Device Device => this.parameters().First().device;

    /// <summary>Measures the normalisation for a training, unless it was given.</summary>
    internal Normalisation Measure(InputScaling scaling, IReadOnlyList<UnlabelledDomain> domains)
    {
        if (Normalisation is { } given && !normalisationIsMeasured)
        {
            return given;
        }

        var measured = Normalisation.Measure(scaling, domains);
        (Normalisation, normalisationIsMeasured) = (measured, true);
        return measured;
    }

    /// <summary>Which domain's samples <see cref="forward"/> is given; it matters only to parts that are <see cref="IDomainAware"/>. A trained network is set to the domain it was trained for.</summary>
    internal Domain Domain
    {
        get => domainAware.Count > 0 ? domainAware[0].Domain : field;
        set
        {
            field = value;
            domainAware.ForEach(m => m.Domain = value);
        }
    }

    /// <summary>Lets some parameters learn faster or slower than others, as <c>lr_mult</c> does in Caffe; the last call that names a parameter counts.</summary>
    /// <param name="prefix">The beginning of their names, such as <c>features.</c> or <c>labels.fc3</c>.</param>
    /// <param name="weights">What their learning rate is multiplied by; 0 freezes them, which also saves the time for their gradients.</param>
    /// <param name="biases">The same for those called bias; as <paramref name="weights"/> when null.</param>
    /// <exception cref="ArgumentException">No parameter's name begins so; the message lists some that exist.</exception>
    public void ScaleLearningRate(string prefix, double weights, double? biases = null)
    {
        ArgumentNullException.ThrowIfNull(prefix);
        ArgumentOutOfRangeException.ThrowIfNegative(weights);
        ArgumentOutOfRangeException.ThrowIfNegative(biases ?? 0, nameof(biases));
        var named = named_parameters().Where(p => p.name.StartsWith(prefix, StringComparison.Ordinal)).ToList();
        if (named.Count == 0)
        {
            throw new ArgumentException($"No parameter is called {prefix}…: there are {string.Join(", ", named_parameters().Take(8).Select(p => p.name))}, ….", nameof(prefix));
        }

        foreach (var (name, parameter) in named)
        {
            var factor = name.EndsWith(".bias", StringComparison.Ordinal) ? biases ?? weights : weights;
            learningRateFactors[name] = factor;
            parameter.requires_grad = factor > 0;
        }
    }

    /// <summary>What the learning rate of a parameter is multiplied by: 1 unless <see cref="ScaleLearningRate"/> says otherwise.</summary>
    /// <param name="parameter">Its name, as in <c>named_parameters()</c>.</param>
    public double LearningRateFactor(string parameter) => learningRateFactors.GetValueOrDefault(parameter, 1);

    /// <summary>Class logits of normalised inputs: Gy(Gf(x)).</summary>
    /// <param name="input">Inputs, float32 [n, …].</param>
    /// <returns>[n, classes]; the caller disposes it.</returns>
    public override Tensor forward(Tensor input)
    {
        using var features = FeatureExtractor.call(input);
        return LabelPredictor.call(features);
    }

    /// <summary>Gf of the samples of all domains in one call: one pass over all, unless a part wants to know which is which.</summary>
    /// <param name="input">Inputs, float32 [n, …].</param>
    /// <param name="parts">Which of them come from which domain, in order.</param>
    /// <returns>[n, …]; the caller disposes it.</returns>
    public Tensor FeaturesOf(Tensor input, IReadOnlyList<BatchPart> parts)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(parts);
        if (domainAware.Count == 0)
        {
            return FeatureExtractor.call(input);
        }

        var features = new List<Tensor>();
        foreach (var part in parts)
        {
            Domain = part.Domain;
            features.Add(FeatureExtractor.call(parts.Count == 1 ? input : input.narrow(0, part.Start, part.Count)));
        }

        return features is [var one] ? one : cat(features);
    }

    /// <summary>Makes room for the statistics of these domains, where a part keeps some for each.</summary>
    internal void MakeRoomFor(IEnumerable<Domain> domains)
    {
        foreach (var norm in domainAware.OfType<DomainBatchNorm>())
        {
            foreach (var domain in domains)
            {
                norm.MakeRoomFor(domain);
            }
        }
    }

    /// <summary>Requires that somebody says whose samples come, where that matters, and that the network has seen that domain.</summary>
    /// <exception cref="ArgumentException">It matters, and was not said; or the network knows other domains only.</exception>
    internal void RequireKnown(Domain? domain)
    {
        var norms = domainAware.OfType<DomainBatchNorm>().ToList();
        if (domainAware.Count == 0)
        {
            return;
        }

        if (domain is not { } asked)
        {
            throw new ArgumentException(
                "This network treats the domains differently, so it must be told whose samples these are: pass Domain.Target, or Domain.Source (of a network that was trained on the source alone, for all samples).", nameof(domain));
        }

        if (norms.Count > 0 && !norms[0].Knows(asked) && norms[0].Known is { Count: > 0 } known)
        {
            throw new ArgumentException($"The network has never seen samples of {asked} in training, so it has no statistics for them: pass {string.Join(" or ", known.Select(k => $"Domain.{k}"))}.", nameof(domain));
        }
    }
}
