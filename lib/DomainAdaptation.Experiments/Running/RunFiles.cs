using TorchSharp;

namespace DomainAdaptation;

/// <summary>The files of runs in their folder: the records, and by each run's key its weights and its checkpoint.</summary>
internal sealed class RunFiles(string folder)
{
    /// <summary>The records.</summary>
    public RunStore Store { get; } = new(Path.Combine(folder, "runs.jsonl"));

    /// <summary>Where the final weights of a run are.</summary>
    public string WeightsOf(string key) => Path.Combine(folder, "weights", key + ".safetensors");

    /// <summary>Where a run that is under way keeps its state.</summary>
    public string CheckpointOf(string key) => Path.Combine(folder, "checkpoints", key + ".safetensors");

    /// <summary>A run that need not be made again, or why one that looks like it must be.</summary>
    public FinishedRun Finished(RunPlan run) => FinishedRun.Find(Store, run.IsOf, run.Fingerprint, run.Trains ? WeightsOf(run.Key) : null);

    /// <summary>The trained network of a finished run.</summary>
    /// <param name="key">The run's key.</param>
    /// <param name="run">The run in words.</param>
    /// <param name="network">A network of its recipe, which takes the weights.</param>
    /// <param name="device">Where it will compute.</param>
    /// <exception cref="FileNotFoundException">The run was not made in this folder.</exception>
    /// <exception cref="InvalidDataException">The weights are damaged, or not those of the run's record.</exception>
    public DomainAdversarialNetwork Load(string key, string run, Func<DomainAdversarialNetwork> network, torch.Device device)
    {
        var weights = WeightsOf(key);
        if (!File.Exists(weights))
        {
            throw new FileNotFoundException($"There are no weights of {run} at {weights}; make that run first.", weights);
        }

        var loaded = network();
        try
        {
            Weights.Load(loaded, weights);
            var recorded = Store.ReadAll().Where(r => r.Key == key).Select(r => r.WeightsSha256).ToList();
            if (recorded.Count > 0 && !recorded.Contains(Weights.Sha256(loaded), StringComparer.Ordinal))
            {
                throw new InvalidDataException($"The weights {weights} are not those that {Store.Path} tells of: they were damaged or replaced. Make that run again.");
            }
        }
        catch
        {
            loaded.Dispose();
            throw;
        }

        loaded.to(device);
        loaded.eval();
        return loaded;
    }
}
