using System.Globalization;
using System.Text.Json;
using TorchSharp;
using static TorchSharp.torch;

namespace DomainAdaptation;

/// <summary>Writes a trained classifier in the ONNX format, which ONNX Runtime and others run without this library and without libtorch.</summary>
/// <remarks>
/// The model takes <c>images</c>, bytes [n, height, width, channels] as a domain keeps them, for any n, and normalises them itself.
/// It gives <c>probabilities</c>, float32 [n, classes], and <c>class</c>, int64 [n]: the number of the most probable. The weights keep their names.
/// Its metadata have <c>classes</c>, the names as a JSON array, and <c>domain</c>, whose samples it expects. It needs operators 17.
/// </remarks>
public static class OnnxModel
{
    /// <summary>Writes the classifier Gy(Gf(x)) as it computes in evaluation. The network is left exactly as it was.</summary>
    /// <param name="network">The network, trained on images.</param>
    /// <param name="path">The file, such as <c>digits.onnx</c>.</param>
    /// <param name="classNames">What the classes are called, in their order.</param>
    /// <param name="height">Height of the images in pixels.</param>
    /// <param name="width">Width of the images in pixels.</param>
    /// <param name="backbone">What made the features that the network was trained on, such as <c>ResNet18.Features()</c> with its weights; null where it was trained on images.</param>
    /// <param name="backboneNormalisation">How the backbone wants its images; null without a backbone.</param>
    /// <param name="temperature">What the logits are divided by before they become probabilities: above 1 they become less sure. The predicted class stays.</param>
    /// <param name="domain">Whose samples will come, where the network keeps statistics for each domain; the one it was trained for when null.</param>
    /// <param name="channels">Channels of the images: 3 for RGB, 1 for gray.</param>
    /// <exception cref="NotSupportedException">A layer is of a kind that is not written, or the weights take 2 GB; the message says which layer. Nothing is written.</exception>
    /// <exception cref="ArgumentException">Images of this size do not fit, names are too few or too many, the network has no statistics of the domain, or a backbone comes without its normalisation.</exception>
    /// <exception cref="InvalidOperationException">The network has no normalisation yet.</exception>
    /// <exception cref="IOException">The file cannot be written; what was there before is untouched.</exception>
    public static void Write(
        DomainAdversarialNetwork network,
        string path,
        IReadOnlyList<string> classNames,
        int height,
        int width,
        nn.Module<Tensor, Tensor>? backbone = null,
        Normalisation? backboneNormalisation = null,
        double temperature = 1,
        Domain? domain = null,
        int channels = 3)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        ArgumentNullException.ThrowIfNull(classNames);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(height);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(channels);
        RequireTemperature(temperature);
        if (backbone is null != backboneNormalisation is null)
        {
            throw new ArgumentException("A backbone and its normalisation come together: pass both, or neither.", nameof(backboneNormalisation));
        }

        var own = network.Normalisation ?? throw new InvalidOperationException(
            "The network has no normalisation yet: train it or load its weights first, or set Normalisation.None.");
        var asked = domain ?? network.Domain;
        network.RequireKnown(asked);

        var graph = new OnnxGraph();
        var normalisations = new OnnxNormalisation(graph);
        var x = graph.Input("images", OnnxGraph.UInt8, [height, width, channels]);
        x = normalisations.OfImages(backboneNormalisation ?? own, backbone is null ? "normalisation" : "backbone_normalisation", x);
        if (backbone is not null)
        {
            x = new OnnxLayers(graph, domain: null).Add(backbone, "backbone", x);
            x = normalisations.OfFeatures(own, "normalisation", x);
        }

        var layers = new OnnxLayers(graph, asked);
        x = layers.Add(network.LabelPredictor, "labels", layers.Add(network.FeatureExtractor, "features", x));
        AddOutputs(graph, x, classNames, temperature);
        graph.Write(path, ThisMachine.LibraryVersion, new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["classes"] = JsonSerializer.Serialize(classNames.ToArray(), ReflectedJson.Options),
            ["domain"] = asked.ToString(),
        });
    }

    private static void RequireTemperature(double temperature)
    {
        if (!((float)temperature > 0 && float.IsFinite((float)temperature)))
        {
            throw new ArgumentOutOfRangeException(nameof(temperature), temperature, "A temperature is a number above 0; 1 leaves the probabilities as they are.");
        }
    }

    private static void AddOutputs(OnnxGraph graph, OnnxValue logits, IReadOnlyList<string> classNames, double temperature)
    {
        if (logits.Shape is not [var classes] || classes != classNames.Count)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"The network has {logits} outputs and there are {classNames.Count} names of classes: name each output."), nameof(classNames));
        }

        var divided = temperature == 1 ? logits.Name : graph.Node("Div", "tempered", [logits.Name, graph.Floats("temperature", (float)temperature)]);
        graph.Output(graph.Node("Softmax", "probabilities", [divided], ("axis", 1L)), OnnxGraph.Float, logits.Shape);
        graph.Output(graph.Node("ArgMax", "class", [logits.Name], ("axis", 1L), ("keepdims", 0L)), OnnxGraph.Int64, []);
    }
}
