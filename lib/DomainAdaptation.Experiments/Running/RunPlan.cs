namespace DomainAdaptation;

/// <summary>A run before it is made: what was asked for, the recipe behind it, and what its record will say of both.</summary>
/// <param name="Experiment">What it is a run of.</param>
/// <param name="Data">Its data.</param>
/// <param name="Request">What was asked for.</param>
/// <param name="Recipe">The recipe that the request names.</param>
/// <param name="Options">The settings of the training.</param>
/// <param name="Fingerprint">What tells it from runs of the same name: see <see cref="RunRecord.Fingerprint"/>.</param>
internal sealed record RunPlan(Experiment Experiment, ExperimentData Data, RunRequest Request, Recipe Recipe, DannOptions Options, string Fingerprint)
{
    /// <summary>What its record and its files are found by.</summary>
    public string Key { get; } = KeyOf(Experiment, Recipe, Request);

    /// <summary>What its method is.</summary>
    public MethodDescription Method => Methods.Info(Request.Method);

    /// <summary>Whether a network is trained: subspace alignment takes that of the source-only run.</summary>
    public bool Trains => Request.Method != Methods.SubspaceAlignment;

    /// <summary>Whom the source passes through the network as: one that was trained on the target alone knows no other statistics.</summary>
    public Domain SourceAs => SourceOf(Method);

    /// <summary>The same, of a method.</summary>
    public static Domain SourceOf(MethodDescription method) => method.Labels is LabelsSeen.Target or LabelsSeen.FewOfTarget ? Domain.Target : Domain.Source;

    /// <summary>The key of a run's record and files.</summary>
    public static string KeyOf(Experiment experiment, Recipe recipe, RunRequest request) =>
        RunRecord.KeyOf(experiment.Id, recipe.Name, request.Method, RunRecord.NameOf(request.Scale), request.Seed, request.Selection.Name);

    /// <summary>Whether a record is of this run, by all that has a name.</summary>
    public bool IsOf(RunRecord record) => record.Key == Key && record.Options == Options && record.Data == Data.ToString();

    /// <summary>The record of this run.</summary>
    /// <param name="result">On the target's test split.</param>
    /// <param name="epochs">The metrics of each epoch; none where nothing was trained.</param>
    /// <param name="network">The network that was judged.</param>
    /// <param name="measures">What else was measured.</param>
    public RunRecord Record(TaskResult result, IReadOnlyList<EpochMetrics> epochs, DomainAdversarialNetwork network, IReadOnlyDictionary<string, double> measures) => new(
        Experiment.Id,
        Request.Method,
        Recipe.Name,
        RunRecord.NameOf(Request.Scale),
        Request.Seed,
        Request.Selection.Name,
        Data.ToString(),
        result.Value,
        null,
        null,
        Options,
        epochs,
        result.Confusion,
        Weights.Sha256(network),
        network.Device.ToString(),
        ThisMachine.Environment(),
        default,
        0,
        result.Measures.Concat(measures).ToDictionary(StringComparer.Ordinal),
        Fingerprint,
        Data.Task is Classification ? null : Data.Task.Metric);
}
