using static TorchSharp.torch.nn;

namespace DomainAdaptation;

public static partial class Architectures
{
    /// <summary>What stands behind the backbone in the authors' network for Office, for features computed beforehand (<see cref="FrozenFeatures"/>): a bottleneck and the two heads.</summary>
    /// <param name="seed">Seed of the initial weights.</param>
    /// <param name="inputs">Features of a sample: 512 from SqueezeNet.</param>
    /// <param name="classCount">The number of classes: 31 kinds of object.</param>
    /// <param name="domains">1: the domain classifier tells sources from targets. More: a logit for each domain, sources first.</param>
    /// <returns>
    /// Gf: dropout of 0.5, which SqueezeNet has behind fire9, and a linear bottleneck of 256 with batch statistics for each domain
    /// (<see cref="DomainBatchNorm"/>); Gy: <paramref name="classCount"/>; Gd: 1024, 1024, <paramref name="domains"/> with ReLU and dropout of 0.5, at ten times the
    /// learning rate of the rest.
    /// </returns>
    public static DomainAdversarialNetwork Bottleneck(int seed = 1, int inputs = 512, int classCount = 31, int domains = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(domains, 1);
        using var random = InitialWeights(seed);
        var network = new DomainAdversarialNetwork(
            Sequential(
                ("drop", Dropout(0.5)),
                ("bottleneck", Linear(inputs, 256)),
                ("norm", new DomainBatchNorm(256))),
            Layers.FullyConnected([256, classCount]),
            Layers.FullyConnected([256, 1024, 1024, domains], dropout: 0.5));
        network.ScaleLearningRate("domain.", 10);
        return network;
    }
}
