using TorchSharp;
using static TorchSharp.torch;

namespace DomainAdaptation;

/// <summary>RGB to BGR, the order in which networks from Caffe were trained.</summary>
internal sealed class ReverseChannels() : nn.Module<Tensor, Tensor>(nameof(ReverseChannels))
{
    public override Tensor forward(Tensor input) => input.flip(1);
}
