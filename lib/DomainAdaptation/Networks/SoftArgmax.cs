using TorchSharp;
using static TorchSharp.torch;

namespace DomainAdaptation;

/// <summary>Where each map is high: a softmax over its places, and the mean place under it, x and y in shares of the map. [n, points, h, w] to [n, points, 2].</summary>
/// <remarks>Heatmaps whose coordinates have a gradient (Sun et al. 2018, integral regression): the loss is that of coordinates, and no map must be drawn to learn from.</remarks>
internal sealed class SoftArgmax() : nn.Module<Tensor, Tensor>(nameof(SoftArgmax))
{
    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var (height, width) = (input.size(2), input.size(3));
        var shares = input.to(ScalarType.Float32).flatten(2).softmax(2).reshape(input.shape);
        var x = (shares.sum(2) * Centres(width, input.device)).sum(-1); // no product of matrices: autocast would round it to 16 bits
        var y = (shares.sum(3) * Centres(height, input.device)).sum(-1);
        return stack([x, y], 2).MoveToOuterDisposeScope();
    }

    // The middles of the places along a side.
    private static Tensor Centres(long places, Device device) => (arange(places, ScalarType.Float32, device) + 0.5) / places;
}
