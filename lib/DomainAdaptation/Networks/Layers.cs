using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace DomainAdaptation;

/// <summary>Building blocks of the architectures.</summary>
internal static class Layers
{
    /// <summary>A convolution whose weights lie channels-last, as the images do: libtorch then need not reorder them at every step.</summary>
    public static Conv2d Convolution(long inputs, long outputs, long kernel, long padding = 0)
    {
        var convolution = nn.Conv2d(inputs, outputs, kernel, padding: padding);
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        var channelsLast = convolution.weight.permute(0, 2, 3, 1).contiguous().permute(0, 3, 1, 2);
        convolution.weight = new Parameter(channelsLast.clone().DetachFromDisposeScope());
        return convolution;
    }
}
