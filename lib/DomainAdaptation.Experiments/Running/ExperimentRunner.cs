using System.Diagnostics;
using TorchSharp;

namespace DomainAdaptation;

/// <summary>Runs an experiment: trains, measures, and keeps a record of every run in a folder.</summary>
/// <remarks>
/// The folder holds <c>runs.jsonl</c> (the records), <c>weights/</c> (the final weights) and, while a run is under way,
/// <c>checkpoints/</c>. A run that was interrupted at any moment, by a kill too, is taken up again with <c>resume</c>.
/// Whoever creates a file <c>stop</c> in the folder ends the work at its next step. While runs are made, a file <c>.lock</c>
/// keeps the folder for them alone.
/// </remarks>
public sealed class ExperimentRunner
{
    private readonly Experiment experiment;
    private readonly ExperimentData data;
    private readonly string folder;
    private readonly RunFiles files;
    private readonly torch.Device device;
    private readonly Precision? precision;
    private readonly Lazy<IReadOnlyList<string>> identity; // of the data, for all runs
    private readonly HashSet<string> madeHere = new(StringComparer.Ordinal); // the keys of this set of runs

    /// <summary>Prepares a runner.</summary>
    /// <param name="experiment">What to run.</param>
    /// <param name="data">Its data, loaded once for all runs.</param>
    /// <param name="folder">Where records, weights and checkpoints go.</param>
    /// <param name="device">What computes: see <see cref="Devices.Resolve"/>.</param>
    /// <param name="precision">What the layers compute in while training, or null for the recipe's choice.</param>
    /// <exception cref="ArgumentException">Brain floats are asked for where device, libtorch or processor have none.</exception>
    public ExperimentRunner(Experiment experiment, ExperimentData data, string folder, string device = "auto", Precision? precision = null)
    {
        ArgumentNullException.ThrowIfNull(experiment);
        ArgumentNullException.ThrowIfNull(data);
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        if (new[] { data.SourceTest, data.TargetTrain, data.TargetTest }.FirstOrDefault(s => !s.Task.Equals(data.Task)) is { } other)
        {
            throw new ArgumentException($"{other.Name} is labelled with {other.Task} and {data.SourceTrain.Name} with {data.Task}; what is measured on them would not be the same.", nameof(data));
        }

        this.experiment = experiment;
        this.data = data;
        this.folder = folder;
        this.device = Devices.Resolve(device);
        this.precision = precision;
        if (precision == Precision.BFloat16 && Autocast.Hindrance(this.device.type) is { } why)
        {
            throw new ArgumentException(why, nameof(precision));
        }

        identity = new(data.Identity);
        files = new RunFiles(folder);
    }

    /// <summary>Where the records are.</summary>
    public RunStore Store => files.Store;

    /// <summary>Makes the runs one after another and records each as soon as it ends.</summary>
    /// <param name="requests">The runs.</param>
    /// <param name="resume">Whether to take finished runs from the records, and to go on with one that was interrupted. One whose data were others, or whose weights are damaged or gone, is made again, and <paramref name="progress"/> is told why.</param>
    /// <param name="progress">Is told of every step.</param>
    /// <param name="cancellation">Ends the work between two steps.</param>
    /// <returns>The records, one a request and in that order.</returns>
    /// <exception cref="DivergedException">A loss became NaN or infinite.</exception>
    /// <exception cref="InvalidDataException">A checkpoint to go on from is damaged, or of other settings or data.</exception>
    /// <exception cref="IOException">Other runs are under way in the folder, it was deleted meanwhile, or it cannot be written to.</exception>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    /// <exception cref="TrainingStoppedException">A file <c>stop</c> was created in the folder.</exception>
    public IReadOnlyList<RunRecord> RunAll(
        IReadOnlyList<RunRequest> requests,
        bool resume = false,
        IProgress<TrainingProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(requests);
        experiment.CheckNames(requests); // what cannot be run is told before hours are spent on what can
        foreach (var method in requests.Select(r => r.Method).Distinct(StringComparer.Ordinal))
        {
            MethodNeeds.RequireTarget(Methods.Info(method), data.Adaptation);
            MethodNeeds.RequireClasses(Methods.Info(method), data.Task);
        }

        if (data.Task is not Classification && requests.FirstOrDefault(r => r.Selection.IsScore && r.Selection.Name != new SourceAccuracy().Name) is { } scored)
        {
            throw new ArgumentException($"'{scored.Selection.Name}' judges classes of whole samples, and the task is {data.Task}: select {Selection.LastEpoch.Name} or {new SourceAccuracy().Name}.", nameof(requests));
        }

        using var held = FolderLock.Take(folder);
        using var stop = new StopFile(Path.Combine(folder, "stop"), cancellation);
        var records = new List<RunRecord>();
        var last = new TrainingProgress();
        try
        {
            foreach (var request in requests)
            {
                var report = new TrainingProgress($"{experiment.Id} {request}", records.Count + 1, requests.Count, StopFile: stop.Path);
                records.Add(Run(request, resume, Tell, report, stop.Token));
                held.RequireThere();
            }

            return records;
        }
        catch (OperationCanceledException e) when (stop.Seen && !cancellation.IsCancellationRequested)
        {
            throw new TrainingStoppedException(
                $"Stopped by {stop.Path} at step {last.Step} of {last.Steps} of {last.Run}: with resume, the same call goes on from the last epoch that was finished.", e);
        }

        void Tell(TrainingProgress p)
        {
            held.RequireThere();
            last = p;
            progress?.Report(p);
        }
    }

    /// <summary>The trained network of a finished run, from the folder.</summary>
    /// <param name="request">The run.</param>
    /// <exception cref="FileNotFoundException">The run was not made in this folder.</exception>
    /// <exception cref="InvalidDataException">The weights are damaged, or not those of the run's record.</exception>
    public DomainAdversarialNetwork LoadNetwork(RunRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var recipe = experiment.Recipe(request.Variant);
        return files.Load(RunPlan.KeyOf(experiment, recipe, request), $"{experiment.Id} {request}", () => recipe.Network(request.Seed), device);
    }

    /// <summary>A t-SNE map of the features that the network of a finished run has for held-out samples (the paper's Figure 3).</summary>
    /// <param name="request">The run.</param>
    /// <param name="points">Samples of either domain, at most.</param>
    /// <param name="layer">Where the features are taken.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <returns>The first samples of <see cref="ExperimentData.SourceTest"/>, then those of <see cref="ExperimentData.TargetTest"/>.</returns>
    /// <exception cref="FileNotFoundException">The run was not made in this folder.</exception>
    public TSneMap MapFeatures(RunRequest request, int points = 1000, EmbeddingLayer layer = EmbeddingLayer.Features, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(points);
        using var network = LoadNetwork(request);
        using var scope = torch.NewDisposeScope();
        var source = Embedding.Of(network, data.SourceTest.WithoutLabels().Take(points), layer, RunPlan.SourceOf(Methods.Info(request.Method)));
        var target = Embedding.Of(network, data.TargetTest.WithoutLabels().Take(points), layer, network.Domain); // its weights say whom it was trained for
        var both = torch.cat([source, target]);
        return TSne.Embed(both, new TSneOptions(Perplexity: Math.Min(30, (both.shape[0] - 1) / 3)), cancellation: cancellation); // of few samples, fewer are near
    }

    private RunRecord Run(RunRequest request, bool resume, Action<TrainingProgress> tell, TrainingProgress report, CancellationToken cancellation)
    {
        var run = Plan(request);
        AtomicFile.DeleteLeftovers(files.WeightsOf(run.Key));
        if (resume)
        {
            var finished = files.Finished(run);
            if (finished.Record is { } record)
            {
                AtomicFile.Delete(files.CheckpointOf(run.Key));
                madeHere.Add(run.Key);
                tell(report with { Step = 1, Steps = 1, LastEpoch = record.Epochs is [.., var last] ? last : null });
                return record;
            }

            if (finished.Why is { } why)
            {
                tell(report with { Note = why });
            }
        }

        // Subspace alignment takes the features of the source-only network: that run is made first, unless it was.
        var sourceOnly = request.With(method: Methods.SourceOnly);
        if (!run.Trains && !madeHere.Contains(Plan(sourceOnly).Key))
        {
            Run(sourceOnly, resume, tell, report, cancellation);
        }

        var (started, clock) = (DateTimeOffset.UtcNow, Stopwatch.StartNew());
        var made = run.Trains ? RunTraining.Make(run, files, device, resume, tell, report, cancellation) : Align(run, sourceOnly, cancellation);
        made = made with { Started = started, WallSeconds = clock.Elapsed.TotalSeconds };
        Store.Append(made);
        madeHere.Add(run.Key);
        RunTraining.Forget(run, files); // the record is written before: a kill in between must not make the run twice
        if (!run.Trains)
        {
            tell(report with { Step = 1, Steps = 1 });
        }

        return made;
    }

    private RunRecord Align(RunPlan run, RunRequest sourceOnly, CancellationToken cancellation)
    {
        using var network = LoadNetwork(sourceOnly);
        var result = AlignmentRun.Of(network, data, run.Request.Seed, cancellation);
        return run.Record(result.Result, [], network, new Dictionary<string, double>(StringComparer.Ordinal)); // nothing is trained: there are no epochs
    }

    private RunPlan Plan(RunRequest request)
    {
        var recipe = experiment.Recipe(request.Variant);
        var options = OptionsOf(recipe, request);
        return new(
            experiment, data, request, recipe, options,
            Fingerprint.Of(experiment.Id, recipe.Name, request.Method, RunRecord.NameOf(request.Scale), options, identity.Value));
    }

    // Every method takes the same number of steps: a bound that went through a smaller domain of its own would stop sooner.
    private DannOptions OptionsOf(Recipe recipe, RunRequest request)
    {
        var options = recipe.Options(request.Scale).With(seed: request.Seed);
        options = options.With(precision: precision ?? (device.type == DeviceType.CPU ? null : Precision.Float32)); // brain floats are the CPU's here
        return options.StepsPerEpoch > 0 ? options : options.With(stepsPerEpoch: Batches.StepsFor(data.Adaptation, options.BatchSize));
    }
}
