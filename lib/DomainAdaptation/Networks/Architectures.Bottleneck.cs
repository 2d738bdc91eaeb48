using static TorchSharp.torch;
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
    public static DomainAdversarialNetwork Bottleneck(int seed = 1, int inputs = 512, int classCount = 31, int domains = 1) => Bottleneck(seed, front: null, inputs, classCount, domains);

    /// <summary>The same behind the fourth stage of <see cref="ResNet18"/>, which is trained too, at a tenth of the learning rate: for the maps that <see cref="ResNet18.Trunk"/> gives.</summary>
    /// <param name="weights">The file with the published weights, which the stage starts from.</param>
    /// <param name="seed">Seed of the other initial weights.</param>
    /// <param name="classCount">The number of classes.</param>
    /// <param name="domains">As for <see cref="Bottleneck(int, int, int, int)"/>.</param>
    /// <returns>Gf: [n, 256, 14, 14] to 256 features; its batch normalisation inside the stage keeps the published statistics.</returns>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">It is another file, or a damaged one.</exception>
    public static DomainAdversarialNetwork TunedResNet(string weights, int seed = 1, int classCount = 31, int domains = 1)
    {
        var top = ResNet18.Top(fixedNorms: true);
        ResNet18.LoadWeights(top, weights);
        var network = Bottleneck(seed, top, 512, classCount, domains);
        network.ScaleLearningRate("features.top.", 0.1);
        return network;
    }

    private static DomainAdversarialNetwork Bottleneck(int seed, Module<Tensor, Tensor>? front, int inputs, int classCount, int domains)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(domains, 1);
        using var random = InitialWeights(seed);
        var network = new DomainAdversarialNetwork(
            Layers.Chain(
                ("top", front),
                ("drop", Dropout(0.5)),
                ("bottleneck", Linear(inputs, 256)),
                ("norm", new DomainBatchNorm(256))),
            Layers.FullyConnected([256, classCount]),
            Layers.FullyConnected([256, 1024, 1024, domains], dropout: 0.5));
        network.ScaleLearningRate("domain.", 10);
        return network;
    }
}
