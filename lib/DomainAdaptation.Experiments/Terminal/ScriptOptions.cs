namespace DomainAdaptation.Reporting;

/// <summary>What every script of the workbench can be told on its command line.</summary>
/// <param name="Scale"><c>--scale smoke|quick|paper</c>: how much to run.</param>
/// <param name="Seeds"><c>--seed 3</c>, or <c>--seeds 1..5</c> or <c>1,3,7</c>: one run of each method a seed. Nothing means seed 1.</param>
/// <param name="Out"><c>--out FOLDER</c>: where records, tables and pages go. Nothing means <c>runs/</c> and the script's name.</param>
/// <param name="Device"><c>--device auto|cpu|cuda</c>: see <see cref="Devices"/>.</param>
/// <param name="DataFolder"><c>--data FOLDER</c>: where data sets are looked for, or null for the usual place.</param>
/// <param name="Variant"><c>--variant NAME</c>: which recipe, or null for the script's own choice.</param>
/// <param name="Methods"><c>--methods source-only,dann</c>: which methods, or nothing for the script's own choice.</param>
/// <param name="Resume"><c>--resume</c>: go on where an earlier run with the same options stopped.</param>
/// <param name="Threads"><c>--threads N</c>: threads to compute with, or null for libtorch's choice.</param>
/// <param name="Precision"><c>--precision f32|bf16</c>: what the layers compute in while training, or null for the recipe's choice.</param>
/// <param name="Verbose"><c>--verbose</c>: say on what the training computes, and what of the fast path is off and why.</param>
/// <param name="Selection"><c>--select NAME</c>: which epoch's weights count, or null for the last epoch's.</param>
/// <param name="TensorBoard"><c>--tensorboard</c>: write each epoch's metrics to the folder <c>tensorboard</c> in the output folder.</param>
public sealed record ScriptOptions(
    Scale Scale = Scale.Quick,
    IReadOnlyList<int>? Seeds = null,
    string Out = "",
    string Device = "auto",
    string? DataFolder = null,
    string? Variant = null,
    IReadOnlyList<string>? Methods = null,
    bool Resume = false,
    int? Threads = null,
    Precision? Precision = null,
    bool Verbose = false,
    Selection? Selection = null,
    bool TensorBoard = false)
{
    /// <summary>The seeds to run, never empty.</summary>
    public IReadOnlyList<int> Seeds { get; } = Seeds is { Count: > 0 } ? Seeds : [1];

    /// <summary>The methods asked for; empty where the script chooses.</summary>
    public IReadOnlyList<string> Methods { get; } = Methods ?? [];

    /// <summary>A copy with some values changed.</summary>
    public ScriptOptions With(
        Scale? scale = null,
        IReadOnlyList<int>? seeds = null,
        string? @out = null,
        string? device = null,
        string? dataFolder = null,
        string? variant = null,
        IReadOnlyList<string>? methods = null,
        bool? resume = null,
        int? threads = null,
        Precision? precision = null,
        bool? verbose = null,
        Selection? selection = null,
        bool? tensorBoard = null) =>
        new(
            scale ?? Scale,
            seeds ?? Seeds,
            @out ?? Out,
            device ?? Device,
            dataFolder ?? DataFolder,
            variant ?? Variant,
            methods ?? Methods,
            resume ?? Resume,
            threads ?? Threads,
            precision ?? Precision,
            verbose ?? Verbose,
            selection ?? Selection,
            tensorBoard ?? TensorBoard);

    /// <summary>Whether all values are equal, those of the lists too.</summary>
    public bool Equals(ScriptOptions? other) =>
        other is not null && Scale == other.Scale && Seeds.SequenceEqual(other.Seeds) && Out == other.Out && Device == other.Device
        && DataFolder == other.DataFolder && Variant == other.Variant && Methods.SequenceEqual(other.Methods, StringComparer.Ordinal) && Resume == other.Resume && Threads == other.Threads && Precision == other.Precision
        && Verbose == other.Verbose && Selection == other.Selection && TensorBoard == other.TensorBoard;

    /// <summary>The words of a command line that means the same.</summary>
    public IReadOnlyList<string> Arguments() =>
    [
        "--scale", Scale.ToString().ToLowerInvariant(), "--seeds", Numbers.Seeds(Seeds), "--out", Out, "--device", Device,
        .. Given("--data", DataFolder), .. Given("--variant", Variant), .. Given("--methods", Methods.Count == 0 ? null : string.Join(',', Methods)),
        .. Given("--threads", Threads is { } n ? Numbers.Seeds([n]) : null),
        .. Given("--precision", Precision is { } p ? (p == DomainAdaptation.Precision.Float32 ? "f32" : "bf16") : null), .. Given("--select", Selection?.ToString()),
        .. Resume ? ["--resume"] : Array.Empty<string>(), .. Verbose ? ["--verbose"] : Array.Empty<string>(),
        .. TensorBoard ? ["--tensorboard"] : Array.Empty<string>(),
    ];

    /// <summary>As on a command line.</summary>
    public override string ToString() => string.Join(' ', Arguments());

    private static string[] Given(string name, string? value) => value is null ? [] : [name, value];

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Scale, Seeds.Count, Seeds[0], Out, Device, DataFolder, Variant, Methods.Count);
}
