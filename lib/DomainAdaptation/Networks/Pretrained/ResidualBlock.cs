using TorchSharp;
using static TorchSharp.torch;

namespace DomainAdaptation;

/// <summary>Two convolutions and a way around them (He et al. 2016, figure 2): ReLU(x + F(x)), where the way has a convolution of its own if the shape changes.</summary>
internal sealed class ResidualBlock : nn.Module<Tensor, Tensor>
{
    private readonly nn.Module<Tensor, Tensor> main;
    private readonly nn.Module<Tensor, Tensor>? down;

    /// <summary>[n, inputs, h, w] to [n, outputs, h / stride, w / stride].</summary>
    /// <param name="inputs">Channels that come.</param>
    /// <param name="outputs">Channels that leave.</param>
    /// <param name="stride">Of the first convolution.</param>
    /// <param name="fixedNorms">Whether batch normalisation keeps what it was given: see <see cref="FixedNorm"/>.</param>
    public ResidualBlock(long inputs, long outputs, long stride = 1, bool fixedNorms = false)
        : base(nameof(ResidualBlock))
    {
        nn.Module<Tensor, Tensor> Norm() => fixedNorms ? new FixedNorm(outputs) : nn.BatchNorm2d(outputs);
        main = Layers.Chain(
            ("conv1", Layers.Convolution(inputs, outputs, 3, padding: 1, stride: stride, bias: false)),
            ("norm1", Norm()),
            ("relu1", nn.ReLU(inplace: true)),
            ("conv2", Layers.Convolution(outputs, outputs, 3, padding: 1, bias: false)),
            ("norm2", Norm()));
        down = inputs == outputs && stride == 1 ? null : Layers.Chain(
            ("conv", Layers.Convolution(inputs, outputs, 1, stride: stride, bias: false)),
            ("norm", Norm()));
        RegisterComponents();
    }

    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var around = down is null ? input : down.call(input);
        return nn.functional.relu(main.call(input) + around, inplace: true).MoveToOuterDisposeScope();
    }
}
