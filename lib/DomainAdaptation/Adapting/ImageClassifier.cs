using System.Text.Json;
using TorchSharp;
using static TorchSharp.torch;

namespace DomainAdaptation;

/// <summary>A model that was adapted to one's own images: it knows its classes by name, its image size and how sure it may be, and needs no other file.</summary>
/// <example>
/// <code>
/// using var model = ImageClassifier.Load("runs/adapt/model");
/// foreach (var image in model.Predict("photos"))
/// {
///     Console.WriteLine(image);
/// }
/// </code>
/// </example>
public sealed class ImageClassifier : IDisposable
{
    private const string WeightsFile = "model.safetensors", DescriptionFile = "model.json", OnnxFile = "model.onnx";
    private const int Format = 1;
    private const int Chunk = 256;
    private const long LargestDescription = 16 << 20;

    private static readonly JsonSerializerOptions Indented = new(ReflectedJson.Options) { WriteIndented = true };

    internal ImageClassifier(DomainAdversarialNetwork network, string networkId, IReadOnlyList<string> classNames, string method, double temperature)
    {
        Network = network;
        network.eval();
        (NetworkId, ClassNames, Method, Temperature) = (networkId, classNames, method, temperature);
    }

    /// <summary>The classes, in the order of their numbers.</summary>
    public IReadOnlyList<string> ClassNames { get; }

    /// <summary>The method that trained it: an id of <see cref="Methods"/>.</summary>
    public string Method { get; }

    /// <summary>What the logits are divided by: found on held-out samples of the source.</summary>
    public double Temperature { get; }

    /// <summary>Height and width that images are warped to, in pixels.</summary>
    public int ImageSize => ImageNetwork.Of(NetworkId).ImageSize;

    internal string NetworkId { get; }

    internal DomainAdversarialNetwork Network { get; }

    /// <summary>What the model says of all images in a folder and below it, or of those that a list names.</summary>
    /// <param name="path">The folder; an image; or a text file with a path a line.</param>
    /// <param name="skipUnreadable">Whether files that are no whole images are passed over, and listed; by default they are an error.</param>
    /// <param name="onProgress">Is told how many images are done, and how many there are.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <exception cref="DataNotFoundException">There is nothing of this name.</exception>
    /// <exception cref="InvalidDataException">There are no images, or one cannot be read.</exception>
    public ImagePredictions Predict(string path, bool skipUnreadable = false, Action<int, int>? onProgress = null, CancellationToken cancellation = default)
    {
        var listing = File.Exists(path) && ImageFormat.IsImage(path) ? new ImageListing(Path.GetFullPath(path), [Path.GetFullPath(path)], [], [], []) : ImageListing.Unlabelled(path);
        var predictions = new List<ImagePrediction>();
        var skipped = new List<SkippedFile>(listing.Skipped);
        for (var start = 0; start < listing.Files.Count; start += Chunk)
        {
            cancellation.ThrowIfCancellationRequested();
            var part = listing with { Files = [.. listing.Files.Skip(start).Take(Chunk)], Skipped = [] };
            var stack = ImageStack.Read(part.Files, ImageSize, ImageSize, skipUnreadable);
            skipped.AddRange(part.SkippedWith(stack));
            if (stack.Pixels.Length > 0)
            {
                using var scope = NewDisposeScope();
                var images = new UnlabelledDomain("images", UnlabelledDomain.Pixels("images", stack.Pixels, ImageSize, ImageSize, 3));
                predictions.AddRange(Named([.. stack.OfThoseRead(part.Files)], Probabilities(images), ClassNames));
                images.Samples.Dispose();
            }

            onProgress?.Invoke(Math.Min(start + Chunk, listing.Files.Count), listing.Files.Count);
        }

        return predictions.Count > 0
            ? new(predictions, skipped)
            : throw new InvalidDataException($"None of the {listing.Files.Count} images in {listing.Place} can be read. The last, {skipped[^1].Path}, {skipped[^1].Reason}.");
    }

    /// <summary>
    /// Writes the model into a folder: <c>model.safetensors</c> and <c>model.json</c>, which name the classes and all that is needed to use it here, and
    /// <c>model.onnx</c> for programs without this library: see <see cref="OnnxModel"/>. That takes bytes [n, <see cref="ImageSize"/>, <see cref="ImageSize"/>, 3], R, G and B.
    /// </summary>
    /// <param name="folder">Where; it is made if need be, and an older model in it is replaced.</param>
    /// <exception cref="IOException">A file cannot be written.</exception>
    public void Save(string folder)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        var weights = Path.Combine(folder, WeightsFile);
        Weights.Save(Network, weights);
        OnnxModel.Write(Network, Path.Combine(folder, OnnxFile), ClassNames, ImageSize, ImageSize, temperature: Temperature);
        var description = new Description(Format, NetworkId, ImageSize, Method, Temperature, ClassNames, Weights.Sha256(Network));
        AtomicFile.WriteText(Path.Combine(folder, DescriptionFile), JsonSerializer.Serialize(description, Indented) + "\n");
    }

    /// <summary>Reads a model that <see cref="Save"/> wrote.</summary>
    /// <param name="folder">The folder.</param>
    /// <exception cref="DataNotFoundException">There is no model in it.</exception>
    /// <exception cref="InvalidDataException">A file is damaged, or the two do not belong together.</exception>
    public static ImageClassifier Load(string folder)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        var path = Path.Combine(Path.GetFullPath(folder), DescriptionFile);
        if (!File.Exists(path) || !File.Exists(Path.Combine(folder, WeightsFile)))
        {
            throw new DataNotFoundException($"There is no model in {Path.GetFullPath(folder)}: it should hold {DescriptionFile} and {WeightsFile}, as adapt.cs leaves them.");
        }

        var description = Read(path);
        using var parts = ImageNetwork.Of(description.Network);
        var network = parts.Empty(description.Classes.Count);
        try
        {
            Weights.Load(network, Path.Combine(folder, WeightsFile));
            if (Weights.Sha256(network) != description.WeightsSha256)
            {
                throw new InvalidDataException($"{path} belongs to other weights than those beside it; write or copy both files again.");
            }

            return new(network, description.Network, description.Classes, description.Method, description.Temperature);
        }
        catch
        {
            network.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Network.Dispose();

    /// <inheritdoc/>
    public override string ToString() => $"{ImageNetwork.Of(NetworkId).Title}, by {Method}, {ClassNames.Count} classes: {string.Join(", ", ClassNames.Take(8))}{(ClassNames.Count > 8 ? ", …" : "")}";

    private Tensor Probabilities(UnlabelledDomain images)
    {
        using var logits = Predictions.Collect(Network, images, Network.Domain, x => Network.call(x));
        return nn.functional.softmax(logits.to(ScalarType.Float64) / Temperature, 1); // in 32 bits the runner-up may be as unlikely as all others
    }

    /// <summary>The two most probable classes of each image, by name.</summary>
    internal static List<ImagePrediction> Named(IReadOnlyList<string> files, Tensor probabilities, IReadOnlyList<string> classNames)
    {
        using var scope = NewDisposeScope();
        var (values, indices) = probabilities.to(ScalarType.Float64).topk(2, 1);
        double[] likely = values.contiguous().data<double>().ToArray();
        long[] which = indices.contiguous().data<long>().ToArray();
        return [.. files.Select((file, i) => new ImagePrediction(file, classNames[(int)which[2 * i]], likely[2 * i], classNames[(int)which[(2 * i) + 1]], likely[(2 * i) + 1]))];
    }

    private static Description Read(string path)
    {
        Description? read;
        try
        {
            read = new FileInfo(path).Length <= LargestDescription ? JsonSerializer.Deserialize<Description>(File.ReadAllText(path), ReflectedJson.Options) : null;
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"{path} is damaged; write or copy the model again.", e);
        }

        return read is { Format: Format, Classes: { Count: >= 2 and < 100_000 } classes, Temperature: > 0.01 and < 100, Method: not null, WeightsSha256: not null }
            && classes.All(c => !string.IsNullOrEmpty(c)) && classes.Distinct(StringComparer.Ordinal).Count() == classes.Count
            && read.Network is { } id && id != ImageNetwork.Auto && ImageNetwork.Ids.Contains(id, StringComparer.Ordinal) && ImageNetwork.Of(id).ImageSize == read.ImageSize
            ? read
            : throw new InvalidDataException($"{path} describes no model that is known here; it may be of another version. Write the model again.");
    }

    private sealed record Description(int Format, string Network, int ImageSize, string Method, double Temperature, IReadOnlyList<string> Classes, string WeightsSha256);
}
