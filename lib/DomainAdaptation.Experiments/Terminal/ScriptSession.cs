using System.Globalization;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace DomainAdaptation.Reporting;

/// <summary>What a script's body works with: its options, where it reports progress to, and what tells it to stop.</summary>
public sealed class ScriptSession : IDisposable
{
    private const string Checkpoints = "checkpoints";

    private readonly IAnsiConsole console;
    private readonly IReadOnlyDictionary<string, string> extra;
    private readonly ProgressDisplay progress;
    private FolderLock? held;

    internal ScriptSession(ParsedCommandLine line, IAnsiConsole console, CancellationToken cancellation)
    {
        Options = line.Options;
        extra = line.Extra;
        this.console = console;
        progress = new ProgressDisplay(console, TimeProvider.System);
        Progress = Options.TensorBoard ? new TensorBoardLog(PathTo("tensorboard"), progress) : progress;
        Cancellation = cancellation;
    }

    /// <summary>What the command line says.</summary>
    public ScriptOptions Options { get; }

    /// <summary>Shows how the training goes: bars in a terminal, a line an epoch in a pipe.</summary>
    public IProgress<TrainingProgress> Progress { get; }

    /// <summary>Is cancelled when the user presses Ctrl+C.</summary>
    public CancellationToken Cancellation { get; }

    /// <summary>The value of one of the script's own options, or its default.</summary>
    /// <param name="option">The option's name without dashes.</param>
    /// <exception cref="ArgumentException">The script has no such option.</exception>
    public string Value(string option) =>
        extra.TryGetValue(option, out var value) ? value : throw new ArgumentException($"The script declares no option --{option}: add an ExtraOption for it.", nameof(option));

    /// <summary>The values of an option that may be given several times, in their order; none where it was not given.</summary>
    /// <param name="option">Its name without dashes.</param>
    /// <exception cref="ArgumentException">The script has no such option.</exception>
    public IReadOnlyList<string> Values(string option) => Value(option).Split(ExtraOption.Separator, StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The value of an option that is a whole number, or its default; 0 where it has none and was not given.</summary>
    /// <param name="option">Its name without dashes.</param>
    /// <exception cref="ArgumentException">The script has no such option.</exception>
    public int Count(string option) => Value(option) is { Length: > 0 } value ? int.Parse(value, CultureInfo.InvariantCulture) : 0;

    /// <summary>Whether a switch of the script's own was given.</summary>
    /// <param name="option">Its name without dashes.</param>
    /// <exception cref="ArgumentException">The script has no such option.</exception>
    public bool Has(string option) => Value(option).Length > 0;

    /// <summary>Tells, before anything is fetched, read or trained, what would not work: recipe, method, device, data.</summary>
    /// <param name="experiments">What the script is going to load and run.</param>
    /// <exception cref="UnknownChoiceException">There is no such recipe, method or device.</exception>
    /// <exception cref="DataNotFoundException">Data sets are missing that cannot be fetched; the message names them all, and says how to get them.</exception>
    public void Check(IEnumerable<Experiment> experiments)
    {
        ArgumentNullException.ThrowIfNull(experiments);
        foreach (var experiment in experiments)
        {
            experiment.Check(Requests(experiment), DataHome.Find(Options.DataFolder));
        }

        Devices.Resolve(Options.Device);
    }

    /// <summary>The data of an experiment, checked as by <see cref="Check"/>; what can be fetched is, and the display shows how that goes.</summary>
    /// <exception cref="UnknownChoiceException">As for <see cref="Check"/>.</exception>
    /// <exception cref="DataNotFoundException">As for <see cref="Check"/>.</exception>
    /// <exception cref="DataFetchException">A set cannot be fetched; the message says why and what to do.</exception>
    public ExperimentData Load(Experiment experiment)
    {
        ArgumentNullException.ThrowIfNull(experiment);
        return experiment.Load(Options.Scale, Fetch(experiment, [experiment.Recipe(Options.Variant)]), Options.Variant);
    }

    /// <summary>The runs of an experiment that the options ask for: each method, the experiment's own where none is named, with each seed.</summary>
    public IReadOnlyList<RunRequest> Requests(Experiment experiment)
    {
        ArgumentNullException.ThrowIfNull(experiment);
        return RunRequest.All(Options.Methods.Count > 0 ? Options.Methods : experiment.Methods, Options.Seeds, Options.Scale, Options.Variant, Options.Selection);
    }

    /// <summary>
    /// Makes the runs that the options ask for, each method with each seed, shows how they go, and records them in the output folder.
    /// </summary>
    /// <param name="experiment">What to run.</param>
    /// <param name="data">Its data.</param>
    /// <param name="folder">A folder for records and weights below the output folder, or null for the output folder itself.</param>
    /// <returns>The records, seed after seed.</returns>
    public IReadOnlyList<RunRecord> RunAll(Experiment experiment, ExperimentData data, string? folder = null)
    {
        return Run(experiment, data, Requests(experiment), folder);
    }

    /// <summary>As <see cref="RunAll"/>, of every recipe of an experiment, or of the one that <c>--variant</c> names; each recipe may want data of its own.</summary>
    /// <param name="experiment">What to run.</param>
    /// <param name="folder">As for <see cref="RunAll"/>.</param>
    /// <returns>The records, recipe after recipe.</returns>
    public IReadOnlyList<RunRecord> RunVariants(Experiment experiment, string? folder = null)
    {
        ArgumentNullException.ThrowIfNull(experiment);
        IReadOnlyList<Recipe> recipes = Options.Variant is null ? [.. experiment.Recipes.Where(r => !r.OnRequest)] : [experiment.Recipe(Options.Variant)];
        var home = Fetch(experiment, recipes);
        var runs = new List<RunRecord>();
        foreach (var recipe in recipes)
        {
            runs.AddRange(Run(experiment, experiment.Load(Options.Scale, home, recipe.Name), [.. Requests(experiment).Select(r => r.With(variant: recipe.Name))], folder));
        }

        return runs;
    }

    /// <summary>Shows the table of some runs, says what the domain classifier did, and saves the report in the output folder.</summary>
    /// <param name="experiment">What was run.</param>
    /// <param name="data">Its data.</param>
    /// <param name="runs">The records.</param>
    /// <param name="folder">As for <see cref="RunAll"/>.</param>
    public void Report(Experiment experiment, ExperimentData data, IReadOnlyList<RunRecord> runs, string? folder = null)
    {
        Show(ResultsTable.From(runs));
        // Of runs that say nothing, that is said once; what it goes by is known for classes alone.
        foreach (var run in runs.Where(r => r.Method == Methods.Dann && r.Confusion.Count > 0).DistinctBy(r => r.Scale == RunRecord.NameOf(Scale.Smoke) ? -1 : r.Seed))
        {
            double? Distance(string method) => runs.FirstOrDefault(r => r.Method == method && r.Variant == run.Variant && r.Seed == run.Seed)?.Measures is { } measures
                && measures.TryGetValue(Measure.ProxyADistance, out var distance) ? distance : null;
            var health = DomainClassifierHealth.OfRun(run, Distance(Methods.SourceOnly), Distance(Methods.Dann));
            Say(health.State == DomainClassifierState.TooShort ? health.Advice : $"Domain classifier, seed {Numbers.Seeds([run.Seed])}: {health}");
        }

        Say($"Report: {ExperimentReport.Save(experiment, data, runs, folder is null ? Options.Out : PathTo(folder))}");
    }

    /// <summary>Adapts to images of one's own and shows how it goes; fetches the weights of the ResNet where they are needed and can be had, and takes the small network where not.</summary>
    /// <param name="sources">As for <see cref="ImageAdaptation.Fit"/>.</param>
    /// <param name="target">As for <see cref="ImageAdaptation.Fit"/>.</param>
    /// <param name="options">Settings.</param>
    /// <returns>As for <see cref="ImageAdaptation.Fit"/>.</returns>
    /// <exception cref="IOException">Another run is under way in the output folder.</exception>
    /// <exception cref="DataFetchException">The ResNet was asked for by name and cannot be had.</exception>
    public AdaptedImages Adapt(IReadOnlyList<string> sources, string target, ImageAdaptationOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var network = ImageAdaptation.NetworkFor(sources, target, options);
        if (DataSets.IsFetched(network))
        {
            try
            {
                Fetch(network);
            }
            catch (DataFetchException e) when (options.Network == ImageNetwork.Auto)
            {
                Say($"{e.Message.TrimEnd('.')}. Going on with the small network, which sees 32 × 32 pixels and knows no photographs.");
                network = "small";
            }
        }

        held ??= FolderLock.Take(Options.Out);
        return ImageAdaptation.Fit(sources, target, options.With(network: network, checkpoints: PathTo(Checkpoints), resume: Options.Resume), Progress, Cancellation);
    }

    /// <summary>Shows what was tried and found, and saves report, predictions and model in the output folder.</summary>
    /// <param name="adapted">What <see cref="Adapt"/> made.</param>
    public void Report(AdaptedImages adapted)
    {
        ArgumentNullException.ThrowIfNull(adapted);
        foreach (var finding in adapted.TrainingFindings)
        {
            Say(finding.ToString());
        }

        CloseProgress();
        foreach (var tried in adapted.Tried)
        {
            Say(tried.ToString());
        }

        Say($"Chosen by {adapted.ChosenBy}: {adapted.Chosen.Method}.");
        Say($"Report: {AdaptationReport.Save(adapted, Options.Out, Cancellation)}");
    }

    /// <summary>The path of a file in the output folder.</summary>
    public string PathTo(string file) => Path.Combine(Options.Out, file);

    /// <summary>Prints a line, above the bars of a training that is under way.</summary>
    public void Say(string line = "") => progress.WriteLine(line);

    /// <summary>Prints a table, or anything else that Spectre.Console can draw, once the bars of the training are closed.</summary>
    public void Show(IRenderable drawing)
    {
        CloseProgress();
        console.Write(drawing);
    }

    /// <summary>Prints text exactly as it is, for other programs to read.</summary>
    public void Write(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        CloseProgress();
        console.Profile.Out.Writer.Write(text);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        progress.Dispose();
        held?.Dispose();
    }

    internal void CloseProgress() => progress.Close();

    /// <summary>Checks an experiment, as <see cref="Check"/>, and fetches what it needs and can be fetched, without loading it.</summary>
    /// <exception cref="UnknownChoiceException">As for <see cref="Check"/>.</exception>
    /// <exception cref="DataNotFoundException">As for <see cref="Check"/>.</exception>
    /// <exception cref="DataFetchException">A set cannot be fetched; the message says why and what to do.</exception>
    public void Fetch(Experiment experiment)
    {
        ArgumentNullException.ThrowIfNull(experiment);
        Fetch(experiment, [experiment.Recipe(Options.Variant)]);
    }

    private DataHome Fetch(Experiment experiment, IReadOnlyList<Recipe> recipes)
    {
        Check([experiment]);
        var home = DataHome.Find(Options.DataFolder);
        foreach (var set in experiment.NeedsOf(recipes).Where(DataSets.IsFetched))
        {
            Fetch(set);
        }

        return home;
    }

    private void Fetch(string set)
    {
        var display = new FetchDisplay();
        display.Finish(DataFetcher.FetchAsync(set, DataHome.Find(Options.DataFolder), onProgress: display.Report, cancellation: Cancellation).GetAwaiter().GetResult());
    }

    private IReadOnlyList<RunRecord> Run(Experiment experiment, ExperimentData data, IReadOnlyList<RunRequest> requests, string? folder) =>
        new ExperimentRunner(experiment, data, folder is null ? Options.Out : PathTo(folder), Options.Device, Options.Precision).RunAll(requests, Options.Resume, Progress, Cancellation);
}
