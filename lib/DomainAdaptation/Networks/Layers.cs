using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace DomainAdaptation;

/// <summary>Building blocks of the architectures.</summary>
internal static class Layers
{
    /// <summary>A convolution whose weights lie channels-last, as the images do: libtorch then need not reorder them at every step.</summary>
    public static Conv2d Convolution(long inputs, long outputs, long kernel, long padding = 0, long stride = 1, long groups = 1, bool bias = true)
    {
        var convolution = nn.Conv2d(inputs, outputs, kernel, stride: stride, padding: padding, groups: groups, bias: bias);
        if (!FastPath.Layout)
        {
            return convolution;
        }

        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        var channelsLast = convolution.weight.permute(0, 2, 3, 1).contiguous().permute(0, 3, 1, 2);
        convolution.weight = new Parameter(channelsLast.clone().DetachFromDisposeScope());
        return convolution;
    }

    /// <summary>A pool as Caffe has it: where the window does not fit at the edge, one more output looks at what is left.</summary>
    public static MaxPool2d CaffePool(long kernel = 3, long stride = 2) => nn.MaxPool2d(kernel, stride, ceil_mode: true);

    /// <summary>The layers in order; those that are null are left out.</summary>
    public static Sequential Chain(params (string Name, nn.Module<Tensor, Tensor>? Layer)[] layers) => nn.Sequential(Ordered(layers));

    /// <summary>As <see cref="Chain"/>, for convolutions and what stands between them, with Flatten at the end.</summary>
    public static ConvolutionChain Convolutions(params (string Name, nn.Module<Tensor, Tensor>? Layer)[] layers) => new(Ordered(layers));

    private static (string Name, nn.Module<Tensor, Tensor> Layer)[] Ordered((string Name, nn.Module<Tensor, Tensor>? Layer)[] layers)
    {
        var chain = layers.Where(l => l.Layer is not null).Select(l => (l.Name, l.Layer!)).ToArray();
        for (var i = 1; i < chain.Length && !FastPath.PoolFirst; i++)
        {
            if (chain[i - 1].Item2 is MaxPool2d && chain[i].Item2 is ReLU) // as the paper draws them
            {
                (chain[i - 1], chain[i]) = (chain[i], chain[i - 1]);
            }
        }

        return chain;
    }

    /// <summary>Gives a layer the initial weights that the authors' Caffe code has: normally distributed around 0, and one bias for all.</summary>
    public static Linear Gaussian(Linear layer, double deviation, double bias = 0)
    {
        nn.init.normal_(layer.weight, 0, deviation);
        nn.init.constant_(layer.bias!, bias);
        return layer;
    }

    /// <summary>Fully connected layers fc1, fc2, … with ReLU between them and none at the end.</summary>
    /// <param name="widths">The width of the input, of each hidden layer and of the output.</param>
    /// <param name="batchNorm">Whether batch normalisation stands in front of each ReLU.</param>
    /// <param name="dropout">The rate of dropout behind each ReLU; 0 for none.</param>
    public static Sequential FullyConnected(IReadOnlyList<long> widths, bool batchNorm = false, double dropout = 0)
    {
        var layers = new List<(string, nn.Module<Tensor, Tensor>?)>();
        for (var i = 1; i < widths.Count; i++)
        {
            var hidden = i < widths.Count - 1;
            layers.Add(($"fc{i}", nn.Linear(widths[i - 1], widths[i])));
            layers.Add(($"norm{i}", hidden && batchNorm ? nn.BatchNorm1d(widths[i]) : null));
            layers.Add(($"relu{i}", hidden ? nn.ReLU(inplace: true) : null));
            layers.Add(($"drop{i}", hidden && dropout > 0 ? new LeanDropout(dropout) : null));
        }

        return Chain([.. layers]);
    }
}
