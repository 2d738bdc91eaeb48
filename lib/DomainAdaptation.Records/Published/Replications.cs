namespace DomainAdaptation;

/// <summary>The best independent replication of the paper's digits and signs: Bousmalis et al., "Domain Separation Networks", NIPS 2016, Table 1.</summary>
/// <remarks>The paper's own networks, run again by others, who chose each method's settings by 1,000 labelled images of the target: an oracle, as they say.</remarks>
public static class Replications
{
    private static readonly string[] Experiments = ["mnist-to-mnistm", "syn-numbers-to-svhn", "svhn-to-mnist", "syn-signs-to-gtsrb"];

    /// <summary>Every number that they print of a method that is here.</summary>
    public static IReadOnlyList<PublishedResult> All { get; } =
    [
        .. Of(PaperMethods.SourceOnly, .566, .867, .592, .851),
        .. Of("coral", .577, .852, .631, .869),
        .. Of("mmd", .769, .880, .711, .911),
        .. Of(PaperMethods.Dann, .774, .903, .707, .929),
        .. Of(PaperMethods.TrainOnTarget, .987, .924, .995, .998),
    ];

    /// <summary>What they print of a method in an experiment, or null.</summary>
    public static PublishedResult? Find(string experiment, string method) => All.FirstOrDefault(r => r.Experiment == experiment && r.Method == method);

    private static IEnumerable<PublishedResult> Of(string method, params double[] accuracies) =>
        Experiments.Zip(accuracies, (experiment, accuracy) => new PublishedResult(experiment, method, accuracy, "DSN", "Table 1", Note: "tuned on 1,000 labelled target images"));
}
