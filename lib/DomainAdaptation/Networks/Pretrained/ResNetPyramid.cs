using TorchSharp;
using static TorchSharp.torch;

namespace DomainAdaptation;

/// <summary>A ResNet whose stages are seen together: the maps of the second, third and fourth, all brought to the size of the second. [n, 3, h, w] to [n, 896, h / 8, w / 8].</summary>
/// <remarks>What a thing is stands in the last stage, where its edge is in the second ("hypercolumns", Hariharan et al. 2015).</remarks>
internal sealed class ResNetPyramid : nn.Module<Tensor, Tensor>
{
    public const int Channels = 128 + 256 + 512, Stride = 8;

    // The last layer of each stage that is kept.
    private static readonly HashSet<string> Kept = ["block4", "block6", "block9"];

    private readonly IReadOnlyList<(string Name, nn.Module<Tensor, Tensor> Layer)> layers;

    public ResNetPyramid(IEnumerable<(string Name, nn.Module<Tensor, Tensor>? Layer)> layers)
        : base(nameof(ResNetPyramid))
    {
        this.layers = [.. layers.Select(l => (l.Name, l.Layer!))];
        foreach (var (name, layer) in this.layers)
        {
            register_module(name, layer);
        }
    }

    public override Tensor forward(Tensor input)
    {
        if (input.size(2) % Stride != 0 || input.size(3) % Stride != 0)
        {
            throw new ArgumentException($"Images of {input.size(2)} × {input.size(3)} pixels have no whole number of places: height and width must be multiples of {Stride}.", nameof(input));
        }

        using var scope = NewDisposeScope();
        var stages = new List<Tensor>();
        var maps = input;
        foreach (var (name, layer) in layers)
        {
            maps = layer.call(maps);
            if (Kept.Contains(name))
            {
                stages.Add(stages.Count == 0 ? maps : nn.functional.interpolate(maps, size: [stages[0].size(2), stages[0].size(3)], mode: InterpolationMode.Bilinear, align_corners: false));
            }
        }

        return cat(stages, 1).MoveToOuterDisposeScope();
    }
}
