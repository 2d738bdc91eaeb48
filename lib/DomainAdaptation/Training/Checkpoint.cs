using System.Globalization;
using System.Text.Json;
using static TorchSharp.torch;

namespace DomainAdaptation;

/// <summary>The whole state of a training in one file: weights, velocities, averages, step and metrics.</summary>
/// <remarks>
/// Everything else (order of the samples, dropout) depends on the seed and the step alone, so a resumed training continues
/// bit for bit. The file is written whole or not at all, and tells by its hash when it was changed since. It says which data it
/// was made with, down to the bytes: to go on with others would be neither the one training nor the other.
/// </remarks>
internal sealed class Checkpoint(
    string? path, AdaptationData data, DomainAdversarialNetwork network, AdaptationMethod method, MomentumDescent optimizer, WeightAverage? average, DannOptions options)
{
    private const string Weight = "weight/", Velocity = "velocity/", Average = "average/", Method = "method/";
    private readonly Lazy<IReadOnlyList<string>> data = new(() => DataIdentity.Of(data));

    public void Save(int step, IReadOnlyList<EpochMetrics> epochs)
    {
        if (path is null)
        {
            return;
        }

        var tensors = network.state_dict().Select(e => KeyValuePair.Create(Weight + e.Key, e.Value))
            .Concat(optimizer.Velocities().Select(e => KeyValuePair.Create(Velocity + e.Key, e.Value)))
            .Concat(method.state_dict().Select(e => KeyValuePair.Create(Method + e.Key, e.Value)))
            .Concat((average?.State() ?? []).Select(e => KeyValuePair.Create(Average + e.Key, e.Value)))
            .ToDictionary(StringComparer.Ordinal);
        var metadata = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["step"] = step.ToString(CultureInfo.InvariantCulture),
            ["epochs"] = JsonSerializer.Serialize(epochs, ReflectedJson.Options),
            ["settings"] = Settings(),
            ["options"] = Options(),
            ["data"] = JsonSerializer.Serialize(data.Value, ReflectedJson.Options),
        };
        Safetensors.Write(path, tensors, TensorHash.Sealed(tensors, metadata));
    }

    /// <summary>Puts the saved state back.</summary>
    /// <param name="epochs">Receives the metrics so far.</param>
    /// <param name="stepsPerEpoch">The steps of an epoch.</param>
    /// <param name="steps">The steps of the whole training.</param>
    /// <returns>The number of steps taken; 0 when there is no file.</returns>
    /// <exception cref="InvalidDataException">The file is damaged, or belongs to a training with other settings, other data or another network.</exception>
    public int Load(List<EpochMetrics> epochs, int stepsPerEpoch, int steps)
    {
        if (path is null || !File.Exists(path))
        {
            return 0;
        }

        using var file = Read(path);
        try
        {
            // A seed may choose the data, and other data have other means: so what was asked comes first, then the data, then what may follow from them.
            var then = file.Metadata.GetValueOrDefault("options", "{}");
            RequireSame(then, o => o.Name is not (nameof(DannOptions.StepsPerEpoch) or nameof(DannOptions.EvenClasses)));

            var madeWith = JsonSerializer.Deserialize<List<string>>(file.Metadata["data"], ReflectedJson.Options) ?? [];
            if (!madeWith.SequenceEqual(data.Value, StringComparer.Ordinal))
            {
                throw new InvalidDataException(
                    $"The checkpoint {path} was made with other data: {DataIdentity.Difference(madeWith, data.Value)}. Use those again, or start over without resume.");
            }

            RequireSame(then, _ => true);
            if (file.Metadata["settings"] != Settings())
            {
                throw new InvalidDataException($"The checkpoint {path} was made with other settings. Use those again, or start over without resume.");
            }

            var step = int.Parse(file.Metadata["step"], CultureInfo.InvariantCulture);
            var saved = JsonSerializer.Deserialize<List<EpochMetrics>>(file.Metadata["epochs"], ReflectedJson.Options) ?? [];
            if (step <= 0 || step > steps || step != (long)saved.Count * stepsPerEpoch || saved.Where((m, i) => m?.Step != (i + 1) * stepsPerEpoch).Any())
            {
                throw Damaged(path, string.Create(CultureInfo.InvariantCulture, $"step {step} of {steps} after {saved.Count} epochs of {stepsPerEpoch}"));
            }

            Weights.CopyInto(network.state_dict(), Part(file, Weight), path);
            Weights.CopyInto(method.state_dict(), Part(file, Method), path);
            optimizer.Restore(Part(file, Velocity));
            average?.Restore(Part(file, Average), step);
            epochs.AddRange(saved);
            return step;
        }
        catch (Exception e) when (e is FormatException or JsonException or KeyNotFoundException or System.Runtime.InteropServices.ExternalException)
        {
            throw Damaged(path, TextLines.OneLine(e.Message).TrimEnd('.'), e);
        }
    }

    // Its hash comes first: what is damaged would otherwise be called other settings, or other data.
    private static TensorFile Read(string path)
    {
        TensorFile file;
        try
        {
            file = Safetensors.Read(path);
        }
        catch (InvalidDataException e)
        {
            throw Damaged(path, "it is no whole file", e);
        }

        if (TensorHash.Fits(file) is not true and var fits)
        {
            file.Dispose();
            throw Damaged(path, fits is null ? "it has no checksum, or is of an older version" : "its checksum does not fit");
        }

        return file;
    }

    private static InvalidDataException Damaged(string path, string why, Exception? inner = null) =>
        new($"The checkpoint {path} is damaged ({why}): delete it to start over.", inner);

    private static Dictionary<string, Tensor> Part(TensorFile file, string prefix) =>
        file.Tensors.Where(t => t.Key.StartsWith(prefix, StringComparison.Ordinal))
            .ToDictionary(t => t.Key[prefix.Length..], t => t.Value, StringComparer.Ordinal);

    private string Options() => JsonSerializer.Serialize(options, ReflectedJson.Options);

    // A checkpoint of an older version names no options; its settings are compared as a whole.
    private void RequireSame(string then, Func<JsonProperty, bool> counts)
    {
        using var before = JsonDocument.Parse(then);
        using var here = JsonDocument.Parse(Options());
        string[] different =
        [
            .. from was in before.RootElement.EnumerateObject().Where(counts)
               let value = here.RootElement.TryGetProperty(was.Name, out var found) ? found.GetRawText() : "none"
               where value != was.Value.GetRawText()
               select $"{was.Name} {was.Value.GetRawText()}, here {value}",
        ];
        if (different.Length > 0)
        {
            throw new InvalidDataException($"The checkpoint {path} was made with other settings: {string.Join("; ", different)}. Use those again, or start over without resume.");
        }
    }

    private string Settings() => $"{method.Info.Id} {JsonSerializer.Serialize(options, ReflectedJson.Options)} {JsonSerializer.Serialize(network.Normalisation, ReflectedJson.Options)}{Schedule()}";

    // A function has no text: some of its values stand for it.
    private string Schedule() => method.Lambda is null ? "" : " λ " + JsonSerializer.Serialize(Enumerable.Range(0, 10).Select(i => method.LambdaAt(i / 10.0, options.Gamma)), ReflectedJson.Options);
}
