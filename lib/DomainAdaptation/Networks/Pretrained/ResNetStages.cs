using static TorchSharp.torch;

namespace DomainAdaptation;

/// <summary>What two stages of a ResNet see: the means of the fourth's maps, then those of the third's over the whole image and over its quarters. [n, 3, 224, 224] to [n, 1792].</summary>
/// <remarks>The third stage knows more of how a thing looks and less of what it is: of use between cameras that see the same things, and of harm where things look otherwise.</remarks>
internal sealed class ResNetStages : nn.Module<Tensor, Tensor>
{
    public const int Features = 512 + 256 + (4 * 256);

    private readonly nn.Module<Tensor, Tensor> trunk = ResNet18.Trunk();
    private readonly nn.Module<Tensor, Tensor> top = ResNet18.Top();

    public ResNetStages(string weights)
        : base(nameof(ResNetStages))
    {
        ResNet18.LoadWeights(trunk, weights);
        ResNet18.LoadWeights(top, weights);
        RegisterComponents();
    }

    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var maps = trunk.call(input);
        return cat([top.call(maps), maps.mean([2, 3]), nn.functional.adaptive_avg_pool2d(maps, 2).flatten(1)], 1).MoveToOuterDisposeScope();
    }
}
