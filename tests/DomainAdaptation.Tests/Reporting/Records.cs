namespace DomainAdaptation.Tests;

/// <summary>Run records made by hand.</summary>
internal static class Records
{
    public static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    public static RunRecord Of(
        string method,
        int seed,
        double accuracy,
        string experiment = "mnist-to-mnistm",
        string variant = "paper",
        string scale = "quick",
        string protocol = "last-epoch",
        string data = "MNIST → MNIST-M",
        int epochs = 3,
        DateTimeOffset? started = null) =>
        new(experiment, method, variant, scale, seed, protocol, data, accuracy, null, null, new DannOptions(Seed: seed), Epochs(method, epochs, accuracy), [], "0123456789abcdef", "cpu", new RunEnvironment(), started ?? Noon, 61);

    /// <summary>The three methods of an experiment with two seeds each; means .56, .76 and .96.</summary>
    public static IReadOnlyList<RunRecord> Three(string data = "MNIST → MNIST-M") =>
    [
        Of(Methods.SourceOnly, 1, .55, data: data), Of(Methods.SourceOnly, 2, .57, data: data),
        Of(Methods.Dann, 1, .74, data: data), Of(Methods.Dann, 2, .78, data: data),
        Of(Methods.TrainOnTarget, 1, .96, data: data), Of(Methods.TrainOnTarget, 2, .96, data: data),
    ];

    private static List<EpochMetrics> Epochs(string method, int count, double accuracy)
    {
        var adapts = method == Methods.Dann;
        return [.. Enumerable.Range(1, count).Select(e => new EpochMetrics(e, e * 100, 1.0 / e, adapts ? .6 : null, adapts ? .55 : null, adapts ? 1 : null, .01, accuracy))];
    }
}
