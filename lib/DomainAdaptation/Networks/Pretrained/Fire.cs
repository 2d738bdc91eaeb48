using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace DomainAdaptation;

/// <summary>SqueezeNet's building block (Iandola et al. 2016, §3.1): a 1×1 convolution squeezes the channels, a 1×1 and a 3×3 convolution side by side expand them.</summary>
internal sealed class Fire : nn.Module<Tensor, Tensor>
{
    private readonly Conv2d squeeze;
    private readonly Conv2d expand1;
    private readonly Conv2d expand3;

    /// <param name="inputs">Channels of the input.</param>
    /// <param name="squeezed">Channels between.</param>
    /// <param name="expanded">Channels of either expansion; the output has twice as many.</param>
    public Fire(long inputs, long squeezed, long expanded)
        : base(nameof(Fire))
    {
        squeeze = Layers.Convolution(inputs, squeezed, 1);
        expand1 = Layers.Convolution(squeezed, expanded, 1);
        expand3 = Layers.Convolution(squeezed, expanded, 3, padding: 1);
        register_module("conv1x1_1", squeeze); // the names are those of the published weights
        register_module("conv1x1_2", expand1);
        register_module("conv3x3_2", expand3);
    }

    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var squeezed = squeeze.call(input).relu_(); // [n, squeezed, h, w]
        return cat([expand1.call(squeezed), expand3.call(squeezed)], 1).relu_().MoveToOuterDisposeScope(); // [n, 2·expanded, h, w]
    }
}
