using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace DomainAdaptation;

/// <summary>Puts layers that move a window over maps into an ONNX graph: convolutions and pools, of channels × height × width.</summary>
/// <remarks>
/// Paddings are computed here and written as numbers, and no pool is asked to round up: runtimes differ in what that means at the edge.
/// </remarks>
/// <param name="graph">The graph.</param>
internal sealed class OnnxWindows(OnnxGraph graph)
{
    /// <summary>A convolution with any stride, padding, dilation and groups.</summary>
    public OnnxValue Convolution(Conv2d layer, string path, OnnxValue input)
    {
        OnnxLayers.Require(input.Shape.Count == 3 && input.Shape[0] == layer.in_channels, path, $"expects maps of {layer.in_channels} channels", input);
        if (layer.padding_mode != PaddingModes.Zeros)
        {
            throw OnnxLayers.Unwritten(layer, path, $"its padding is {layer.padding_mode}, and only zeros are written");
        }

        var (kernel, stride, dilation) = (Pair(layer.kernel_size, 1), Pair(layer.stride, 1), Pair(layer.dilation, 1));
        var around = layer.padding_type is { } kind ? null : Pair(layer.padding, 0);
        var sides = Sides(side =>
        {
            var extent = Extent(kernel[side], dilation[side]);
            var all = layer.padding_type == Padding.Same ? extent - 1 : 0; // the greater half stands behind, as in libtorch
            var begin = around?[side] ?? all / 2;
            return new Side(begin, around?[side] ?? all - begin, Fitting(input.Shape[side + 1] + (around is null ? all : 2 * begin) - extent, stride[side]));
        }, path, input, kernel);
        string[] weights = [graph.Weight($"{path}.weight", layer.weight), .. layer.bias is { } bias ? [graph.Weight($"{path}.bias", bias)] : Array.Empty<string>()];
        var name = graph.Node("Conv", path, [input.Name, .. weights],
            ("kernel_shape", kernel), ("strides", stride), ("dilations", dilation), ("pads", Pads(sides)), ("group", layer.groups));
        return new(name, [layer.out_channels, .. sides.Select(s => s.Out)]);
    }

    /// <summary>The greatest value of each window.</summary>
    public OnnxValue MaxPool(MaxPool2d layer, string path, OnnxValue input)
    {
        OnnxLayers.Require(input.Shape.Count == 3, path, "expects maps", input);
        var (kernel, dilation) = (Pair(layer.kernel_size, 1), Pair(layer.dilation, 1));
        var (stride, padding) = (layer.stride is { Length: > 0 } s ? Pair(s, 1) : kernel, Pair(layer.padding, 0));
        var sides = Sides(i => Pooled(input.Shape[i + 1], Extent(kernel[i], dilation[i]), stride[i], padding[i], layer.ceil_mode), path, input, kernel);
        if (sides[0].End >= kernel[0] || sides[1].End >= kernel[1])
        {
            throw OnnxLayers.Unwritten(layer, path, "it rounds up and is dilated, and its last window hangs over the edge further than ONNX Runtime allows");
        }

        var name = graph.Node("MaxPool", path, [input.Name], ("kernel_shape", kernel), ("strides", stride), ("dilations", dilation), ("pads", Pads(sides)));
        return new(name, [input.Shape[0], .. sides.Select(side => side.Out)]);
    }

    /// <summary>The mean of each window.</summary>
    public OnnxValue AveragePool(AvgPool2d layer, string path, OnnxValue input)
    {
        OnnxLayers.Require(input.Shape.Count == 3, path, "expects maps", input);
        var kernel = Pair(layer.kernel_size, 1);
        var (stride, padding) = (layer.stride is { Length: > 0 } s ? Pair(s, 1) : kernel, Pair(layer.padding, 0));
        var sides = Sides(i => Pooled(input.Shape[i + 1], kernel[i], stride[i], padding[i], layer.ceil_mode), path, input, kernel);
        if (layer.divisor_override is not null || Enumerable.Range(0, 2).Any(i => sides[i].End != padding[i]))
        {
            throw OnnxLayers.Unwritten(layer, path, "a divisor of its own, or a window that hangs over the edge, is not written");
        }

        var name = graph.Node("AveragePool", path, [input.Name],
            ("kernel_shape", kernel), ("strides", stride), ("pads", Pads(sides)), ("count_include_pad", layer.count_include_pad ? 1L : 0L));
        return new(name, [input.Shape[0], .. sides.Select(side => side.Out)]);
    }

    /// <summary>The mean of each of so many equal parts.</summary>
    public OnnxValue AdaptiveAveragePool(AdaptiveAvgPool2d layer, string path, OnnxValue input)
    {
        OnnxLayers.Require(input.Shape.Count == 3, path, "expects maps", input);
        var size = Pair(layer.output_size, 1);
        var (height, width) = (input.Shape[1], input.Shape[2]);
        if (height % size[0] != 0 || width % size[1] != 0)
        {
            throw OnnxLayers.Unwritten(layer, path, $"{height}×{width} does not divide into {size[0]}×{size[1]} equal parts");
        }

        long[] window = [height / size[0], width / size[1]];
        return new(graph.Node("AveragePool", path, [input.Name], ("kernel_shape", window), ("strides", window)), [input.Shape[0], .. size]);
    }

    private sealed record Side(long Begin, long End, long Out);

    // Where libtorch rounds up, one more window may begin, but only within the input or the padding before it; what it lacks is padded here.
    private static Side Pooled(long size, long extent, long stride, long padding, bool roundsUp)
    {
        var whole = size + (2 * padding) - extent;
        var count = Fitting(whole, stride);
        var more = roundsUp && whole % stride != 0 && count * stride < size + padding;
        return more ? new(padding, (count * stride) + extent - size - padding, count + 1) : new(padding, padding, count);
    }

    // How many windows there are where the last may begin so far behind the first; none or fewer where not even one fits.
    private static long Fitting(long span, long stride) => (span < 0 ? ((span + 1) / stride) - 1 : span / stride) + 1;

    private static Side[] Sides(Func<int, Side> side, string path, OnnxValue input, long[] kernel)
    {
        Side[] sides = [side(0), side(1)];
        OnnxLayers.Require(sides.All(s => s.Out > 0), path, $"moves a window of {kernel[0]}×{kernel[1]}, which is too large", input);
        return sides;
    }

    private static long[] Pads(Side[] sides) => [.. sides.Select(s => s.Begin), .. sides.Select(s => s.End)];

    private static long Extent(long kernel, long dilation) => (dilation * (kernel - 1)) + 1;

    private static long[] Pair(long[]? values, long otherwise) => values switch
    {
        null or [] => [otherwise, otherwise],
        [var both] => [both, both],
        _ => values,
    };
}
