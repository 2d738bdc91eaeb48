using System.Globalization;
using System.Text.Json;
using static TorchSharp.torch;

namespace DomainAdaptation;

/// <summary>The whole state of a training in one file: weights, velocities, averages, step and metrics.</summary>
/// <remarks>
/// Everything else (order of the samples, dropout) depends on the seed and the step alone, so a resumed training continues
/// bit for bit. The file is written whole or not at all.
/// </remarks>
internal sealed class Checkpoint(string? path, DomainAdversarialNetwork network, AdaptationMethod method, MomentumDescent optimizer, WeightAverage? average, DannOptions options)
{
    private const string Weight = "weight/", Velocity = "velocity/", Average = "average/", Method = "method/";

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
        Safetensors.Write(path, tensors, new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["step"] = step.ToString(CultureInfo.InvariantCulture),
            ["epochs"] = JsonSerializer.Serialize(epochs),
            ["settings"] = Settings(),
        });
    }

    /// <summary>Puts the saved state back.</summary>
    /// <param name="epochs">Receives the metrics so far.</param>
    /// <returns>The number of steps taken; 0 when there is no file.</returns>
    /// <exception cref="InvalidDataException">The file is malformed, or belongs to a training with other settings or another network.</exception>
    public int Load(List<EpochMetrics> epochs)
    {
        if (path is null || !File.Exists(path))
        {
            return 0;
        }

        using var file = Safetensors.Read(path);
        if (!file.Metadata.TryGetValue("settings", out var settings) || settings != Settings())
        {
            throw new InvalidDataException($"The checkpoint {path} was made with other settings. Use those again, or delete it to start over.");
        }

        try
        {
            var step = int.Parse(file.Metadata["step"], CultureInfo.InvariantCulture);
            var saved = JsonSerializer.Deserialize<List<EpochMetrics>>(file.Metadata["epochs"]) ?? [];
            Weights.CopyInto(network.state_dict(), Part(file, Weight), path);
            Weights.CopyInto(method.state_dict(), Part(file, Method), path);
            optimizer.Restore(Part(file, Velocity));
            average?.Restore(Part(file, Average), step);
            epochs.AddRange(saved);
            return step;
        }
        catch (Exception e) when (e is FormatException or JsonException or KeyNotFoundException or System.Runtime.InteropServices.ExternalException)
        {
            throw new InvalidDataException($"The checkpoint {path} is damaged: {e.Message.Split('\n')[0]} Delete it to start over.", e);
        }
    }

    private static Dictionary<string, Tensor> Part(TensorFile file, string prefix) =>
        file.Tensors.Where(t => t.Key.StartsWith(prefix, StringComparison.Ordinal))
            .ToDictionary(t => t.Key[prefix.Length..], t => t.Value, StringComparer.Ordinal);

    private string Settings() => method.Info.Id + " " + JsonSerializer.Serialize(options) + " " + JsonSerializer.Serialize(network.Normalisation);
}
