namespace DomainAdaptation;

/// <summary>A run that need not be made again, or why a run that looks like it must be.</summary>
/// <param name="Record">Its record, or null.</param>
/// <param name="Why">Why the run is made although something is recorded, in a sentence; or null.</param>
internal sealed record FinishedRun(RunRecord? Record, string? Why = null)
{
    /// <summary>Looks for a run in the records, and at its weights.</summary>
    /// <param name="store">The records.</param>
    /// <param name="wanted">Whether a record is of the same key, options and data by name.</param>
    /// <param name="fingerprint">What the run is; a record that is older than fingerprints is taken as it is.</param>
    /// <param name="weights">The file of its weights, or null where it has none of its own.</param>
    public static FinishedRun Find(RunStore store, Func<RunRecord, bool> wanted, string fingerprint, string? weights)
    {
        var records = store.ReadAll().Where(wanted).ToList();
        if (records.LastOrDefault(r => r.Fingerprint is null || r.Fingerprint == fingerprint) is not { } record)
        {
            return new(null, records.Count == 0 ? null : $"{Run(records[^1])} is made again: the one in {store.Path} had data of the same name, but not the same.");
        }

        return weights is null || Fault(weights, record.WeightsSha256) is not { } fault ? new(record) : new(null, $"{Run(record)} is made again: its weights {weights} {fault}.");
    }

    private static string Run(RunRecord record) => $"{record.Experiment} {record.Method}, seed {record.Seed.ToString(System.Globalization.CultureInfo.InvariantCulture)},";

    private static string? Fault(string weights, string sha256)
    {
        if (!File.Exists(weights))
        {
            return "are not there any more";
        }

        try
        {
            using var file = Safetensors.Read(weights);
            return TensorHash.Fits(file) == false ? "are damaged" : TensorHash.Of(file.Tensors) == sha256 ? null : "are damaged, or those of another run";
        }
        catch (InvalidDataException)
        {
            return "are damaged";
        }
    }
}
