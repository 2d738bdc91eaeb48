using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn.functional;

namespace DomainAdaptation;

/// <summary>
/// Adversarial discriminative domain adaptation (Tzeng et al. 2017): first a network for the source, by its labels alone; then a feature
/// extractor for the target, started from the source's, whose features the domain classifier takes for the source's.
/// </summary>
/// <remarks>
/// In the second stage the source's extractor and the label predictor are held still. A: the domain classifier learns to tell the source's
/// features from the target's. B: the target's features descend its loss with the label of the source (their eq. 9). λ plays no part.
/// Afterwards only the accuracy on the target means something: the network's extractor is the target's, and the source's is gone.
/// </remarks>
public sealed class Adda : AdaptationMethod
{
    private const string Taken = "taken", OfSource = "source/";
    private readonly double sourceShare;

    /// <summary>Makes the method.</summary>
    /// <param name="sourceShare">The share of the training that learns the source's labels, between 0 and 1; the rest adapts.</param>
    public Adda(double sourceShare = 0.5)
        : base(Description)
    {
        if (sourceShare is not (> 0 and < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(sourceShare), sourceShare, "Both stages need steps: the share of the first lies between 0 and 1.");
        }

        this.sourceShare = sourceShare;
    }

    /// <summary>What the method is.</summary>
    public static MethodDescription Description { get; } =
        new("adda", "Adversarial discriminative domain adaptation (ADDA)", "Tzeng et al. 2017", TrainsDomainClassifier: true);

    /// <inheritdoc/>
    public override IReadOnlyList<Phase> Phases => [new(Step), new(Deceive, name => name.StartsWith("features.", StringComparison.Ordinal))];

    /// <inheritdoc/>
    public override void Prepare(DomainAdversarialNetwork network, long features, int classes)
    {
        ArgumentNullException.ThrowIfNull(network);
        register_buffer(Taken, zeros(1));
        foreach (var (name, tensor) in network.FeatureExtractor.state_dict())
        {
            register_buffer(NameOf(name), tensor.detach().clone());
        }
    }

    /// <inheritdoc/>
    public override Losses Step(StepContext step)
    {
        ArgumentNullException.ThrowIfNull(step);
        return step.Progress < sourceShare ? LearnSource(step) : TellApart(step);
    }

    /// <summary>The source's features by the extractor as it was when the first stage ended, [n of the source, …]; the network stays as it is.</summary>
    internal Tensor SourceFeatures(StepContext step)
    {
        using var noGradient = no_grad();
        var lent = step.Network.FeatureExtractor.state_dict().Select(e => (Live: e.Value, Present: e.Value.clone(), Source: get_buffer(NameOf(e.Key))!)).ToList();
        lent.ForEach(l => l.Live.copy_(l.Source));
        try
        {
            return step.Extract(targets: false);
        }
        finally
        {
            lent.ForEach(l => l.Live.copy_(l.Present)); // the running statistics too, which the pass has moved
        }
    }

    // One side at a time, so that batch statistics are those of the source before and after it is frozen; the target's features are made for theirs. What the domain classifier makes of both is reported in this stage too, and descended by nothing.
    private Losses LearnSource(StepContext step)
    {
        get_buffer(Taken)!.zero_();
        var features = cat([step.Extract(targets: false), step.Extract(targets: true)]);
        var label = step.Task.Loss(step.Network.LabelPredictor.call(features.narrow(0, 0, step.Labels.size(0))), step.Labels);
        using var noGradient = no_grad();
        return new(label, Parts(step, label, step.Network.DomainClassifier.call(features)));
    }

    // A. Only the domain classifier has a gradient: so nothing else moves, by its momentum or its decay either.
    private Losses TellApart(StepContext step)
    {
        Freeze(step.Network);
        Tensor features, label;
        using (no_grad())
        {
            var source = SourceFeatures(step);
            features = cat([source, step.Extract(targets: true)]);
            var predictor = step.Network.LabelPredictor;
            predictor.eval(); // its statistics are held still too
            label = step.Task.Loss(predictor.call(source), step.Labels.narrow(0, 0, source.size(0)));
            predictor.train();
        }

        var parts = Parts(step, label, step.Network.DomainClassifier.call(features));
        return new(parts[Losses.Domain], parts);
    }

    // B. The source is along, since a domain classifier with batch normalisation would not know the target by itself again.
    private Losses Deceive(StepContext step)
    {
        if (step.Progress < sourceShare)
        {
            return new(zeros(1, requires_grad: true), Losses.Named()); // no weight has a gradient
        }

        var (source, target) = (SourceFeatures(step), step.Extract(targets: true));
        var logits = step.Network.DomainClassifier.call(cat([source, target])).narrow(0, source.size(0), target.size(0)).to(ScalarType.Float32);
        return new(binary_cross_entropy_with_logits(logits, zeros_like(logits)), Losses.Named());
    }

    // Whether it is done is kept beside the weights, so that a training that is taken up again knows.
    private void Freeze(DomainAdversarialNetwork network)
    {
        var taken = get_buffer(Taken)!;
        if (taken.item<float>() == 1)
        {
            return;
        }

        foreach (var (name, tensor) in network.FeatureExtractor.state_dict())
        {
            get_buffer(NameOf(name))!.copy_(tensor.detach());
        }

        taken.fill_(Scalars.One);
    }

    private static Dictionary<string, Tensor> Parts(StepContext step, Tensor label, Tensor domains) => Losses.Named(
        (Losses.Label, label), (Losses.Domain, step.DomainLoss(domains)), (Losses.DomainAccuracy, step.DomainAccuracy(domains)));

    // A buffer's name has no dots.
    private static string NameOf(string weight) => OfSource + weight.Replace('.', '/');
}
