using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace DomainAdaptation;

/// <summary>Layers in order, as a Sequential, which trains on images in the layout that oneDNN itself prefers.</summary>
/// <remarks>
/// Channels in blocks of eight or sixteen: a training step takes .86 to 1.03 of the time so, by net and processor, and a pool
/// remembers a byte for each value, not eight (tests/Benchmarks/results/ideas.md). Between the layers nothing is converted. Prediction gains nothing by it.
/// </remarks>
internal sealed class ConvolutionChain : nn.Module<Tensor, Tensor>
{
    private readonly nn.Module<Tensor, Tensor>[] layers;

    /// <summary>Takes the layers over, each under its name.</summary>
    public ConvolutionChain(IReadOnlyList<(string Name, nn.Module<Tensor, Tensor> Layer)> chain)
        : base(nameof(ConvolutionChain))
    {
        layers = [.. chain.Select(l => l.Layer)];
        foreach (var (name, layer) in chain)
        {
            register_module(name, layer);
        }
    }

    /// <summary>The layers' work: images float32 [n, channels, height, width] to the last layer's output.</summary>
    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var blocked = training && FastPath.Blocked && !Autocast.IsOn && input.device_type == DeviceType.CPU && input.dtype == ScalarType.Float32;
        var (x, inBlocks) = (input.alias(), false);
        foreach (var layer in layers)
        {
            if (layer is Conv2d && blocked && !inBlocks)
            {
                (x, inBlocks) = (Blocks.Enter(x), true);
            }
            else if (layer is Dropout2d or Flatten && inBlocks) // they cannot be computed in blocks
            {
                (x, inBlocks) = (Blocks.Leave(x), false);
            }

            x = layer switch
            {
                ReLU when inBlocks => nn.functional.relu(x), // not in place: the pool before it remembers its output
                DomainBatchNorm norm when inBlocks => norm.NormaliseBlocks(x),
                _ => layer.call(x),
            };
        }

        return x.MoveToOuterDisposeScope();
    }
}
