namespace DomainAdaptation;

/// <summary>The paper's tables as data, each number with its source.</summary>
/// <remarks>
/// There are two sets of numbers for the same digits: version 1 of the preprint on the one hand, ICML and JMLR on the other.
/// The gap covered is computed from the accuracies here, for two brackets that JMLR prints beside MNIST-M do not follow from
/// its own accuracies: 55.8 % where 52.9 % is printed (DANN), and 10.6 % for 4.1 % (subspace alignment).
/// </remarks>
public static class PublishedResults
{
    internal const string Text = "text";

    private const string V1 = "v1", V2 = "v2", Icml = "ICML", Jmlr = "JMLR";
    private const string Splits = "five random splits of the source, transductive target", Transductive = "all of the source and all of the target, fully transductive";

    // The journal's numbers first: they are the last that the authors gave, and the only ones with all four methods for each pair of domains.
    private static readonly string[] Preference = [Jmlr, Icml, V2, V1];

    private static readonly string[] All4 = [PaperMethods.SourceOnly, PaperMethods.SubspaceAlignment, PaperMethods.Dann, PaperMethods.TrainOnTarget];

    /// <summary>Every number, in the order of the texts.</summary>
    public static IReadOnlyList<PublishedResult> All { get; } =
    [
        .. Digits("mnist-to-mnist-dilated", V1, "Table 1", .9678, .9702, .9830, .9878),
        .. Digits("mnist-to-mnist-max-blend", V1, "Table 1", .9173, .9197, .9476, .9848),
        .. Digits("mnist-to-mnistm", V1, "Table 1", .5749, .6078, .8149, .9891),
        .. Digits("syn-numbers-to-svhn", V1, "Table 1", .8665, .8672, .9048, .9244),
        .. Digits("svhn-to-mnist", V1, "Table 1", .5919, .6157, .7107, .9951),

        .. Digits("mnist-to-mnistm", Jmlr, "Table 2", .5225, .5690, .7666, .9596),
        .. Digits("syn-numbers-to-svhn", Jmlr, "Table 2", .8674, .8644, .9109, .9220),
        .. Digits("svhn-to-mnist", Jmlr, "Table 2", .5490, .5932, .7385, .9942),
        .. Digits("syn-signs-to-gtsrb", Jmlr, "Table 2", .7900, .8165, .8865, .9980),

        // ICML's Table 1 is JMLR's Table 2; these two of its rows were seen.
        .. IcmlRows("mnist-to-mnistm", .5225, .7666),
        .. IcmlRows("syn-numbers-to-svhn", .8674, .9109),
        .. IcmlRows("svhn-to-mnist", .5490, .7385),
        .. IcmlRows("syn-signs-to-gtsrb", .7900, .8865),

        .. Office("gfk", .197, .497, .6631),
        .. Office(PaperMethods.SubspaceAlignment, .450, .648, .699),
        .. Office("dlid", .519, .782, .899),
        .. Office("ddc", .618, .950, .985),
        .. Office("dan", .685, .960, .990),
        .. Office(PaperMethods.SourceOnly, .642, .961, .978),
        .. Office(PaperMethods.Dann, .730, .964, .992),

        new("office-amazon-to-webcam", PaperMethods.Dann, .673, V2, "Office", .017, Splits),
        new("office-dslr-to-webcam", PaperMethods.Dann, .940, V2, "Office", .008, Splits),
        new("office-webcam-to-dslr", PaperMethods.Dann, .937, V2, "Office", .010, Splits),
        new("office-amazon-to-webcam", "ddc", .594, V2, "Office", .008, Splits),
        new("office-dslr-to-webcam", "ddc", .925, V2, "Office", .003, Splits),
        new("office-webcam-to-dslr", "ddc", .917, V2, "Office", .008, Splits),

        new("mnist-to-svhn", PaperMethods.SourceOnly, .25, Jmlr, Text, Note: "about; the authors report that adaptation fails here and print no other number"),
    ];

    /// <summary>The experiments that have numbers, in the order of <see cref="All"/>.</summary>
    public static IReadOnlyList<string> Experiments { get; } = [.. All.Select(r => r.Experiment).Distinct(StringComparer.Ordinal)];

    /// <summary>What was published about a method in an experiment, the preferred number first; empty where nothing was.</summary>
    public static IReadOnlyList<PublishedResult> Find(string experiment, string method) =>
        [.. All.Where(r => r.Experiment == experiment && r.Method == method).OrderBy(r => Array.IndexOf(Preference, r.Source))];

    /// <summary>The number to stand beside ours: JMLR's, else ICML's, else version 2's, else version 1's; null where there is none.</summary>
    public static PublishedResult? Preferred(string experiment, string method) =>
        Find(experiment, method) is [var first, ..] ? first : null;

    /// <summary>How much of the gap a published method covers, recomputed from the accuracies of its own source.</summary>
    /// <returns>The share, or null where that source does not give both bounds.</returns>
    public static double? GapCovered(PublishedResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        var lower = Bound(result, PaperMethods.SourceOnly);
        var upper = Bound(result, PaperMethods.TrainOnTarget);
        return lower is null || upper is null ? null : DomainAdaptation.GapCovered.Of(result.Accuracy, lower.Accuracy, upper.Accuracy);
    }

    // ICML's upper bound is the journal's: the tables are the same.
    private static PublishedResult? Bound(PublishedResult result, string method) =>
        All.FirstOrDefault(r => r.Experiment == result.Experiment && r.Method == method && r.Source == (result.Source == Icml ? Jmlr : result.Source));

    private static IEnumerable<PublishedResult> Digits(string experiment, string source, string table, params double[] accuracies) =>
        All4.Zip(accuracies, (method, accuracy) => new PublishedResult(experiment, method, accuracy, source, table));

    private static IEnumerable<PublishedResult> IcmlRows(string experiment, double sourceOnly, double dann) =>
    [
        new(experiment, PaperMethods.SourceOnly, sourceOnly, Icml, "Table 1"),
        new(experiment, PaperMethods.Dann, dann, Icml, "Table 1"),
    ];

    private static IEnumerable<PublishedResult> Office(string method, double amazonToWebcam, double dslrToWebcam, double webcamToDslr) =>
    [
        new("office-amazon-to-webcam", method, amazonToWebcam, Jmlr, "Table 3", Note: OfficeNote(method)),
        new("office-dslr-to-webcam", method, dslrToWebcam, Jmlr, "Table 3", Note: OfficeNote(method)),
        new("office-webcam-to-dslr", method, webcamToDslr, Jmlr, "Table 3", Note: OfficeNote(method)),
    ];

    private static string OfficeNote(string method) =>
        method is PaperMethods.SourceOnly or PaperMethods.Dann ? Transductive : "as cited there, under the protocol of its own paper";
}
