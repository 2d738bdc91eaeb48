using System.Diagnostics;
using System.Globalization;

namespace DomainAdaptation.Reporting;

/// <summary>
/// Runs that are made side by side, each part by a process of its own with one thread: some at a time on this machine, or all that there is
/// room for on a cluster, as a job array of Slurm.
/// </summary>
/// <remarks>
/// A part is the script itself, called again with fewer runs and a folder of its own below <c>parts/</c>, where its log lies too. What the parts have made is then
/// taken into the output folder, where the script finds it as if it had made it there. A part that was interrupted goes on where it was. Parts outlive a script that is killed, not one that is cancelled.
/// </remarks>
public sealed class RunArray
{
    private readonly string folder;
    private readonly List<RunArrayPart> parts = [];

    /// <summary>An array without parts.</summary>
    /// <param name="folder">The output folder of the whole.</param>
    public RunArray(string folder)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        this.folder = Path.GetFullPath(folder);
    }

    /// <summary>The file with which Slurm makes the parts.</summary>
    public string JobFile => Path.Combine(folder, "array.sh");

    /// <summary>The script itself, unless a test says otherwise.</summary>
    internal string Program { get; init; } = Environment.ProcessPath ?? "";

    /// <summary>The parts.</summary>
    public IReadOnlyList<RunArrayPart> Parts => parts;

    /// <summary>An array with a part for each seed of each experiment whose data are there or can be fetched.</summary>
    /// <param name="script">Whose options the parts have.</param>
    /// <param name="experiments">The experiments.</param>
    /// <param name="only">The script's option that picks out one of them.</param>
    public static RunArray Of(ScriptSession script, IEnumerable<Experiment> experiments, string only)
    {
        ArgumentNullException.ThrowIfNull(script);
        ArgumentNullException.ThrowIfNull(experiments);
        var array = new RunArray(script.Options.Out);
        foreach (var experiment in experiments.Where(CanRun))
        {
            foreach (var seed in script.Options.Seeds)
            {
                array.Add(string.Create(CultureInfo.InvariantCulture, $"{experiment.Id}-seed{seed}"), script.Options.With(seeds: [seed], resume: false), only, experiment.Id);
            }
        }

        return array;

        bool CanRun(Experiment experiment)
        {
            try
            {
                script.Fetch(experiment);
                return true;
            }
            catch (Exception e) when (e is DataNotFoundException or DataFetchException)
            {
                return false; // the script tells, when it comes to it
            }
        }
    }

    /// <summary>Makes the parts and takes in what they have made, also where one failed.</summary>
    /// <param name="script">Is told how it goes, and tells when to stop.</param>
    /// <param name="jobs">How many at a time on this machine; null for Slurm.</param>
    /// <exception cref="IOException">As for <see cref="RunHere"/> and <see cref="RunOnSlurm"/>.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public void Run(ScriptSession script, int? jobs)
    {
        ArgumentNullException.ThrowIfNull(script);
        if (parts.Count == 0)
        {
            return; // Slurm has no arrays of nothing
        }

        try
        {
            if (jobs is { } here)
            {
                RunHere(here, script.Say, script.Cancellation);
            }
            else
            {
                RunOnSlurm(script.Say, script.Cancellation);
            }
        }
        finally
        {
            script.Say($"{Collect().ToString(CultureInfo.InvariantCulture)} records collected.");
        }
    }

    /// <summary>Adds a part.</summary>
    /// <param name="name">Its name, and that of its folder.</param>
    /// <param name="options">What it makes, of the options that all scripts have; it is given a folder and one thread.</param>
    /// <param name="arguments">Options of its script's own, such as <c>--only mnist-to-mnistm</c>.</param>
    public void Add(string name, ScriptOptions options, params IReadOnlyList<string> arguments)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(arguments);
        var place = Path.Combine(folder, "parts", name);
        parts.Add(new(name, place, [Program, .. options.With(@out: place, threads: 1).Arguments(), .. arguments]));
    }

    /// <summary>Makes the parts on this machine, some at a time.</summary>
    /// <param name="jobs">How many at a time.</param>
    /// <param name="say">Is told, in a line, of each part that ended.</param>
    /// <param name="cancellation">Ends those that are under way.</param>
    /// <exception cref="IOException">Some part failed; the message names it and its log. The others were made.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public void RunHere(int jobs, Action<string> say, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(jobs);
        ArgumentNullException.ThrowIfNull(say);
        var clock = Stopwatch.StartNew();
        var ended = 0;
        Parallel.ForEachAsync(parts, new ParallelOptions { MaxDegreeOfParallelism = jobs, CancellationToken = cancellation }, async (part, stop) =>
        {
            await part.RunAsync(stop);
            var done = Interlocked.Increment(ref ended);
            var left = clock.Elapsed * ((parts.Count - done) / (double)done);
            lock (say)
            {
                say(string.Create(CultureInfo.InvariantCulture, $"{part.Name} {(part.Finished ? "is done" : "failed")}, {done} of {parts.Count}; about {left.TotalMinutes:0} min left."));
            }
        }).GetAwaiter().GetResult();
        RequireAll();
    }

    /// <summary>Writes the job file, submits it, and waits until the array has ended. Partition, time limit and memory are for <c>sbatch</c>'s own variables, such as <c>SBATCH_PARTITION</c>.</summary>
    /// <param name="say">Is told what was submitted.</param>
    /// <param name="cancellation">Ends the waiting; the jobs go on.</param>
    /// <exception cref="IOException">There is no <c>sbatch</c> here, it refused the job, or some part failed.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public void RunOnSlurm(Action<string> say, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(say);
        WriteJobFile();
        try
        {
            using var sbatch = Process.Start(new ProcessStartInfo("sbatch", ["--wait", JobFile]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true })!;
            var errors = sbatch.StandardError.ReadToEndAsync(cancellation);
            while (sbatch.StandardOutput.ReadLineAsync(cancellation).AsTask().GetAwaiter().GetResult() is { } line)
            {
                say($"{line}: {parts.Count.ToString(CultureInfo.InvariantCulture)} parts, of {JobFile}. This waits for them; squeue shows how they go.");
            }

            sbatch.WaitForExitAsync(cancellation).GetAwaiter().GetResult();
            if (sbatch.ExitCode != 0 && errors.GetAwaiter().GetResult().Trim() is { Length: > 0 } told)
            {
                throw new IOException($"Slurm did not make the runs of {JobFile}: {told.ReplaceLineEndings(" ").TrimEnd('.')}. Mend what it names, and give the same command again.");
            }
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            throw new IOException($"There is no sbatch on this machine, so nothing was submitted. {JobFile} lies ready for the machine that has Slurm; or use --jobs to make the runs here.", e);
        }

        RequireAll();
    }

    /// <summary>Takes what the parts have made into the output folder: records that are not there yet, and their weights.</summary>
    /// <returns>How many records came.</returns>
    public int Collect()
    {
        var came = 0;
        foreach (var made in parts.Where(p => Directory.Exists(p.Folder)).SelectMany(p => Directory.EnumerateFiles(p.Folder, "runs.jsonl", SearchOption.AllDirectories).Select(f => (p.Folder, File: f))))
        {
            var from = Path.GetDirectoryName(made.File)!;
            var to = Path.GetFullPath(Path.GetRelativePath(made.Folder, from), folder);
            var store = new RunStore(Path.Combine(to, "runs.jsonl"));
            var known = store.ReadAll().Select(r => (r.Key, r.WeightsSha256)).ToHashSet();
            foreach (var record in new RunStore(made.File).ReadAll().Where(r => known.Add((r.Key, r.WeightsSha256))))
            {
                var weights = Path.Combine("weights", record.Key + ".safetensors");
                if (File.Exists(Path.Combine(from, weights)))
                {
                    Directory.CreateDirectory(Path.Combine(to, "weights"));
                    File.Copy(Path.Combine(from, weights), Path.Combine(to, weights), overwrite: true);
                }

                store.Append(record);
                came++;
            }
        }

        return came;
    }

    /// <summary>Writes the job file: a case for each part.</summary>
    internal void WriteJobFile()
    {
        parts.ForEach(p => p.Prepare());
        var count = parts.Count.ToString(CultureInfo.InvariantCulture);
        var cases = parts.Select((p, i) => string.Create(CultureInfo.InvariantCulture, $"  {i + 1}) {string.Join(' ', p.Command.Select(Quoted))} > {Quoted(p.LogFile)} 2>&1 && touch {Quoted(p.DoneFile)} ;;"));
        AtomicFile.WriteText(
            JobFile,
            $"""
            #!/bin/bash
            #SBATCH --array=1-{count}
            #SBATCH --cpus-per-task=1
            #SBATCH --output=/dev/null
            #SBATCH --requeue
            export OMP_NUM_THREADS=1
            case "$SLURM_ARRAY_TASK_ID" in
            {string.Join('\n', cases)}
            esac

            """);
    }

    private static string Quoted(string word) => $"'{word.Replace("'", @"'\''", StringComparison.Ordinal)}'";

    private void RequireAll()
    {
        if (parts.FindAll(p => !p.Finished) is [var first, ..] failed)
        {
            throw new IOException(
                $"{failed.Count.ToString(CultureInfo.InvariantCulture)} of {parts.Count.ToString(CultureInfo.InvariantCulture)} parts were not made: {string.Join(", ", failed.Select(p => p.Name))}. "
                + $"{first.LastWords} The whole is in {first.LogFile}; the same command makes what is missing.");
        }
    }
}
