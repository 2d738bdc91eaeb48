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
    private readonly Dictionary<string, double> learningRateFactors = new(StringComparer.Ordinal);

    /// <summary>Puts the three parts together and takes them over.</summary>
    /// <param name="features">Gf: samples [n, …] to features [n, …].</param>
    /// <param name="labels">Gy: features to one logit for each class, [n, classes]; no softmax at the end.</param>
    /// <param name="domain">Gd: features to one logit, [n, 1], positive for the target; no sigmoid at the end.</param>
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

    /// <summary>How samples become inputs. Training measures it on the data it sees; until then, or when set by hand, it is as it was set.</summary>
    public Normalisation? Normalisation { get; set; }

    /// <summary>Which domain's samples the network is given; it matters only to parts that are <see cref="IDomainAware"/>. A trained network is set to the domain it was trained for.</summary>
    public Domain Domain
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

    /// <summary>One pass for training: class logits of the labelled samples, domain logits of all.</summary>
    /// <param name="input">Inputs, float32 [n, …]: the source samples, then the target samples, those with labels first.</param>
    /// <param name="sources">How many come from the source.</param>
    /// <param name="lambda">λ of the gradient reversal: the features receive the domain loss's gradient times −λ.</param>
    /// <param name="labelled">How many have labels, or null where those are the source samples.</param>
    public NetworkOutput AdversarialForward(Tensor input, long sources, double lambda, long? labelled = null)
    {
        var features = FeaturesOf(input, sources); // [n, …]
        var labels = LabelPredictor.call(features.narrow(0, 0, labelled ?? sources)); // [labelled, classes]
        var domains = DomainClassifier.call(GradientReversal.Apply(features, lambda)); // [n, 1]
        return new NetworkOutput(labels, domains);
    }

    /// <summary>Gf of source samples and target samples in one call: one pass over all, unless a part wants to know which is which.</summary>
    /// <param name="input">Inputs, float32 [n, …]: the source samples, then the target samples.</param>
    /// <param name="sources">How many come from the source.</param>
    /// <returns>[n, …]; the caller disposes it.</returns>
    public Tensor FeaturesOf(Tensor input, long sources)
    {
        ArgumentNullException.ThrowIfNull(input);
        if (domainAware.Count == 0)
        {
            return FeatureExtractor.call(input);
        }

        Domain = Domain.Source;
        var source = FeatureExtractor.call(input.narrow(0, 0, sources));
        Domain = Domain.Target;
        var target = FeatureExtractor.call(input.narrow(0, sources, input.size(0) - sources));
        return cat([source, target]);
    }
}
