using System.Text.Json;
using static TorchSharp.torch;

namespace DomainAdaptation;

/// <summary>Saves and loads what a network has learned, its normalisation included.</summary>
public static class Weights
{
    private const string NormalisationKey = "normalisation", DomainKey = "domain";

    /// <summary>Saves the parameters and buffers as safetensors.</summary>
    /// <exception cref="IOException">The file cannot be written; what was there before is untouched.</exception>
    public static void Save(DomainAdversarialNetwork network, string path)
    {
        ArgumentNullException.ThrowIfNull(network);
        var metadata = new Dictionary<string, string>(StringComparer.Ordinal) { [DomainKey] = network.Domain.ToString() };
        if (network.Normalisation is { } normalisation)
        {
            metadata[NormalisationKey] = JsonSerializer.Serialize(normalisation, ReflectedJson.Options);
        }

        var tensors = network.state_dict();
        Safetensors.Write(path, tensors, TensorHash.Sealed(tensors, metadata));
    }

    /// <summary>Loads what <see cref="Save"/> wrote into a network of the same architecture.</summary>
    /// <exception cref="InvalidDataException">The file is malformed, or made for another network; the message lists what is missing, unexpected or misshapen.</exception>
    public static void Load(DomainAdversarialNetwork network, string path)
    {
        ArgumentNullException.ThrowIfNull(network);
        using var file = Read(path);
        var normalisation = ReadNormalisation(file, path);
        network.MakeRoomFor(file.Tensors.Keys.Select(DomainBatchNorm.OfBuffer).OfType<Domain>().Distinct());
        CopyInto(network.state_dict(), file.Tensors, path);
        network.Normalisation = normalisation ?? network.Normalisation;
        if (file.Metadata.TryGetValue(DomainKey, out var name) && Domain.Parse(name) is { } domain)
        {
            network.Domain = domain;
        }
    }

    /// <summary>Loads weights that were trained elsewhere into a part of a network, such as its feature extractor.</summary>
    /// <param name="part">The part. It is changed only if everything fits.</param>
    /// <param name="path">The weights as safetensors; a slash in a name means what a dot does.</param>
    /// <param name="except">The beginnings of names that may be in the file or in the part without being in both, such as <c>fc8.</c> for a last layer that is made anew; none when null.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is malformed, or made for another network; the message lists what is missing, unexpected or misshapen.</exception>
    public static void LoadPart(TorchSharp.torch.nn.Module<Tensor, Tensor> part, string path, IReadOnlyList<string>? except = null)
    {
        ArgumentNullException.ThrowIfNull(part);
        using var file = Read(path);
        CopyInto(Wanted(part.state_dict()), Wanted(file.Tensors.Select(t => KeyValuePair.Create(t.Key.Replace('/', '.'), t.Value))), path);

        Dictionary<string, Tensor> Wanted(IEnumerable<KeyValuePair<string, Tensor>> tensors)
        {
            var wanted = new Dictionary<string, Tensor>(StringComparer.Ordinal);
            foreach (var (name, tensor) in tensors.Where(t => except?.Any(e => t.Key.StartsWith(e, StringComparison.Ordinal)) != true))
            {
                if (!wanted.TryAdd(name, tensor))
                {
                    throw new InvalidDataException($"The weights in {path} have two tensors called {name}.");
                }
            }

            return wanted;
        }
    }

    /// <summary>SHA-256 of all parameters and buffers, names and shapes included: equal for networks that are equal to the last bit.</summary>
    public static string Sha256(DomainAdversarialNetwork network)
    {
        ArgumentNullException.ThrowIfNull(network);
        return TensorHash.Of(network.state_dict());
    }

    /// <summary>Copies tensors by name, after everything has been checked.</summary>
    internal static void CopyInto(IReadOnlyDictionary<string, Tensor> destination, IReadOnlyDictionary<string, Tensor> source, string path)
    {
        var faults = destination.Keys.Except(source.Keys, StringComparer.Ordinal).Select(n => $"{n} is missing")
            .Concat(source.Keys.Except(destination.Keys, StringComparer.Ordinal).Select(n => $"{n} is unexpected"))
            .Concat(from entry in destination
                    where source.TryGetValue(entry.Key, out var other) && !other.shape.SequenceEqual(entry.Value.shape)
                    select $"{entry.Key} is [{string.Join(", ", source[entry.Key].shape)}], not [{string.Join(", ", entry.Value.shape)}]")
            .ToList();
        if (faults.Count > 0)
        {
            throw new InvalidDataException($"The weights in {path} are for another network: {string.Join("; ", faults.Take(8))}{(faults.Count > 8 ? "; …" : "")}.");
        }

        using var noGradient = no_grad();
        foreach (var (name, tensor) in destination)
        {
            tensor.copy_(source[name]);
        }
    }

    // Files that were made elsewhere have no hash of their own.
    private static TensorFile Read(string path)
    {
        var file = Safetensors.Read(path);
        if (TensorHash.Fits(file) == false)
        {
            file.Dispose();
            throw new InvalidDataException($"The weights in {path} are damaged: their checksum does not fit. Write or fetch the file again.");
        }

        return file;
    }

    private static Normalisation? ReadNormalisation(TensorFile file, string path)
    {
        if (!file.Metadata.TryGetValue(NormalisationKey, out var json))
        {
            return null;
        }

        try
        {
            var read = JsonSerializer.Deserialize<Normalisation>(json, ReflectedJson.Options);
            return read is { Mean.Count: > 0 } && read.Factor?.Count == read.Mean.Count ? read : throw new JsonException();
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"The normalisation in {path} is damaged. Write or fetch the file again.", e);
        }
    }
}
