namespace DomainAdaptation;

/// <summary>Office-31 with two sources at once, which the paper has not: the two other domains to each of the three.</summary>
/// <remarks>
/// Protocol, features and recipe are those of <see cref="Office31Experiments"/>, as they are. Each variant sees as many batches of the same size: <c>combine</c> makes one domain of both
/// sources, <c>several</c> keeps them apart in statistics, <c>k-way</c> has a domain classifier that tells all three domains apart; the others have one source alone.
/// </remarks>
public static class Office31Sources
{
    /// <summary>DSLR and Webcam → Amazon: both sources are small and alike.</summary>
    public static Experiment ToAmazon { get; } = Create("office-to-amazon", "Office-31: DSLR + Webcam → Amazon", ["dslr", "webcam"], "amazon");

    /// <summary>Amazon and DSLR → Webcam.</summary>
    public static Experiment ToWebcam { get; } = Create("office-to-webcam", "Office-31: Amazon + DSLR → Webcam", ["amazon", "dslr"], "webcam");

    /// <summary>Amazon and Webcam → DSLR.</summary>
    public static Experiment ToDslr { get; } = Create("office-to-dslr", "Office-31: Amazon + Webcam → DSLR", ["amazon", "webcam"], "dslr");

    /// <summary>All three.</summary>
    public static IReadOnlyList<Experiment> All { get; } = [ToAmazon, ToWebcam, ToDslr];

    private static Experiment Create(string id, string title, string[] sources, string target)
    {
        Recipe Recipe(SourceVariant variant) => new(
            variant.Name,
            variant.Description,
            seed => Architectures.Bottleneck(seed, domains: variant.Domains),
            scale => Office31Experiments.FrozenOptions(scale),
            (scale, home) => Load(scale, home, variant));

        ExperimentData Load(Scale scale, DataHome home, SourceVariant variant)
        {
            var chosen = variant.Choose([.. sources.Select(s => Backbone.ResNet.Features(scale, home, Office31.Set, s))]);
            var goal = Backbone.ResNet.Features(scale, home, Office31.Set, target);
            return new(chosen[0], chosen[0], goal, goal, MoreSources: [.. chosen.Skip(1)]);
        }

        return new(
            id,
            title,
            [.. new[] { SourceVariant.Combine, SourceVariant.Several, SourceVariant.KWay(sources.Length) }.Concat(SourceVariant.Alone(sources)).Select(Recipe)],
            (scale, home) => Load(scale, home, SourceVariant.Combine),
            [Methods.SourceOnly, Methods.Dann],
            ["office31", Backbone.ResNet.Needs]);
    }
}
