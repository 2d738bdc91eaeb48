using TorchSharp;

namespace DomainAdaptation;

/// <summary>Puts a <see cref="Normalisation"/> into an ONNX graph: what <see cref="Normalisation.Apply"/> computes.</summary>
/// <param name="graph">The graph.</param>
internal sealed class OnnxNormalisation(OnnxGraph graph)
{
    /// <summary>Bytes [n, height, width, channels] to inputs [n, channels, height, width].</summary>
    /// <exception cref="ArgumentException">It is made for another number of channels.</exception>
    public OnnxValue OfImages(Normalisation normalisation, string path, OnnxValue images)
    {
        long[] shape = [images.Shape[2], images.Shape[0], images.Shape[1]];
        var channels = normalisation.Mean.Count;
        if (channels != 1 && channels != shape[0])
        {
            throw new ArgumentException($"The normalisation is made for {channels} channels and the images have {shape[0]}: say channels: {channels}, or set another one.", nameof(normalisation));
        }

        var floats = graph.Node("Cast", $"{path}.floats", [images.Name], ("to", (long)OnnxGraph.Float));
        var byItself = normalisation.EachImage || normalisation.EachChannel;
        var scaled = byItself ? ByItself(path, floats, normalisation.EachImage ? [1, 2, 3] : [1, 2]) : floats;
        var result = Linear(normalisation, path, scaled, byItself ? 1 : 1.0 / 255);
        return new(graph.Node("Transpose", $"{path}.channels_first", [result], ("perm", (long[])[0, 3, 1, 2])), shape);
    }

    /// <summary>Features of a backbone, float32 [n, …], to inputs of the same shape.</summary>
    /// <exception cref="ArgumentException">It is made for images of several channels.</exception>
    public OnnxValue OfFeatures(Normalisation normalisation, string path, OnnxValue features)
    {
        if (normalisation.Mean.Count != 1 || (normalisation.EachChannel && !normalisation.EachImage && features.Shape.Count != 3))
        {
            throw new ArgumentException(
                $"The network's normalisation, {normalisation}, is made for images, and behind the backbone come features of {features}: train the network on features.", nameof(normalisation));
        }

        long[] axes = normalisation.EachImage ? [.. Enumerable.Range(1, features.Shape.Count).Select(d => (long)d)] : [2, 3];
        var scaled = normalisation.EachImage || normalisation.EachChannel ? ByItself(path, features.Name, axes) : features.Name;
        return features with { Name = Linear(normalisation, path, scaled, 1) };
    }

    // (x − mean) / (deviation + a little), both over the axes of a sample: a flat image stays 0.
    private string ByItself(string path, string x, long[] axes)
    {
        var mean = graph.Node("ReduceMean", $"{path}.mean", [x], ("axes", axes), ("keepdims", 1L));
        var centred = graph.Node("Sub", $"{path}.centred", [x, mean]);
        var squares = graph.Node("Mul", $"{path}.squares", [centred, centred]);
        var variance = graph.Node("ReduceMean", $"{path}.variance", [squares], ("axes", axes), ("keepdims", 1L));
        var deviation = graph.Node("Sqrt", $"{path}.deviation", [variance]);
        var divisor = graph.Node("Add", $"{path}.divisor", [deviation, graph.Floats($"{path}.flat", Scalars.Flat.ToSingle())]);
        return graph.Node("Div", $"{path}.by_itself", [centred, divisor]);
    }

    // (x·unit − mean)·factor as one product and one sum; the channels are the last dimension here.
    private string Linear(Normalisation normalisation, string path, string x, double unit)
    {
        var weight = graph.Floats($"{path}.weight", [.. normalisation.Factor.Select(f => (float)(unit * f))]);
        var bias = graph.Floats($"{path}.bias", [.. normalisation.Mean.Zip(normalisation.Factor, (m, f) => (float)(-m * f))]);
        return graph.Node("Add", path, [graph.Node("Mul", $"{path}.scaled", [x, weight]), bias]);
    }
}
