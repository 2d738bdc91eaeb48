using TorchSharp;
using static TorchSharp.torch;

namespace DomainAdaptation;

/// <summary>The mean of each feature map: [n, channels, height, width] to [n, channels].</summary>
internal sealed class GlobalAveragePool() : nn.Module<Tensor, Tensor>(nameof(GlobalAveragePool))
{
    public override Tensor forward(Tensor input) => input.mean([2, 3]);
}
