using TorchSharp;
using static TorchSharp.torch;

namespace DomainAdaptation;

/// <summary>
/// Domain-adversarial training (Ganin &amp; Lempitsky 2014, §3): Ly + w · Ld(Gd(R_λ(f))), one descent on both (eqs. 1–3).
/// </summary>
/// <remarks>
/// The label predictor and the features minimise the label loss, the domain classifier minimises the domain loss, and the features
/// maximise it: the gradient reversal layer R_λ between them turns the gradient round. λ scales only what flows into the features.
/// </remarks>
public sealed class Dann : AdaptationMethod
{
    private readonly double weight;
    private readonly Adversary adversary;

    /// <summary>Makes the method.</summary>
    /// <param name="weight">w, the weight of the domain loss: see <see cref="DannOptions.DomainWeight"/>.</param>
    /// <param name="adversary">How the features are set against the domain classifier.</param>
    public Dann(double weight = 1, Adversary adversary = Adversary.GradientReversal)
        : base(Description) => (this.weight, this.adversary) = (weight, adversary);

    /// <summary>What the method is.</summary>
    public static MethodDescription Description { get; } = PaperMethods.Info(Methods.Dann);

    /// <inheritdoc/>
    public override Losses Step(StepContext step)
    {
        ArgumentNullException.ThrowIfNull(step);
        var label = step.LabelLoss();
        return adversary == Adversary.GradientReversal ? Reversed(step, label, weight) : Swapped(step, label);
    }

    /// <summary>Ly + w · Ld(Gd(R_λ(f))): one loss, descended by all.</summary>
    internal static Losses Reversed(StepContext step, Tensor label, double weight)
    {
        var domains = step.Network.DomainClassifier.call(GradientReversal.Apply(step.AllFeatures, step.Lambda));
        var domain = step.DomainLoss(domains);
        using var factor = weight.ToScalar();
        return new(label.add(domain, factor), Parts(step, label, domain, domains));
    }

    // Ly + w · (Ld+(f held still) + λ Ld−(f; θd held still)), where Ld− is Ld with the labels swapped.
    private Losses Swapped(StepContext step, Tensor label)
    {
        var classifier = step.Network.DomainClassifier;
        if (step.Parts.Count > 2)
        {
            throw new NotSupportedException("Swapped domain labels are for one source and one target: with more domains, use gradient reversal.");
        }

        var domains = classifier.call(step.AllFeatures.detach());
        if (domains.dim() != 2)
        {
            throw new NotSupportedException("Swapped domain labels are for one logit a sample: with a map of logits, use gradient reversal.");
        }

        var moving = classifier.parameters().Where(p => p.requires_grad).ToList();
        moving.ForEach(p => p.requires_grad = false);
        var seenByFeatures = classifier.call(GradientReversal.Apply(step.AllFeatures, -step.Lambda)); // −(−λ): scaled, not reversed
        moving.ForEach(p => p.requires_grad = true);
        var domain = step.DomainLoss(domains);
        var confusion = nn.functional.binary_cross_entropy_with_logits(seenByFeatures.to(ScalarType.Float32), step.DomainLabels.eq(Scalars.Zero).to(ScalarType.Float32));
        using var factor = weight.ToScalar();
        return new(label.add(domain.add(confusion, Scalars.One), factor), Parts(step, label, domain, domains));
    }

    private static Dictionary<string, Tensor> Parts(StepContext step, Tensor label, Tensor domain, Tensor domains) =>
        Losses.Named((Losses.Label, label), (Losses.Domain, domain), (Losses.DomainAccuracy, step.DomainAccuracy(domains)));
}
