using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace DomainAdaptation;

/// <summary>Puts layers into an ONNX graph as they compute in evaluation. Their weights keep the names they have in the state_dict.</summary>
/// <param name="graph">The graph.</param>
/// <param name="domain">Whose statistics are taken where a layer keeps some for each domain; null for the domain that the layer itself was told.</param>
internal sealed class OnnxLayers(OnnxGraph graph, Domain? domain)
{
    private const string Kinds = "Sequential, Conv2d, Linear, BatchNorm1d, BatchNorm2d, DomainBatchNorm, ReLU, LeakyReLU, Sigmoid, Tanh, MaxPool2d, AvgPool2d, AdaptiveAvgPool2d, LocalResponseNorm, Flatten, Dropout and Identity";
    private readonly OnnxWindows windows = new(graph);

    /// <summary>Puts a layer, and all within it, behind a value.</summary>
    /// <exception cref="NotSupportedException">A layer is of a kind that is not written; the message names it.</exception>
    /// <exception cref="ArgumentException">A layer does not take what comes before it, or has no statistics of the domain.</exception>
    public OnnxValue Add(nn.Module layer, string path, OnnxValue input) => layer switch
    {
        ConvolutionChain => Chain(layer, path, input),
        Sequential when layer.GetType() == typeof(Sequential) => Chain(layer, path, input), // one that inherits from it may compute anything
        ResidualBlock => Residual(layer, path, input),
        Fire => Squeezed(layer, path, input),
        Conv2d convolution => windows.Convolution(convolution, path, input),
        MaxPool2d pool => windows.MaxPool(pool, path, input),
        AvgPool2d pool => windows.AveragePool(pool, path, input),
        AdaptiveAvgPool2d pool => windows.AdaptiveAveragePool(pool, path, input),
        GlobalAveragePool => new(graph.Node("ReduceMean", path, [input.Name], ("axes", (long[])[2, 3]), ("keepdims", 0L)), [input.Shape[0]]),
        ReverseChannels => Reverse(path, input),
        Linear linear => Linear(linear, path, input),
        BatchNorm2d or BatchNorm1d => BatchNorm((NormBase)layer, path, input),
        DomainBatchNorm norm => DomainNorm(norm, path, input),
        LocalResponseNorm norm => LocalNorm(norm, path, input),
        ReLU => EachValue("Relu", path, input),
        LeakyReLU leaky => EachValue("LeakyRelu", path, input, ("alpha", (float)leaky.negative_slope)),
        Sigmoid => EachValue("Sigmoid", path, input),
        Tanh => EachValue("Tanh", path, input),
        Flatten flatten => Flattened(flatten, path, input),
        Dropout or LeanDropout or Dropout2d or Identity => input, // nothing, in evaluation
        _ => throw Unwritten(layer, path, $"such a layer is not written; those that are: {Kinds}"),
    };

    /// <summary>Requires that a layer takes what comes before it.</summary>
    internal static void Require(bool fits, string path, string expectation, OnnxValue input)
    {
        if (!fits)
        {
            throw new ArgumentException($"Images of this size do not fit the network: {path} {expectation}, and is given {input}. Give the height, width and channels of the images it was trained on.", nameof(input));
        }
    }

    /// <summary>Why a layer cannot be written, in one sentence.</summary>
    internal static NotSupportedException Unwritten(nn.Module layer, string path, string reason) =>
        new($"{path}, of type {layer.GetType().Name}, cannot be written as ONNX: {reason}.");

    private OnnxValue Chain(nn.Module chain, string path, OnnxValue input) => chain.named_children().Aggregate(input, (x, child) => Add(child.module, $"{path}.{child.name}", x));

    private OnnxValue Child(nn.Module layer, string name, string path, OnnxValue input) => Add(layer.named_children().Single(c => c.name == name).module, $"{path}.{name}", input);

    // ReLU(x + F(x)).
    private OnnxValue Residual(nn.Module block, string path, OnnxValue input)
    {
        var around = block.named_children().Any(c => c.name == "down") ? Child(block, "down", path, input) : input;
        var main = Child(block, "main", path, input);
        return main with { Name = graph.Node("Relu", path, [graph.Node("Add", $"{path}.sum", [main.Name, around.Name])]) };
    }

    private OnnxValue Squeezed(nn.Module fire, string path, OnnxValue input)
    {
        var squeezed = EachValue("Relu", $"{path}.squeezed", Child(fire, "conv1x1_1", path, input));
        var (one, three) = (Child(fire, "conv1x1_2", path, squeezed), Child(fire, "conv3x3_2", path, squeezed));
        var both = graph.Node("Concat", $"{path}.expanded", [one.Name, three.Name], ("axis", 1L));
        return new(graph.Node("Relu", path, [both]), [one.Shape[0] + three.Shape[0], .. one.Shape.Skip(1)]);
    }

    private OnnxValue Reverse(string path, OnnxValue input)
    {
        long[] order = [.. Enumerable.Range(0, (int)input.Shape[0]).Select(c => input.Shape[0] - 1 - c)];
        return input with { Name = graph.Node("Gather", path, [input.Name, graph.Integers($"{path}.order", order)], ("axis", 1L)) };
    }

    private OnnxValue Flattened(Flatten layer, string path, OnnxValue input) => layer.start_dim == 1 && (layer.end_dim == -1 || layer.end_dim == input.Shape.Count)
        ? new(graph.Node("Flatten", path, [input.Name], ("axis", 1L)), [input.Count])
        : throw Unwritten(layer, path, "only one that makes a row of all values of a sample is written");

    private OnnxValue Linear(Linear layer, string path, OnnxValue input)
    {
        Require(input.Shape is [var count] && count == layer.in_features, path, $"expects {layer.in_features} values a sample", input);
        string[] weights = [graph.Weight($"{path}.weight", layer.weight), .. layer.bias is { } bias ? [graph.Weight($"{path}.bias", bias)] : Array.Empty<string>()];
        return new(graph.Node("Gemm", path, [input.Name, .. weights], ("transB", 1L)), [layer.out_features]);
    }

    private OnnxValue BatchNorm(NormBase norm, string path, OnnxValue input)
    {
        if (norm.running_mean is not { } mean || norm.running_var is not { } variance)
        {
            throw Unwritten(norm, path, "it keeps no running statistics, so that a prediction depends on the other samples of its batch");
        }

        var channels = (int)norm.num_features;
        var weight = norm.weight is { } w ? graph.Weight($"{path}.weight", w) : graph.Floats($"{path}.weight", [.. Enumerable.Repeat(1f, channels)]);
        var bias = norm.bias is { } b ? graph.Weight($"{path}.bias", b) : graph.Floats($"{path}.bias", new float[channels]);
        return Normalised(path, input, channels, norm.eps, weight, bias, graph.Weight($"{path}.running_mean", mean), graph.Weight($"{path}.running_var", variance));
    }

    private OnnxValue DomainNorm(DomainBatchNorm norm, string path, OnnxValue input)
    {
        var asked = domain ?? norm.Domain;
        var numbers = norm.Numbers(asked) ?? throw new ArgumentException($"{path} has no statistics of {asked}: pass a domain that the network was trained on.", nameof(norm));
        return Normalised(path, input, numbers[0].Value.numel(), norm.Epsilon, [.. numbers.Select(n => graph.Weight($"{path}.{n.Name}", n.Value))]);
    }

    private OnnxValue Normalised(string path, OnnxValue input, long channels, double epsilon, params string[] weights)
    {
        Require(input.Shape[0] == channels, path, $"expects {channels} channels", input);
        return input with { Name = graph.Node("BatchNormalization", path, [input.Name, .. weights], ("epsilon", (float)epsilon)) };
    }

    private OnnxValue LocalNorm(LocalResponseNorm norm, string path, OnnxValue input) => norm.size % 2 == 0
        ? throw Unwritten(norm, path, "a window of an even number of channels lies elsewhere in ONNX") // one channel further
        : EachValue("LRN", path, input, ("size", norm.size), ("alpha", (float)norm.alpha), ("beta", (float)norm.beta), ("bias", (float)norm.k));

    private OnnxValue EachValue(string operation, string path, OnnxValue input, params (string Name, object Value)[] attributes) =>
        input with { Name = graph.Node(operation, path, [input.Name], attributes) };
}
