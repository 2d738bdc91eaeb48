namespace DomainAdaptation;

/// <summary>All experiments of the paper, in the order of its tables.</summary>
public static class PaperExperiments
{
    /// <summary>The experiments.</summary>
    public static IReadOnlyList<Experiment> All { get; } =
    [
        MnistToMnistM.Experiment,
        SynNumbersToSvhn.Experiment,
        SvhnToMnist.Experiment,
        SynSignsToGtsrb.Experiment,
        SemiSupervisedSigns.Experiment,
        .. Office31Experiments.OfPaper,
        MnistVariants.Dilated,
        MnistVariants.MaxBlend,
        MnistToSvhn.Experiment,
    ];

    /// <summary>The experiments with these ids.</summary>
    /// <param name="ids">Ids with commas between them; nothing means all.</param>
    /// <exception cref="UnknownChoiceException">There is no such experiment; the message lists those there are.</exception>
    public static IReadOnlyList<Experiment> Find(string ids = "")
    {
        ArgumentNullException.ThrowIfNull(ids);
        var wanted = ids.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var unknown = wanted.FirstOrDefault(id => All.All(e => e.Id != id));
        return unknown is null
            ? [.. All.Where(e => wanted.Length == 0 || wanted.Contains(e.Id, StringComparer.Ordinal))]
            : throw new UnknownChoiceException($"There is no experiment '{unknown}': use {string.Join(", ", All.Select(e => e.Id))}.", nameof(ids));
    }
}
