using System.Globalization;

namespace DomainAdaptation;

/// <summary>One finished run, self-contained: what was run, on what, with what, and what came out.</summary>
/// <remarks>Stored as one JSON line by <see cref="RunStore"/>. Accuracies are fractions.</remarks>
/// <param name="Experiment">Id, such as <c>mnist-to-mnistm</c>.</param>
/// <param name="Method"><c>source-only</c>, <c>dann</c>, <c>train-on-target</c>, …: one of <c>Methods</c>, or of your own.</param>
/// <param name="Variant">Which recipe, such as <c>paper</c>.</param>
/// <param name="Scale"><c>smoke</c>, <c>quick</c> or <c>paper</c>.</param>
/// <param name="Seed">The seed of initialisation, shuffling and dropout.</param>
/// <param name="Protocol">How the reported weights were chosen: the name of a <c>Selection</c>, <c>last-epoch</c> by default.</param>
/// <param name="Data">The data and the copy of it: training and test sets by name.</param>
/// <param name="TargetAccuracy">Accuracy on the target's test split; for another task than classification the share that <paramref name="Metric"/> names.</param>
/// <param name="SourceAccuracy">The same on the source's test split, or null.</param>
/// <param name="DomainAccuracy">Accuracy of the domain classifier on held-out samples of both domains, or null where there is none.</param>
/// <param name="Options">All settings of the training.</param>
/// <param name="Epochs">The metrics of each epoch.</param>
/// <param name="Confusion">Target test samples by true class (rows) and predicted class (columns).</param>
/// <param name="WeightsSha256">SHA-256 of the final weights, by which two runs can be told to be equal.</param>
/// <param name="Device">What computed, such as <c>cpu</c>.</param>
/// <param name="Environment">Versions and machine.</param>
/// <param name="Started">When the run began, UTC.</param>
/// <param name="WallSeconds">Seconds from the start of the run, or from where it was last taken up when it was interrupted, to its end.</param>
/// <param name="Measures">What else was measured, by name: see <see cref="Measure"/>. Nothing in records that are older than it.</param>
/// <param name="Fingerprint">A short hash of what was run, the seed left out: experiment, method, options, and the data down to the bytes. Runs with another are not the same run, nor seeds of one mean. Nothing in records that are older than it.</param>
/// <param name="Metric">What the accuracies are, such as <c>mean IoU</c>; nothing for classification, where they are shares of samples.</param>
public sealed record RunRecord(
    string Experiment,
    string Method,
    string Variant,
    string Scale,
    int Seed,
    string Protocol,
    string Data,
    double TargetAccuracy,
    double? SourceAccuracy,
    double? DomainAccuracy,
    DannOptions Options,
    IReadOnlyList<EpochMetrics> Epochs,
    IReadOnlyList<IReadOnlyList<int>> Confusion,
    string WeightsSha256,
    string Device,
    RunEnvironment Environment,
    DateTimeOffset Started,
    double WallSeconds,
    IReadOnlyDictionary<string, double>? Measures = null,
    string? Fingerprint = null,
    string? Metric = null)
{
    /// <summary>What makes two runs the same run: everything that was asked for, and nothing that was measured.</summary>
    public string Key => KeyOf(Experiment, Variant, Method, Scale, Seed, Protocol);

    internal static string KeyOf(string experiment, string variant, string method, string scale, int seed, string protocol) =>
        string.Create(CultureInfo.InvariantCulture, $"{experiment}-{variant}-{method}-{scale}-seed{seed}{(protocol == Choice.LastEpoch ? "" : "-" + protocol)}");

    /// <summary>A scale as records call it.</summary>
    public static string NameOf(Scale scale) => scale.ToString().ToLowerInvariant();

    /// <summary>One line: the run and its accuracy.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{Experiment} {Method} ({Variant}, {Scale}, seed {Seed}, {Protocol}): {Metric ?? "target accuracy"} {TargetAccuracy:P2}");
}
