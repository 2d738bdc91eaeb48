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
        Recipe Variant(string name, string description, Func<IReadOnlyList<LabelledDomain>, IReadOnlyList<LabelledDomain>> choose, int domains = 1) =>
            new(name, description, seed => Architectures.Bottleneck(seed, domains: domains), Office31Experiments.SqueezeNetOptions, (scale, home) => Load(scale, home, choose));

        ExperimentData Load(Scale scale, DataHome home, Func<IReadOnlyList<LabelledDomain>, IReadOnlyList<LabelledDomain>> choose)
        {
            var chosen = choose([.. sources.Select(s => Office31Experiments.Features(scale, home, s))]);
            var goal = Office31Experiments.Features(scale, home, target);
            return new(chosen[0], chosen[0], goal, goal, MoreSources: [.. chosen.Skip(1)]);
        }

        return new(
            id,
            title,
            [
                Variant("combine", "Both sources as one domain.", both => [LabelledDomain.Combine(both)]),
                Variant("several", "Two sources with statistics of their own.", both => both),
                Variant("k-way", "Two sources, and a domain classifier with a logit for each of the three domains.", both => both, domains: 3),
                .. sources.Select((s, i) => Variant(s, $"{s} alone.", both => [both[i]])),
            ],
            (scale, home) => Load(scale, home, both => [LabelledDomain.Combine(both)]),
            [Methods.SourceOnly, Methods.Dann],
            ["office31", "weights"]);
    }
}
