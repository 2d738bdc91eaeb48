using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn.functional;

namespace DomainAdaptation;

/// <summary>
/// Conditional adversarial networks (Long et al. 2018): Ly + w · Ld(D(R_λ(f ⊗ g))), where g are the class probabilities.
/// </summary>
/// <remarks>
/// The domain classifier looks at features and predictions together, so that domains are aligned class by class. f ⊗ g has features × classes
/// columns; above 4,096 both are projected at random to 1,024 and multiplied there (their eq. 6). With entropy conditioning (CDAN+E, eq. 8) a
/// sample that the classifier is sure of counts more: 1 + e^(−H(g)), with a mean of 1 in each domain.
/// </remarks>
public sealed class Cdan : AdaptationMethod
{
    private const long MostColumns = 4096, Projected = 1024;
    private readonly double weight;
    private readonly bool entropy;
    private readonly long hidden;
    private Sequential? classifier;

    /// <summary>Makes the method.</summary>
    /// <param name="entropy">Whether sure samples count more: CDAN+E.</param>
    /// <param name="weight">w; the authors take 1.</param>
    /// <param name="hidden">The width of the domain classifier's two hidden layers; the authors take 1,024.</param>
    public Cdan(bool entropy = false, double weight = 1, int hidden = 1024)
        : base(entropy ? DescriptionE : Description) => (this.entropy, this.weight, this.hidden) = (entropy, weight, hidden);

    /// <summary>What the method is.</summary>
    public static MethodDescription Description { get; } = new("cdan", "Conditional adversarial network (CDAN)", "Long et al. 2018", Reads: OutputsRead.ClassOfSample);

    /// <summary>What it is with entropy conditioning.</summary>
    public static MethodDescription DescriptionE { get; } = new("cdan-e", "Conditional adversarial network with entropy conditioning (CDAN+E)", "Long et al. 2018", Reads: OutputsRead.ClassOfSample);

    /// <inheritdoc/>
    public override void Prepare(long features, int classes)
    {
        var columns = features * classes;
        if (columns > MostColumns)
        {
            register_buffer("project_features", randn(features, Projected));
            register_buffer("project_classes", randn(classes, Projected));
            columns = Projected;
        }

        classifier = Layers.FullyConnected([columns, hidden, hidden, 1], dropout: 0.5);
        register_module("classifier", classifier);
    }

    /// <inheritdoc/>
    public override Losses Step(StepContext step)
    {
        ArgumentNullException.ThrowIfNull(step);
        var label = step.LabelLoss();
        var probabilities = step.AllProbabilities();
        var joint = Joint(step.AllFeatures.flatten(1), probabilities);
        var domains = classifier!.call(GradientReversal.Apply(joint, step.Lambda));
        var domain = step.DomainLoss(domains, entropy ? Weights(probabilities, step.DomainLabels) : null);
        return Losses.Of(label, Losses.Domain, domain, weight).With(Losses.DomainAccuracy, step.DomainAccuracy(domains));
    }

    /// <summary>f ⊗ g: [n, classes × features], the features times each class's probability; or its random projection.</summary>
    internal Tensor Joint(Tensor features, Tensor probabilities) =>
        get_buffer("project_features") is { } f && get_buffer("project_classes") is { } g
            ? features.matmul(f) * probabilities.matmul(g) / Math.Sqrt(Projected)
            : (probabilities.unsqueeze(2) * features.unsqueeze(1)).flatten(1);

    /// <summary>1 + e^(−H(g)) of each sample, [n, 1], divided by its mean over the sample's domain.</summary>
    internal static Tensor Weights(Tensor probabilities, Tensor domains)
    {
        var sure = 1 + (-EntropyMinimisation.Entropy(probabilities)).exp().unsqueeze(1); // [n, 1]
        var means = ((sure * domains).sum() / domains.sum() * domains) + ((sure * (1 - domains)).sum() / (1 - domains).sum() * (1 - domains));
        return sure / means;
    }
}
