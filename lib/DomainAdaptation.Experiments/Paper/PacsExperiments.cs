namespace DomainAdaptation;

/// <summary>PACS, which the paper has not: three domains to the fourth, with the target's images in training and without them.</summary>
/// <remarks>
/// A tenth of each source is held aside to judge by: by the authors' lists where they are there, else drawn. The target is tested on as a whole. With its images in training (multi-source
/// adaptation) that is the transductive protocol of most tables; without them (domain generalisation) only held-out source accuracy may choose.
/// Features are those of <see cref="Office31Experiments"/>: a ResNet-18 as it is, where the tables fine-tune it. The variants that end in <c>-tuned</c> train its fourth stage too,
/// from maps that are computed once, 200 KB an image: 2 GB in all. They are tested at smoke and were not run to their end yet.
/// </remarks>
public static class PacsExperiments
{
    private const double HeldOut = 0.1;

    /// <summary>Three sources → the fourth, whose images training sees without labels: one experiment a target.</summary>
    public static IReadOnlyList<Experiment> Adaptation { get; } = [.. Pacs.Domains.Select(ToTarget)];

    /// <summary>Three sources, and a fourth domain that training never sees: one experiment a target.</summary>
    public static IReadOnlyList<Experiment> Generalisation { get; } = [.. Pacs.Domains.Select(WithoutTarget)];

    /// <summary>All eight.</summary>
    public static IReadOnlyList<Experiment> All { get; } = [.. Adaptation, .. Generalisation];

    private static Experiment ToTarget(string target)
    {
        var sources = Others(target);
        return Create(
            $"pacs-to-{target}", $"PACS: {string.Join(" + ", sources)} → {target}", target, [SourceVariant.Combine, SourceVariant.KWay(sources.Length)], generalises: false,
            [Methods.SourceOnly, Methods.Dann, Cdan.DescriptionE.Id, Mcc.Description.Id, Methods.TrainOnTarget]);
    }

    private static Experiment WithoutTarget(string target)
    {
        var sources = Others(target);
        var apart = SourceVariant.KWay(sources.Length) with { Description = "The sources, and a domain classifier with a logit for each.", Domains = sources.Length };
        return Create(
            $"pacs-without-{target}", $"PACS: {string.Join(" + ", sources)}, tested on {target} (domain generalisation)", target, [apart], generalises: true, [Methods.SourceOnly, Methods.Dann]);
    }

    private static string[] Others(string target) => [.. Pacs.Domains.Where(d => d != target)];

    private static Experiment Create(string id, string title, string target, SourceVariant[] variants, bool generalises, IReadOnlyList<string> methods)
    {
        string? weights = null; // from the data home that the images were loaded from
        Recipe Tuned(SourceVariant variant) => new(
            $"{variant.Name}-tuned",
            $"{variant.Description} The fourth stage of the ResNet is trained too.",
            seed => Architectures.TunedResNet(weights ?? ResNet18File.Find(DataHome.Find()), seed, Pacs.ClassNames.Count, variant.Domains),
            Office31Experiments.TunedOptions,
            (scale, home) =>
            {
                weights = ResNet18File.Find(home);
                return Load(scale, home, variant, Backbone.ResNetTrunk);
            },
            [Backbone.ResNetTrunk.Needs]) { OnRequest = true };

        Recipe Recipe(SourceVariant variant) => new(
            variant.Name,
            variant.Description,
            seed => Architectures.Bottleneck(seed, classCount: Pacs.ClassNames.Count, domains: variant.Domains),
            scale => Office31Experiments.FrozenOptions(scale),
            (scale, home) => Load(scale, home, variant, Backbone.ResNet));

        ExperimentData Load(Scale scale, DataHome home, SourceVariant variant, Backbone backbone)
        {
            var split = Others(target).Select(source => Split(scale, home, source, backbone)).ToList();
            var chosen = variant.Choose([.. split.Select(s => s.Training)]);
            var goal = backbone.Features(scale, home, Pacs.Set, target);
            var one = chosen.Count == 1 || generalises; // statistics are of one source, or of all
            return new(chosen[0], one ? LabelledDomain.Combine([.. split.Select(s => s.HeldOut)]) : split[0].HeldOut, goal, goal, MoreSources: [.. chosen.Skip(1)], Generalises: generalises);
        }

        return new(id, title, [.. variants.Select(Recipe), Tuned(variants[0])], (scale, home) => Load(scale, home, variants[0], Backbone.ResNet), methods, ["pacs", Backbone.ResNet.Needs]);
    }

    private static (LabelledDomain Training, LabelledDomain HeldOut) Split(Scale scale, DataHome home, string source, Backbone backbone)
    {
        var all = backbone.Features(scale, home, Pacs.Set, source);
        if (scale == Scale.Smoke)
        {
            return (all, all); // one image a class
        }

        if (Pacs.Validation(home, source) is { } held)
        {
            return HoldAside.By(all, held.ToHashSet());
        }

        var (training, aside) = HoldAside.Of(all, HeldOut, seed: 1);
        return (training, aside!);
    }
}
