using TorchSharp;
using static TorchSharp.torch;

namespace DomainAdaptation;

/// <summary>Features at a quarter of the image's size that have seen an eighth: down, around, up again, and the way across. [n, 3, h, w] to [n, 64, h / 4, w / 4].</summary>
internal sealed class EncoderDecoder : nn.Module<Tensor, Tensor>
{
    public const long Features = 64;

    private readonly nn.Module<Tensor, Tensor> quarter;
    private readonly nn.Module<Tensor, Tensor> eighth;
    private readonly nn.Module<Tensor, Tensor> joined;

    public EncoderDecoder()
        : base(nameof(EncoderDecoder))
    {
        quarter = Layers.Chain([.. Step("a", 3, 24, 2), .. Step("b", 24, 48, 2)]);
        eighth = Layers.Chain([.. Step("a", 48, 96, 2), .. Step("b", 96, 96, 1), .. Step("c", 96, 96, 1)]);
        joined = Layers.Chain([.. Step("a", 48 + 96, Features, 1)]);
        RegisterComponents();
    }

    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var near = quarter.call(input);
        var far = nn.functional.interpolate(eighth.call(near), size: [near.size(2), near.size(3)], mode: InterpolationMode.Bilinear, align_corners: false);
        return joined.call(cat([near, far], 1)).MoveToOuterDisposeScope();
    }

    private static (string, nn.Module<Tensor, Tensor>?)[] Step(string name, long inputs, long outputs, long stride) =>
    [
        ("conv_" + name, Layers.Convolution(inputs, outputs, 3, padding: 1, stride: stride, bias: false)),
        ("norm_" + name, new DomainBatchNorm((int)outputs)),
        ("relu_" + name, nn.ReLU(inplace: true)),
    ];
}
